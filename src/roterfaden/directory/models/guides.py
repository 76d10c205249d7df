"""Guides: first steps after arrival, housing, school … Pages by language, and the words they explain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.directory.enums import PageStatus
from roterfaden.topics.models import FieldOfAction


class GuideQuerySet(models.QuerySet["Guide"]):
    def published(self) -> "GuideQuerySet":
        """What everybody may read."""
        return self.filter(published_at__isnull=False)


class Guide(models.Model):
    """One guide through a situation of life. Its words stand in its pages; `title` is for the office."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Lebenslage")
    )
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wegweiser")
        verbose_name_plural = _("Wegweiser")

    class Privacy:
        public = {"id", "slug", "title", "position", "field", "published_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class GuidePage(models.Model):
    """The words of a guide in one language, as they were written at one moment. Never changed: the next is a row.

    `number` counts the pages of a guide in a language; the newest counts. `source` is the German page a translation
    says again (none for German itself); when there is a newer German page, the translation is outdated.
    """

    guide = models.ForeignKey(Guide, models.PROTECT, related_name="pages", verbose_name=_("Wegweiser"))
    language = models.CharField(_("Sprache"), max_length=12)
    number = models.PositiveIntegerField(_("Nummer"))
    title = models.CharField(_("Titel"), max_length=160)
    lead = models.CharField(_("Worum es geht"), max_length=400, blank=True)
    body = models.TextField(_("Text"))
    status = models.CharField(_("Stand"), max_length=10, choices=PageStatus.choices)
    source = models.ForeignKey(
        "self", models.PROTECT, related_name="translations", null=True, blank=True, verbose_name=_("sagt noch einmal")
    )
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geschrieben von")
    )
    made_at = models.DateTimeField(_("geschrieben am"))

    class Meta:
        verbose_name = _("Seite eines Wegweisers")
        verbose_name_plural = _("Seiten von Wegweisern")
        constraints = [
            models.UniqueConstraint(fields=["guide", "language", "number"], name="directory_page_number_once"),
        ]

    class Privacy:
        public = {"id", "guide", "language", "number", "title", "lead", "body", "status", "source", "made_at"}
        internal = {"written_by"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def audit_label(self) -> str:
        return f"{self.title} ({self.language})"


class Explanation(models.Model):
    """A difficult word with what it means, in one language. Guides name it by its key: `[[aufenthaltstitel]]`."""

    key = models.SlugField(_("Schlüssel"), max_length=60)
    language = models.CharField(_("Sprache"), max_length=12)
    word = models.CharField(_("Wort"), max_length=120)
    text = models.TextField(_("Erklärung"), max_length=600)

    class Meta:
        verbose_name = _("Worterklärung")
        verbose_name_plural = _("Worterklärungen")
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="directory_explanation_once"),
        ]

    class Privacy:
        public = {"id", "key", "language", "word", "text"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.word} ({self.language})"

    @property
    def audit_label(self) -> str:
        return f"{self.word} ({self.language})"
