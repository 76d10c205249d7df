"""What the periods of deletion need: who opened a name, what must not go yet, and what the runs have done."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.courses.enums import HoldReason, OpenPurpose
from roterfaden.courses.models.people import Candidate
from roterfaden.kernel.keeping import RUN_FIELDS, DeletionRunBase


class CandidateAccess(models.Model):
    """Somebody opened the name and address of a person: when, who, in which role, what for (IntV § 8 (5)).

    A table of its own beside the log, because it has to be deleted after months and the chained log cannot be. The
    database refuses to change a row.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="accesses", verbose_name=_("Person"))
    purpose = models.CharField(_("Zweck"), max_length=20, choices=OpenPurpose.choices)
    opened_at = models.DateTimeField(_("geöffnet am"), db_index=True)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geöffnet von")
    )
    opened_as = models.CharField(_("in der Rolle"), max_length=40)

    class Meta:
        verbose_name = _("Einsicht in Name und Anschrift")
        verbose_name_plural = _("Einsichten in Namen und Anschriften")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "candidate", "purpose", "opened_at", "opened_by", "opened_as"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.purpose}"


class HoldQuerySet(models.QuerySet["DeletionHold"]):
    """Holds."""

    def standing(self, on: date) -> "HoldQuerySet":
        """In force on a day."""
        return self.filter(ended_at=None, until__gte=on)

    def of(self, person: Any) -> "HoldQuerySet":
        """Of a person (a key), also where it was set on another record of theirs: what hangs on it has moved."""
        return self.filter(
            Q(candidate=person) | Q(candidate__merged=person) | Q(candidate__merged_into=person)
        )  # fmt: skip


class DeletionHold(models.Model):
    """Nothing of a person is deleted up to a day, because somebody still has to look at it. A reason without words."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="holds", verbose_name=_("Person"))
    reason = models.CharField(_("Grund"), max_length=20, choices=HoldReason.choices)
    until = models.DateField(_("bis"))
    set_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eingetragen von")
    )
    set_at = models.DateTimeField(_("eingetragen am"))
    ended_at = models.DateTimeField(_("aufgehoben am"), null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("Löschsperre")
        verbose_name_plural = _("Löschsperren")
        constraints = [
            models.UniqueConstraint(fields=["candidate"], condition=Q(ended_at=None), name="courses_hold_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "candidate", "reason", "until", "set_by", "set_at", "ended_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.candidate.pseudonym


class DeletionRun(DeletionRunBase):
    """One run over the kinds of methods.keeping: begun, done batch by batch, ended. Numbers and nothing else."""

    class Meta:
        verbose_name = _("Löschlauf der Sprachkurse")
        verbose_name_plural = _("Löschläufe der Sprachkurse")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="courses_one_deletion_at_once"
            ),
        ]  # fmt: skip

    class Privacy:
        public: set[str] = set()
        internal = RUN_FIELDS
        personal: set[str] = set()
