"""Appointments: from the wish on the waiting list to the end. No name, no reason to come, nothing about a case."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.enums import HOLDING, AppointmentState, CancelledBy, WalkInState
from roterfaden.advice.methods import language_word, own_language_word
from roterfaden.advice.models.calendars import Counsellor
from roterfaden.advice.models.keeping import KEPT, Kept
from roterfaden.directory.models import Site
from roterfaden.kernel.labels import kind_token
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import SealedField
from roterfaden.topics.models import FieldOfAction

COUNTED_FOR = timedelta(days=2 * 365)
"""So long a row without code and address stays, for the count of waiting days."""


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def holding(self) -> "AppointmentQuerySet":
        """Rows that keep a time from everybody else."""
        return self.filter(state__in=HOLDING)

    def between(self, start: datetime, end: datetime) -> "AppointmentQuerySet":
        """Rows with a time that touches the span."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def waiting(self) -> "AppointmentQuerySet":
        """The waiting list, who waits longest first."""
        return self.filter(state=AppointmentState.WAITING).order_by("waiting_since", "pk")


class Appointment(Kept):
    """One wish under a code of its own: waits, is offered a time, is booked, was kept. Moving changes the same row.

    `site` is where it takes place; `wished_site` where the person wants to come, empty for anywhere. The mail address
    is sealed and goes the day after; the code, and what is left of the row, by the deletion run.
    """

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("Code"), max_length=9, unique=True, null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=AppointmentState.choices)
    topic = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Thema")
    )
    wished_site = models.ForeignKey(
        Site, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gewünschter Ort")
    )
    language = models.CharField(_("Sprache"), max_length=12)
    needs_interpreter = models.BooleanField(_("mit Dolmetschen"), default=False)
    requested_at = models.DateTimeField(_("gewünscht am"))
    waiting_since = models.DateTimeField(_("wartet seit"), null=True, blank=True)
    counsellor = models.ForeignKey(
        Counsellor, models.PROTECT, related_name="appointments", null=True, blank=True, verbose_name=_("Beratung")
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Ort"))
    starts_at = models.DateTimeField(_("beginnt"), null=True, blank=True)
    ends_at = models.DateTimeField(_("endet"), null=True, blank=True)
    seat = models.PositiveSmallIntegerField(_("Platz"), null=True, blank=True)
    offered_until = models.DateTimeField(_("angeboten bis"), null=True, blank=True)
    refused_time = models.DateTimeField(_("zuletzt abgelehnte Zeit"), null=True, blank=True)
    booked_at = models.DateTimeField(_("vereinbart am"), null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(_("Änderungen"), default=0)
    address = SealedField(_("E-Mail"), blank=True)
    reading = models.CharField(_("Sprache der Nachrichten"), max_length=12, default="de")
    reminded_at = models.DateTimeField(_("erinnert am"), null=True, blank=True)
    cancelled_by = models.CharField(_("abgesagt von"), max_length=10, choices=CancelledBy.choices, blank=True)
    ended_at = models.DateTimeField(_("beendet am"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        constraints = [
            models.UniqueConstraint(
                fields=["counsellor", "starts_at", "seat"],
                condition=Q(state__in=HOLDING),
                name="advice_time_given_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HOLDING)
                | Q(
                    counsellor__isnull=False, site__isnull=False, starts_at__isnull=False, ends_at__gt=F("starts_at"),
                    seat__gte=1,
                ),
                name="advice_appointment_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=AppointmentState.WAITING)
                | Q(counsellor=None, starts_at=None, ends_at=None, seat=None, waiting_since__isnull=False),
                name="advice_waiting_has_no_time",
            ),
            models.CheckConstraint(
                condition=Q(state=AppointmentState.OFFERED, offered_until__isnull=False)
                | (~Q(state=AppointmentState.OFFERED) & Q(offered_until=None)),
                name="advice_offer_has_end",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["starts_at"], name="advice_appointment_start")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "state", "requested_at", "waiting_since", "counsellor", "site", "starts_at", "ends_at", "seat",
            "offered_until", "refused_time", "booked_at", "sequence", "reminded_at", "cancelled_by", "ended_at",
        } | KEPT  # fmt: skip
        personal = {"code", "topic", "wished_site", "language", "needs_interpreter", "address", "reading"}

    @classmethod
    def forget(cls, keys: Collection[int]) -> int:
        """Code and address go first; the rest stays to be counted for two years, and then the row goes."""
        rows = cls._default_manager.filter(pk__in=keys)
        count = rows.count()
        rows.filter(code=None).delete()
        days = rows.order_by("delete_on").values_list("delete_on", flat=True).distinct()
        for day in list(days):
            rows.filter(delete_on=day).update(code=None, address="", delete_on=day + COUNTED_FOR)
        return count

    def __str__(self) -> str:
        return f"{self.starts_at or self.state}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def is_alive(self) -> bool:
        """Whether somebody waits, has an offer or will come."""
        return self.state in (AppointmentState.WAITING, AppointmentState.OFFERED, AppointmentState.BOOKED)

    @property
    def language_label(self) -> str:
        """The language in German."""
        return language_word(self.language)

    @property
    def own_language_label(self) -> str:
        """The language as its speakers call it."""
        return own_language_word(self.language)

    @property
    def day(self) -> date | None:
        """The day it takes place, in the time of the house."""
        return local_day(self.starts_at) if self.starts_at else None


class WalkInQuerySet(models.QuerySet["WalkIn"]):
    def of_day(self, site: Site, day: date) -> "WalkInQuerySet":
        """The numbers of one site on one day, in the order in which they were drawn."""
        return self.filter(site=site, day=day).order_by("number", "pk")


class WalkIn(Kept):
    """A number somebody drew who came without an appointment. Numbers begin with 1 each day at each site."""

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("Ort"))
    day = models.DateField(_("am"))
    number = models.PositiveSmallIntegerField(_("Nummer"))
    language = models.CharField(_("Sprache"), max_length=12, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=WalkInState.choices, default=WalkInState.WAITING)
    counsellor = models.ForeignKey(
        Counsellor, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Beratung")
    )
    room = models.CharField(_("Raum"), max_length=40, blank=True)
    drawn_at = models.DateTimeField(_("gezogen um"))
    called_at = models.DateTimeField(_("aufgerufen um"), null=True, blank=True)
    ended_at = models.DateTimeField(_("beendet um"), null=True, blank=True)

    objects = WalkInQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wartenummer")
        verbose_name_plural = _("Wartenummern")
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "number"], name="advice_number_once_a_day"),
            models.CheckConstraint(
                condition=Q(state=WalkInState.WAITING, called_at=None)
                | Q(state=WalkInState.GONE)
                | Q(state__in=[WalkInState.CALLED, WalkInState.DONE], called_at__isnull=False),
                name="advice_number_called_has_moment",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "site", "day", "number", "state", "counsellor", "room", "drawn_at", "called_at", "ended_at",
        } | KEPT  # fmt: skip
        personal = {"language"}

    def __str__(self) -> str:
        return str(self.number)

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.number}"

    @property
    def language_label(self) -> str:
        """The language in German; empty when nobody asked."""
        return language_word(self.language) if self.language else ""
