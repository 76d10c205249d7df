"""What every kept record says: what for, and until when. And the runs that delete what is over."""

import uuid
from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.advice.enums import Purpose, RunState


class Kept(models.Model):
    """A record with a purpose and a day on which it goes. The deletion run finds every model that is one."""

    purpose = models.CharField(_("Zweck"), max_length=20, choices=Purpose.choices)
    delete_on = models.DateField(_("wird gelöscht am"), db_index=True)

    class Meta:
        abstract = True

    @classmethod
    def forget(cls, keys: Collection[int]) -> int:
        """Delete the rows with these keys and what hangs on them; returns how many of them there were.

        A model of which something harmless stays (a row without its contact, say) overrides this, and moves `delete_on`
        or empties it in the same statement.
        """
        rows = cls._default_manager.filter(pk__in=keys)
        count = rows.count()
        rows.delete()
        return count


KEPT = {"purpose", "delete_on"}
"""The fields of Kept, for the privacy declaration of what inherits it. Internal: they say nothing about a person."""


class DeletionRun(models.Model):
    """One run: begun, done batch by batch, ended. Holds numbers and nothing else.

    `deleted` and the rows go in the same transaction, so the protocol is right whenever a machine stops.
    """

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    on = models.DateField(_("Stichtag"))
    state = models.CharField(_("Stand"), max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    started_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("begonnen von")
    )
    started_at = models.DateTimeField(_("begonnen"))
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)
    due = models.JSONField(_("fällig, nach Art"), default=dict)
    deleted = models.JSONField(_("gelöscht, nach Art"), default=dict, blank=True)
    batches = models.PositiveIntegerField(_("Teilschritte"), default=0)

    class Meta:
        verbose_name = _("Löschlauf")
        verbose_name_plural = _("Löschläufe")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="advice_one_deletion_at_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "on", "state", "started_by", "started_at", "ended_at", "due", "deleted", "batches"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.on} {self.state}"

    @property
    def audit_label(self) -> str:
        return self.on.isoformat()

    @property
    def total(self) -> int:
        """How many records were due when the run began."""
        return sum(self.due.values())

    @property
    def done(self) -> int:
        """How many records have gone so far."""
        return sum(self.deleted.values())
