"""Lists that were read in, and what became of each of their rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import ImportMode, ImportState, RowOutcome
from roterfaden.participation.models.process import Process
from roterfaden.participation.models.voices import Contribution


class ImportRun(models.Model):
    """One list on its way in: the file as it came, which column is what, and how many rows became what.

    `columns` are the headings of the table, `mapping` what they mean (methods.Mapping as JSON); the newest mapping of a
    process is offered for the next list with the same headings. `check_result` is the last look at all rows before the
    start.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="imports", verbose_name=_("Beteiligungsprozess"))
    file = models.ForeignKey(
        KeptFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Datei")
    )  # empty: erased after its period
    name = models.CharField(_("Dateiname"), max_length=150)
    columns = models.JSONField(_("Überschriften"))
    total = models.PositiveIntegerField(_("Zeilen"))
    mapping = models.JSONField(_("Zuordnung der Spalten"), default=dict, blank=True)
    check_result = models.JSONField(_("Ergebnis der Prüfung"), default=dict, blank=True)
    mode = models.CharField(_("Umgang mit Fehlern"), max_length=10, choices=ImportMode.choices, default=ImportMode.SKIP)
    state = models.CharField(_("Stand"), max_length=10, choices=ImportState.choices, default=ImportState.DRAFT)
    imported = models.PositiveIntegerField(_("aufgenommen"), default=0)
    known = models.PositiveIntegerField(_("schon da"), default=0)
    faulty = models.PositiveIntegerField(_("fehlerhaft"), default=0)
    held = models.PositiveIntegerField(_("zurückgestellt"), default=0)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("vorgelegt von")
    )
    opened_at = models.DateTimeField(_("vorgelegt am"))
    started_at = models.DateTimeField(_("begonnen am"), null=True, blank=True)
    finished_at = models.DateTimeField(_("beendet am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einlesen einer Liste")
        verbose_name_plural = _("Eingelesene Listen")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ImportState.DONE, finished_at__isnull=False)
                | (~Q(state=ImportState.DONE) & Q(finished_at=None)),
                name="participation_import_done_has_end",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "process", "file", "columns", "total", "mapping", "mode", "state", "imported", "known", "faulty",
            "held", "opened_by", "opened_at", "started_at", "finished_at",
        }  # fmt: skip
        personal = {"name", "check_result"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk} ({self.total})"

    @property
    def is_open(self) -> bool:
        """Whether columns can still be changed."""
        return self.state in (ImportState.DRAFT, ImportState.CHECKED)


class ImportRow(models.Model):
    """What became of one row of a list.

    `key` is what makes a row the same in every file: the keyed checksum of what it says. A process takes in each key
    once, and the database insists. `own_id` is what the list itself calls the row. `faults` are refusals by the name of
    their error, with the details that complete the sentence.
    """

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows", verbose_name=_("Einlesen einer Liste"))
    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    line = models.PositiveIntegerField(_("Zeile"))
    outcome = models.CharField(_("Ergebnis"), max_length=10, choices=RowOutcome.choices)
    key = models.CharField(_("Prüfsumme"), max_length=64, blank=True)
    own_id = models.CharField(_("eigene Kennung"), max_length=80, blank=True)
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="import_rows", null=True, blank=True, verbose_name=_("Beitrag")
    )
    is_late = models.BooleanField(_("nachgereicht"), default=False)
    faults = models.JSONField(_("Fehler"), default=list, blank=True)

    class Meta:
        verbose_name = _("eingelesene Zeile")
        verbose_name_plural = _("eingelesene Zeilen")
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="participation_import_line_once"),
            models.UniqueConstraint(
                fields=["process", "key"], condition=Q(outcome=RowOutcome.IMPORTED),
                name="participation_import_key_once",
            ),
            models.UniqueConstraint(
                fields=["process", "own_id"], condition=Q(outcome=RowOutcome.IMPORTED) & ~Q(own_id=""),
                name="participation_import_own_id_once",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RowOutcome.IMPORTED) | (Q(contribution__isnull=False) & ~Q(key="")),
                name="participation_import_row_has_voice",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["run", "outcome", "line"], name="participation_import_outcome")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "run", "process", "line", "outcome", "key", "contribution", "is_late"}
        personal = {"own_id", "faults"}

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.line}"
