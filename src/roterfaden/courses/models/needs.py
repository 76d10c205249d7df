"""What need planning keeps: registrations from before the program, without names, and the frozen packs of the round."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.courses.enums import EarlierEnd
from roterfaden.courses.models.reference import CourseType
from roterfaden.places.models import Area


class EarlierList(models.Model):
    """A waiting list the network kept before it used this program, taken over as counts. One of the same name replaces
    the one before, which is withdrawn."""

    name = models.CharField(_("Name der Liste"), max_length=120)
    taken_over_at = models.DateTimeField(_("übernommen am"))
    taken_over_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("übernommen von")
    )
    withdrawn_at = models.DateTimeField(_("ersetzt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Frühere Warteliste")
        verbose_name_plural = _("Frühere Wartelisten")
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(withdrawn_at=None), name="courses_earlier_list_once"
            ),
        ]  # fmt: skip

    class Privacy:
        public: set[str] = set()
        internal = {"id", "name", "taken_over_at", "taken_over_by", "withdrawn_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class EarlierCase(models.Model):
    """One finished registration of such a list: a month, a number of days, how it ended. No day and no code: nothing
    leads to a person."""

    source = models.ForeignKey(EarlierList, models.CASCADE, related_name="cases", verbose_name=_("Liste"))
    month = models.DateField(_("Monat der Anmeldung"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    course_type = models.ForeignKey(CourseType, models.PROTECT, related_name="+", verbose_name=_("Kursart"))
    days = models.PositiveSmallIntegerField(_("Tage bis dahin"))
    end = models.CharField(_("wie das Warten endete"), max_length=8, choices=EarlierEnd.choices)
    again = models.BooleanField(_("begann danach noch einen Kurs"), default=False)

    class Meta:
        verbose_name = _("Früherer Fall")
        verbose_name_plural = _("Frühere Fälle")
        indexes = [models.Index(fields=["month"], name="courses_earlier_month")]
        constraints = [
            models.CheckConstraint(
                condition=Q(again=False) | Q(end=EarlierEnd.STARTED), name="courses_earlier_again_after_start"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "source", "month", "area", "course_type", "days", "end", "again"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}"


class RoundPack(models.Model):
    """The figures of one meeting of the round, frozen: answers without small numbers (methods.needs.Report as JSON).

    `quarter` is its first day. A mistake is mended by another version of the same quarter; both stay.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    quarter = models.DateField(_("Quartal"))
    number = models.PositiveSmallIntegerField(_("Fassung"), default=1)
    as_of = models.DateField(_("Stand der Zahlen"))
    content = models.JSONField(_("Inhalt"))
    checksum = models.CharField(_("Prüfsumme"), max_length=64)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("festgehalten von")
    )
    made_at = models.DateTimeField(_("festgehalten am"))

    class Meta:
        verbose_name = _("Mappe der Runde")
        verbose_name_plural = _("Mappen der Runde")
        constraints = [
            models.UniqueConstraint(fields=["quarter", "number"], name="courses_round_pack_number_once"),
            models.CheckConstraint(condition=~Q(checksum=""), name="courses_round_pack_has_checksum"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "quarter", "number", "as_of", "content", "checksum", "made_by", "made_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.key} ({self.number})"

    @property
    def key(self) -> str:
        """The quarter, short: "2026-4"."""
        return f"{self.quarter.year}-{(self.quarter.month + 2) // 3}"

    @property
    def name(self) -> str:
        """The quarter in words: "4. Quartal 2026"."""
        words = {"number": (self.quarter.month + 2) // 3, "year": self.quarter.year}
        return gettext("%(number)s. Quartal %(year)s") % words
