"""Data sheets: the plan of a sheet, and editions of all sheets frozen on one day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.files.models import KeptFile
from roterfaden.indicators.models import Observation
from roterfaden.places.models import Area


class SheetTemplate(models.Model):
    """What a data sheet shows in which order. Never changed: the next arrangement is a row, the newest counts."""

    number = models.PositiveIntegerField(_("Nummer"), unique=True)
    content = models.JSONField(_("Kapitel und Messgrößen"))
    made_at = models.DateTimeField(_("am"))

    class Meta:
        verbose_name = _("Vorlage der Datenspiegel")
        verbose_name_plural = _("Vorlagen der Datenspiegel")

    class Privacy:
        public = {"id", "number", "content", "made_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.number)

    @property
    def audit_label(self) -> str:
        return f"Datenspiegel {self.number}"


class SheetEditionQuerySet(models.QuerySet["SheetEdition"]):
    def published(self) -> "SheetEditionQuerySet":
        """Editions any resident may read."""
        return self.filter(published_at__isnull=False)


class SheetEdition(models.Model):
    """The data sheets of all municipalities with the figures known on one day, frozen together.

    `plan` is the arrangement it was made with; `checksum` seals the checksums of all its sheets.
    """

    number = models.PositiveIntegerField(_("Nummer"), unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    county = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("verglichen mit"))
    plan = models.JSONField(_("Kapitel und Messgrößen"))
    known_on = models.DateField(_("Datenstand vom"))
    checksum = models.CharField(_("Prüfsumme"), max_length=64)
    frozen_at = models.DateTimeField(_("festgehalten am"))
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)

    objects = SheetEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ausgabe der Datenspiegel")
        verbose_name_plural = _("Ausgaben der Datenspiegel")
        constraints = [
            models.CheckConstraint(condition=~Q(checksum=""), name="reporting_sheet_edition_has_checksum"),
        ]

    class Privacy:
        public = {"id", "number", "title", "county", "plan", "known_on", "checksum", "frozen_at", "published_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Sheet(models.Model):
    """The data sheet of one municipality in an edition: frozen content, and its PDF once it is set."""

    edition = models.ForeignKey(SheetEdition, models.PROTECT, related_name="sheets", verbose_name=_("Ausgabe"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    snapshot = models.JSONField(_("Inhalt"))
    checksum = models.CharField(_("Prüfsumme"), max_length=64)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("PDF"))
    pages = models.PositiveSmallIntegerField(_("Seiten"), null=True, blank=True)
    milliseconds = models.PositiveIntegerField(_("gesetzt in Millisekunden"), null=True, blank=True)

    class Meta:
        verbose_name = _("Datenspiegel")
        verbose_name_plural = _("Datenspiegel")
        constraints = [
            models.UniqueConstraint(fields=["edition", "area"], name="reporting_sheet_once"),
            models.CheckConstraint(condition=~Q(checksum=""), name="reporting_sheet_has_checksum"),
        ]

    class Privacy:
        public = {"id", "edition", "area", "snapshot", "checksum", "file", "pages"}
        internal = {"milliseconds"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.edition_id} {self.area_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.edition.title}: {self.area.name}"


class SheetCitation(models.Model):
    """An edition of the data sheets shows this observation."""

    edition = models.ForeignKey(SheetEdition, models.PROTECT, related_name="citations", verbose_name=_("Ausgabe"))
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="+", verbose_name=_("Wert"))

    class Meta:
        verbose_name = _("Beleg eines Datenspiegels")
        verbose_name_plural = _("Belege der Datenspiegel")
        constraints = [
            models.UniqueConstraint(fields=["edition", "observation"], name="reporting_sheet_citation_once"),
        ]

    class Privacy:
        public = {"id", "edition", "observation"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.edition_id} {self.observation_id}"
