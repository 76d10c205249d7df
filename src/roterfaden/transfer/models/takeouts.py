"""Everything this house knows, ordered by one person as one locked file that is kept for a short time."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User

FOLDER = "takeouts"
"""Where the files lie below FADEN_DATA."""


class TakeoutQuerySet(models.QuerySet["Takeout"]):
    def standing(self) -> "TakeoutQuerySet":
        """Ordered, and not thrown away yet: being made, or there to be fetched."""
        return self.filter(ended_at=None)

    def over(self, now: datetime) -> "TakeoutQuerySet":
        """Those whose time is over, whether they were ever made or not."""
        return self.standing().filter(expires_at__lte=now)


class Takeout(models.Model):
    """One file with the whole stock (kernel.takeout), locked for `recipient`, a public key of age.

    Whoever ordered it, and nobody else, may fetch it until `expires_at`. The program cannot open it: the other half of
    the key is nowhere kept.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("bestellt von"))
    ordered_at = models.DateTimeField(_("bestellt am"))
    recipient = models.CharField(_("öffentlicher Schlüssel"), max_length=80)
    expires_at = models.DateTimeField(_("liegt bereit bis"))
    made_at = models.DateTimeField(_("fertig am"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("Größe in Byte"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("zuletzt abgeholt am"), null=True, blank=True)
    ended_at = models.DateTimeField(_("gelöscht am"), null=True, blank=True)

    objects = TakeoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitnahme des Bestands")
        verbose_name_plural = _("Mitnahmen des Bestands")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "ordered_by", "ordered_at", "recipient", "expires_at", "made_at", "size", "fetched_at",
            "ended_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.ordered_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        return f"{self.ordered_at:%Y-%m-%d}"

    @property
    def file(self) -> Path:
        """Where it lies: in no backup, in no other takeout, at no address."""
        return Path(settings.DATA_DIR) / FOLDER / f"{self.uid}.zip.age"

    @property
    def name(self) -> str:
        """What it is called where somebody puts it."""
        return f"bestand-{self.ordered_at:%Y-%m-%d}.zip.age"

    def is_ready(self, now: datetime) -> bool:
        """Whether it can be fetched."""
        return self.made_at is not None and self.ended_at is None and now < self.expires_at
