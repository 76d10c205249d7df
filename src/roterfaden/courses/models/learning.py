"""What becomes of a seat once the course has begun: pauses, and what the person passed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.courses.enums import ResultKind, ResultOutcome, ResultSource
from roterfaden.courses.models.placement import Seat


class Interruption(models.Model):
    """Somebody paused a course, and came back or not. Why is not kept: it would be about health or family."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="interruptions", verbose_name=_("Kursplatz"))
    since = models.DateField(_("unterbrochen seit"))
    until = models.DateField(_("wieder da seit"), null=True, blank=True)

    class Meta:
        verbose_name = _("Unterbrechung eines Kurses")
        verbose_name_plural = _("Unterbrechungen von Kursen")
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(until=None), name="courses_interruption_open_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="courses_interruption_in_order"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "seat", "since", "until"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.seat_id} {self.since}"


class CourseResult(Act):
    """What came of a course for one person. A better entry for the same day and test supersedes the one before."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="results", verbose_name=_("Kursplatz"))
    kind = models.CharField(_("Prüfung"), max_length=12, choices=ResultKind.choices)
    outcome = models.CharField(_("Ergebnis"), max_length=8, choices=ResultOutcome.choices)
    taken_on = models.DateField(_("Tag der Prüfung"))
    source = models.CharField(_("Quelle"), max_length=12, choices=ResultSource.choices)

    class Meta:
        verbose_name = _("Ergebnis eines Kurses")
        verbose_name_plural = _("Ergebnisse von Kursen")
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "kind", "taken_on"], condition=Q(superseded_at=None), name="courses_result_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "seat", "kind", "outcome", "taken_on", "source"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.seat.audit_label
