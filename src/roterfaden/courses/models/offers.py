"""What providers offer: sites, courses with their weekly times, and how they are asked to keep them true.

Nothing personal: a provider is an organisation with a function address, a course counts its seats.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import CancelReason, Level, RunState, Weekday
from roterfaden.courses.models.reference import CourseType
from roterfaden.places.models import Area


class Provider(models.Model):
    """An organisation that holds courses. `code` is the scope key of the role PROVIDER and stays for ever."""

    code = models.SlugField(_("Kurzname"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    email = models.EmailField(_("Funktionsadresse"))
    phone = models.CharField(_("Telefon für Anmeldungen"), max_length=40, blank=True)
    website = models.URLField(_("Internetseite"), max_length=300, blank=True)
    retired_at = models.DateTimeField(_("bietet keine Kurse mehr an seit"), null=True, blank=True)

    class Meta:
        verbose_name = _("Kursträger")
        verbose_name_plural = _("Kursträger")

    class Privacy:
        public = {"id", "code", "name", "phone", "website"}
        internal = {"retired_at"}
        personal = {"email"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class Site(models.Model):
    """Where courses are held."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="sites", verbose_name=_("Kursträger"))
    name = models.CharField(_("Name des Ortes"), max_length=120)
    address = models.CharField(_("Anschrift"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    latitude = models.DecimalField(_("Breite"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("Länge"), max_digits=9, decimal_places=6, null=True, blank=True)
    step_free = models.BooleanField(_("stufenlos erreichbar"), default=False)
    child_care_possible = models.BooleanField(_("Kinderbetreuung möglich"), default=False)
    retired_at = models.DateTimeField(_("nicht mehr genutzt seit"), null=True, blank=True)

    class Meta:
        verbose_name = _("Kursort")
        verbose_name_plural = _("Kursorte")
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="courses_site_once")]

    class Privacy:
        public = {
            "id", "provider", "name", "address", "area", "latitude", "longitude", "step_free", "child_care_possible",
        }  # fmt: skip
        internal = {"retired_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class CourseRunQuerySet(models.QuerySet["CourseRun"]):
    """Courses."""

    def coming(self, day: date) -> "CourseRunQuerySet":
        """Planned or certain, and not begun by `day`."""
        return self.filter(state__in=[RunState.PLANNED, RunState.OPEN], starts_on__gte=day)

    def standing(self) -> "CourseRunQuerySet":
        """Planned, certain or running."""
        return self.filter(state__in=[RunState.PLANNED, RunState.OPEN, RunState.RUNNING])


class CourseRun(models.Model):
    """One course of a provider: a group that learns at a site, at weekly times, from a day to a day.

    `section` is the Kursabschnitt it begins with (`code` joins it with the type, as the placement knows courses);
    `seats_taken_otherwise` are people the provider counts who do not sit here through the network. `updated_on` is the
    day the provider last said that all this is still true.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("Kursnummer"), max_length=40)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="runs", verbose_name=_("Kursträger"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="runs", verbose_name=_("Kursort"))
    course_type = models.ForeignKey(CourseType, models.PROTECT, related_name="runs", verbose_name=_("Kursart"))
    section = models.PositiveSmallIntegerField(_("beginnt mit Kursabschnitt"), default=1)
    level_from = models.CharField(_("Niveau am Anfang"), max_length=2, choices=Level.choices)
    level_to = models.CharField(_("Niveau am Ende"), max_length=2, choices=Level.choices)
    starts_on = models.DateField(_("beginnt am"))
    ends_on = models.DateField(_("endet am"))
    seats_max = models.PositiveSmallIntegerField(_("Plätze"))
    seats_min = models.PositiveSmallIntegerField(_("findet statt ab"), default=0)
    reserve_seats = models.PositiveSmallIntegerField(_("Plätze auf der Nachrückliste"), default=0)
    seats_taken_otherwise = models.PositiveSmallIntegerField(_("vom Träger selbst belegt"), default=0)
    child_care_seats = models.PositiveSmallIntegerField(_("Plätze der Kinderbetreuung"), default=0)
    women_only = models.BooleanField(_("nur für Frauen"), default=False)
    online = models.BooleanField(_("online"), default=False)
    room = models.CharField(_("Raum"), max_length=60, blank=True)
    teacher_missing = models.BooleanField(_("Lehrkraft fehlt noch"), default=False)
    note = models.CharField(_("Hinweis für Interessierte"), max_length=300, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=RunState.choices, default=RunState.PLANNED)
    cancel_reason = models.CharField(_("abgesagt wegen"), max_length=20, choices=CancelReason.choices, blank=True)
    state_note = models.CharField(_("Bemerkung zum Stand"), max_length=300, blank=True)
    updated_on = models.DateField(_("bestätigt am"))

    objects = CourseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sprachkurs")
        verbose_name_plural = _("Sprachkurse")
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="courses_run_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="courses_run_in_order"),
            models.CheckConstraint(condition=Q(seats_max__gte=F("seats_min")), name="courses_run_seats_enough"),
            models.CheckConstraint(
                condition=(Q(state=RunState.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=RunState.CANCELLED) & Q(cancel_reason="")),
                name="courses_run_cancelled_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_on"], name="courses_run_by_state")]

    class Privacy:
        public = {
            "id", "uid", "number", "provider", "site", "course_type", "section", "level_from", "level_to",
            "starts_on", "ends_on", "seats_max", "child_care_seats", "women_only", "online", "note", "state",
            "updated_on",
        }  # fmt: skip
        internal = {
            "seats_min", "reserve_seats", "seats_taken_otherwise", "room", "teacher_missing", "cancel_reason",
            "state_note",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.number

    @property
    def code(self) -> str:
        """Type and section as the placement knows courses: "general/3"."""
        return f"{self.course_type.slug}/{self.section}"

    @property
    def child_care(self) -> bool:
        """Whether children are looked after during the course."""
        return self.child_care_seats > 0

    @property
    def audit_label(self) -> str:
        return f"{self.number} ({self.provider.name})"


class CourseTime(models.Model):
    """One weekly time of a course."""

    run = models.ForeignKey(CourseRun, models.CASCADE, related_name="times", verbose_name=_("Sprachkurs"))
    weekday = models.PositiveSmallIntegerField(_("Wochentag"), choices=Weekday.choices)
    starts = models.TimeField(_("von"))
    ends = models.TimeField(_("bis"))

    class Meta:
        verbose_name = _("Unterrichtszeit")
        verbose_name_plural = _("Unterrichtszeiten")
        constraints = [
            models.UniqueConstraint(fields=["run", "weekday", "starts"], name="courses_time_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="courses_time_in_order"),
        ]

    class Privacy:
        public = {"id", "run", "weekday", "starts", "ends"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}"


class ProviderLink(models.Model):
    """The link a provider got for one month: whoever has it keeps that provider's courses. Only its hash is kept."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="links", verbose_name=_("Kursträger"))
    month = models.DateField(_("für den Monat"))
    secret_hash = models.CharField(_("Prüfsumme des Links"), max_length=64, unique=True)
    valid_until = models.DateTimeField(_("Link gilt bis"))
    sent_at = models.DateTimeField(_("verschickt am"))

    class Meta:
        verbose_name = _("Link eines Kursträgers")
        verbose_name_plural = _("Links der Kursträger")
        constraints = [models.UniqueConstraint(fields=["provider", "month"], name="courses_provider_link_once")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "provider", "month", "secret_hash", "valid_until", "sent_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.provider_id} {self.month}"

    @property
    def audit_label(self) -> str:
        return f"{self.provider.name}, {self.month:%m.%Y}"


class OverviewReader(models.Model):
    """A place that gets the monthly overview of courses: advice services, job centres, volunteers' offices."""

    name = models.CharField(_("Stelle"), max_length=160)
    email = models.EmailField(_("Funktionsadresse"))
    retired_at = models.DateTimeField(_("bekommt keine Übersicht mehr seit"), null=True, blank=True)

    class Meta:
        verbose_name = _("Empfänger der Kursübersicht")
        verbose_name_plural = _("Empfänger der Kursübersicht")
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=Q(retired_at=None), name="courses_reader_once")
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "name", "retired_at"}
        personal = {"email"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name
