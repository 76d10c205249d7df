"""Letters about news: one to an address a day. No address is kept here, only a keyed hash that stands for it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.labels import kind_token
from roterfaden.participation.models import Contribution
from roterfaden.weighing.enums import NewsKind


class NewsLetter(models.Model):
    """One letter to one address on one day with everything that was new."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    address_key = models.CharField(_("Kennung der Adresse"), max_length=64)
    day = models.DateField(_("Tag"))
    language = models.CharField(_("Sprache"), max_length=12)
    written_at = models.DateTimeField(_("geschrieben am"))

    class Meta:
        verbose_name = _("Sammelnachricht")
        verbose_name_plural = _("Sammelnachrichten")
        constraints = [
            models.UniqueConstraint(fields=["address_key", "day"], name="weighing_letter_once_a_day"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "day", "language", "written_at"}
        personal = {"address_key"}

    def __str__(self) -> str:
        return f"{self.day} {self.uid}"

    @property
    def audit_label(self) -> str:
        return self.day.isoformat()


class ToldNews(models.Model):
    """One thing a letter told; the same thing is told to an address once, however often the work runs."""

    letter = models.ForeignKey(NewsLetter, models.CASCADE, related_name="told", verbose_name=_("Sammelnachricht"))
    address_key = models.CharField(_("Kennung der Adresse"), max_length=64)
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    kind = models.CharField(_("Anlass"), max_length=12, choices=NewsKind.choices)
    key = models.CharField(_("Schlüssel der Neuigkeit"), max_length=80)
    is_own = models.BooleanField(_("eigener Beitrag"))

    class Meta:
        verbose_name = _("gemeldete Neuigkeit")
        verbose_name_plural = _("gemeldete Neuigkeiten")
        constraints = [
            models.UniqueConstraint(fields=["address_key", "contribution", "key"], name="weighing_news_told_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "letter", "contribution", "kind", "key", "is_own"}
        personal = {"address_key"}

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.key}"


class NewsStop(models.Model):
    """An address wants no more letters, until it is left and confirmed anew."""

    address_key = models.CharField(_("Kennung der Adresse"), max_length=64, unique=True)
    stopped_at = models.DateTimeField(_("abbestellt am"))

    class Meta:
        verbose_name = _("Abbestellung")
        verbose_name_plural = _("Abbestellungen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "stopped_at"}
        personal = {"address_key"}

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def audit_label(self) -> str:
        return kind_token(self)
