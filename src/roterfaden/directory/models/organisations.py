"""Organisations and the places where they are found."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.enums import OrganisationKind, StepFree, Weekday
from roterfaden.places.models import Area


class Organisation(models.Model):
    """An authority, association or provider that helps people. Its contact is a function, not a person."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=200, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    email = models.EmailField(_("E-Mail der Stelle"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    website = models.URLField(_("Internetseite"), max_length=300, blank=True)
    is_fictitious = models.BooleanField(_("erfunden"), default=False)

    class Meta:
        verbose_name = _("Einrichtung im Verzeichnis")
        verbose_name_plural = _("Einrichtungen im Verzeichnis")

    class Privacy:
        public = {"id", "uid", "name", "kind", "email", "phone", "website", "is_fictitious"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class Site(models.Model):
    """A place where an organisation is found. `area` is the municipality it lies in, as residents name it."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites", verbose_name=_("Einrichtung"))
    name = models.CharField(_("Name"), max_length=160)
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    latitude = models.DecimalField(_("Breite"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("Länge"), max_digits=9, decimal_places=6, null=True, blank=True)
    stop = models.CharField(_("Haltestelle"), max_length=160, blank=True)
    step_free = models.CharField(_("Zugang"), max_length=10, choices=StepFree.choices, default=StepFree.UNKNOWN)
    directions = models.TextField(_("So kommen Sie hin"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("Standort")
        verbose_name_plural = _("Standorte")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="directory_site_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="directory_site_has_both_coordinates",
            ),
        ]

    class Privacy:
        public = {
            "id", "uid", "organisation", "name", "street", "postcode", "town", "area", "latitude", "longitude", "stop",
            "step_free", "directions",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Postcode and town in one line; empty when neither is known."""
        return f"{self.postcode} {self.town}".strip()


class OpeningHours(models.Model):
    """One stretch of a weekday on which a site is open, every week, except on holidays of the Land."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_hours", verbose_name=_("Standort"))
    weekday = models.PositiveSmallIntegerField(_("Wochentag"), choices=Weekday.choices)
    opens = models.TimeField(_("von"))
    closes = models.TimeField(_("bis"))

    class Meta:
        verbose_name = _("Öffnungszeit")
        verbose_name_plural = _("Öffnungszeiten")
        constraints = [
            models.UniqueConstraint(fields=["site", "weekday", "opens"], name="directory_hours_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="directory_hours_close_after_opening"),
            models.CheckConstraint(condition=Q(weekday__lte=Weekday.SUNDAY), name="directory_hours_on_a_weekday"),
        ]

    class Privacy:
        public = {"id", "site", "weekday", "opens", "closes"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(models.Model):
    """Days on which other hours apply than usual, holidays too: closed when there are no times."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="exceptions", verbose_name=_("Standort"))
    first_on = models.DateField(_("vom"))
    last_on = models.DateField(_("bis einschließlich"))
    opens = models.TimeField(_("von"), null=True, blank=True)
    closes = models.TimeField(_("bis"), null=True, blank=True)
    reason = models.CharField(_("Grund"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Abweichende Öffnungszeit")
        verbose_name_plural = _("Abweichende Öffnungszeiten")
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="directory_exception_lasts"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="directory_exception_closed_or_with_times",
            ),
        ]

    class Privacy:
        public = {"id", "site", "first_on", "last_on", "opens", "closes", "reason"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.first_on}–{self.last_on}"
