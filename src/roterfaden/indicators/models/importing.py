"""Files on their way to observations: what a kind of file means, and what became of one file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.files.models import KeptFile
from roterfaden.indicators.enums import FigureFormat, RunState


class ImportProfile(models.Model):
    """What one kind of file means here, remembered for the next year's file.

    `plan` is a methods.formats.Plan as JSON. Files with the same `fingerprint` are of this kind, and in the drop-in
    folder those whose name fits `file_pattern` (`*` and `?` stand for anything).
    """

    slug = models.SlugField(_("Kurzname"), max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    format = models.CharField(_("Format"), max_length=20, choices=FigureFormat.choices)
    fingerprint = models.CharField(_("woran die Datei erkannt wird"), max_length=64, blank=True, db_index=True)
    plan = models.JSONField(_("Zuordnung"))
    saved_at = models.DateTimeField(_("gespeichert am"))
    file_pattern = models.CharField(_("Muster für Dateinamen"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Einleseprofil")
        verbose_name_plural = _("Einleseprofile")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "slug", "title", "format", "fingerprint", "plan", "saved_at", "file_pattern"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class ImportRun(models.Model):
    """One reading of a file or list of figures, with the result of every row.

    `report` lists rows by line: everything of a small file; of a large one what was refused or revised, up to a limit.
    `tally` counts the reasons of all refusals. `plan` is what the file was read with.
    """

    source_name = models.CharField(_("Name der Quelle"), max_length=300)
    checksum = models.CharField(_("Prüfsumme der Zeilen"), max_length=64)
    imported_at = models.DateTimeField(_("eingelesen am"))
    state = models.CharField(_("Stand"), max_length=10, choices=RunState.choices, default=RunState.DONE)
    profile = models.ForeignKey(
        ImportProfile, models.PROTECT, related_name="runs", null=True, blank=True, verbose_name=_("Einleseprofil")
    )
    file = models.ForeignKey(
        KeptFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Datei")
    )  # empty: read where it lies
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("vorgelegt von")
    )
    fingerprint = models.CharField(_("woran die Datei erkannt wird"), max_length=64, blank=True)
    plan = models.JSONField(_("Zuordnung"), default=dict, blank=True)
    known_on = models.DateField(_("Datenstand"), null=True, blank=True)
    total = models.PositiveIntegerField(_("Werte in der Datei"), default=0)
    added = models.PositiveIntegerField(_("neue Werte"), default=0)
    revised = models.PositiveIntegerField(_("neue Stände"), default=0)
    unchanged = models.PositiveIntegerField(_("schon vorhanden"), default=0)
    refused = models.PositiveIntegerField(_("abgewiesen"), default=0)
    elsewhere = models.PositiveIntegerField(_("anderes Gebiet"), default=0)
    unused = models.PositiveIntegerField(_("nicht zugeordnet"), default=0)
    tally = models.JSONField(_("Gründe und ihre Zahl"), default=dict, blank=True)
    report = models.JSONField(_("Ergebnis je Zeile"), default=list, blank=True)

    class Meta:
        verbose_name = _("Einlesevorgang")
        verbose_name_plural = _("Einlesevorgänge")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "checksum", "imported_at", "state", "profile", "file", "opened_by", "fingerprint", "plan", "known_on",
            "total", "added", "revised", "unchanged", "refused", "elsewhere", "unused", "tally", "report",
            "source_name",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.source_name

    @property
    def audit_label(self) -> str:
        return self.source_name[:200]

    @property
    def is_open(self) -> bool:
        """Whether the mapping can still be changed."""
        return self.state == RunState.DRAFT

    @property
    def stored(self) -> int:
        """New and revised values together."""
        return self.added + self.revised
