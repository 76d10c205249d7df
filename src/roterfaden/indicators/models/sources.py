"""Where files of figures come from by themselves: addresses that are read regularly, and a folder others fill."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import FetchRhythm, FetchState, InboxState
from roterfaden.indicators.models.importing import ImportProfile, ImportRun


class FigureSourceQuerySet(models.QuerySet["FigureSource"]):
    def failing(self) -> "FigureSourceQuerySet":
        """Read by themselves, and the last time it went wrong."""
        return self.filter(is_active=True, state=FetchState.FAILED)


class FigureSource(models.Model):
    """An address whose file is read again and again with one profile.

    `etag`, `last_modified` and `checksum` are those of the last file that was read to its end: what is unchanged is not
    read again. `message` says what went wrong the last time, in words for the office; `failures` how often in a row.
    """

    title = models.CharField(_("Titel"), max_length=160)
    url = models.CharField(_("Adresse der Datei"), max_length=1000, unique=True)
    profile = models.ForeignKey(ImportProfile, models.PROTECT, related_name="sources", verbose_name=_("Einleseprofil"))
    rhythm = models.CharField(_("Rhythmus"), max_length=10, choices=FetchRhythm.choices)
    is_active = models.BooleanField(_("wird regelmäßig abgerufen"), default=True)
    added_at = models.DateTimeField(_("angelegt am"))
    next_at = models.DateTimeField(_("wieder fällig am"))
    state = models.CharField(_("Stand"), max_length=10, choices=FetchState.choices, default=FetchState.NEW)
    checked_at = models.DateTimeField(_("zuletzt abgerufen am"), null=True, blank=True)
    etag = models.CharField(_("Kennung des Stands"), max_length=300, blank=True)
    last_modified = models.CharField(_("Änderungsdatum laut Quelle"), max_length=100, blank=True)
    checksum = models.CharField(_("Prüfsumme"), max_length=64, blank=True)
    message = models.CharField(_("was nicht ging"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("Fehler nacheinander"), default=0)
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("zuletzt eingelesen mit")
    )

    objects = FigureSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quelle von Zahlen")
        verbose_name_plural = _("Quellen von Zahlen")
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=FetchState.FAILED) & ~Q(message="")) | (~Q(state=FetchState.FAILED) & Q(message="")),
                name="indicators_source_failed_says_why",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "title", "url", "profile", "rhythm", "is_active", "added_at", "next_at", "state", "checked_at",
            "etag", "last_modified", "checksum", "message", "failures", "run",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def pause(self) -> timedelta:
        """How long the source rests between two looks."""
        return timedelta(days=FetchRhythm(self.rhythm).days)


class InboxFileQuerySet(models.QuerySet["InboxFile"]):
    def waiting_for_people(self) -> "InboxFileQuerySet":
        """Not read, and nobody has said that this is settled."""
        return self.filter(state=InboxState.FAILED, settled_at=None)


class InboxFile(models.Model):
    """A file that was found in the drop-in folder, and what became of it. Read at most once by its checksum."""

    name = models.CharField(_("Name der Datei"), max_length=300)
    checksum = models.CharField(_("Prüfsumme"), max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(_("Größe"))
    state = models.CharField(_("Stand"), max_length=10, choices=InboxState.choices, default=InboxState.READING)
    taken_at = models.DateTimeField(_("gefunden am"))
    moved_to = models.CharField(_("liegt jetzt unter"), max_length=400, blank=True)
    message = models.CharField(_("was nicht ging"), max_length=500, blank=True)
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eingelesen mit")
    )
    settled_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)

    objects = InboxFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Datei im Eingangsordner")
        verbose_name_plural = _("Dateien im Eingangsordner")
        constraints = [
            models.UniqueConstraint(
                fields=["checksum"], condition=Q(state__in=[InboxState.READING, InboxState.READ]),
                name="indicators_inbox_read_once",
            ),
        ]  # fmt: skip

    class Privacy:
        public: set[str] = set()
        internal = {"id", "checksum", "size", "state", "taken_at", "message", "run", "settled_at"}
        personal = {"name", "moved_to"}  # people put their names into names of files

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def audit_label(self) -> str:
        return self.checksum[:12]
