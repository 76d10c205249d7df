"""Reports. Three editions from the same frozen data; an edition can always be recomputed as it was known that day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.models import Observation
from roterfaden.monitoring.models import ReviewCycle
from roterfaden.reporting.enums import Audience


class Report(models.Model):
    """The report on one review."""

    cycle = models.OneToOneField(ReviewCycle, models.PROTECT, related_name="+", verbose_name=_("Überprüfung"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=160)

    class Meta:
        verbose_name = _("Bericht")
        verbose_name_plural = _("Berichte")

    class Privacy:
        public = {"id", "cycle", "slug", "title"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> "EditionQuerySet":
        """Editions that went out, to whomever."""
        return self.filter(published_at__isnull=False)

    def public(self) -> "EditionQuerySet":
        """Editions any resident may read: for the public and, once in the bodies' hands, for the council."""
        return self.published().filter(audience__in=[Audience.PUBLIC, Audience.COUNCIL])


class Edition(models.Model):
    """A report as one audience gets it: snapshot and checksum, frozen. Later changes of figures appear as notes."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions", verbose_name=_("Bericht"))
    audience = models.CharField(_("für"), max_length=20, choices=Audience.choices)
    number = models.PositiveSmallIntegerField(_("Nummer"), default=1)
    title = models.CharField(_("Titel"), max_length=200)
    foreword = models.TextField(_("Vorwort"), blank=True)
    snapshot = models.JSONField(_("Inhalt"))
    checksum = models.CharField(_("Prüfsumme"), max_length=64)
    known_on = models.DateField(_("Datenstand vom"))
    frozen_at = models.DateTimeField(_("festgehalten am"))
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ausgabe")
        verbose_name_plural = _("Ausgaben")
        constraints = [
            models.UniqueConstraint(fields=["report", "audience", "number"], name="reporting_edition_number_once"),
            models.CheckConstraint(condition=~Q(checksum=""), name="reporting_edition_has_checksum"),
        ]

    class Privacy:
        public = {
            "id", "report", "audience", "number", "title", "foreword", "snapshot", "checksum", "known_on", "frozen_at",
            "published_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Citation(models.Model):
    """An edition rests on this observation."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="citations", verbose_name=_("Ausgabe"))
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="+", verbose_name=_("Wert"))

    class Meta:
        verbose_name = _("Beleg")
        verbose_name_plural = _("Belege")
        constraints = [models.UniqueConstraint(fields=["edition", "observation"], name="reporting_citation_once")]

    class Privacy:
        public = {"id", "edition", "observation"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.edition_id} {self.observation_id}"
