"""Houses that sent bundles, and the bundles."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.transfer.enums import ArrivalState
from roterfaden.transfer.methods import Replacement, Sender, fingerprint, in_groups


class Origin(models.Model):
    """A house bundles came from, known by its key: whoever holds it signed them all. The name is what it said last."""

    public_key = models.CharField(_("öffentlicher Schlüssel"), max_length=60, unique=True)
    name = models.CharField(_("Name der Einrichtung"), max_length=300)
    area_key = models.CharField(_("amtlicher Schlüssel"), max_length=12)
    first_seen_at = models.DateTimeField(_("zuerst gesehen am"))

    class Meta:
        verbose_name = _("Herkunft")
        verbose_name_plural = _("Herkünfte")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "public_key", "name", "area_key", "first_seen_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name

    @property
    def fingerprint(self) -> str:
        """To be compared with the house itself, on another way than the one the bundle took."""
        return in_groups(fingerprint(self.public_key))


class Arrival(models.Model):
    """A bundle that arrived. `parts` is its content as it came; `names` are the replacements somebody chose.

    `picks` are the objects to take over (`part:key`), `wishes` the days and the mandate a new process or concept needs
    here, `result` how many objects of each part were taken.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="arrivals", verbose_name=_("Herkunft"))
    sha256 = models.CharField(_("Prüfsumme"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("erstellt am"))
    sender = models.JSONField(_("Angaben der Herkunft"))
    parts = models.JSONField(_("Inhalt"), default=dict, blank=True)
    names = models.JSONField(_("angepasste Namen"), default=list, blank=True)
    picks = models.JSONField(_("Auswahl"), default=list, blank=True)
    wishes = models.JSONField(_("Angaben zur Übernahme"), default=dict, blank=True)
    result = models.JSONField(_("Ergebnis"), default=dict, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=ArrivalState.choices, default=ArrivalState.OPEN)
    received_at = models.DateTimeField(_("angekommen am"))
    taken_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Bündel")
        verbose_name_plural = _("Bündel")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "origin", "sha256", "made_at", "sender", "parts", "names", "picks", "wishes", "result",
            "state", "received_at", "taken_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.origin_id} {self.made_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        return f"{self.origin.name}, {self.made_at:%Y-%m-%d}"

    @property
    def is_closed(self) -> bool:
        """Whether somebody threw it away."""
        return self.state == ArrivalState.DISCARDED

    @property
    def said(self) -> Sender:
        """What the origin said of itself."""
        return Sender(**{**self.sender, "municipalities": tuple(self.sender["municipalities"])})

    @property
    def replacements(self) -> tuple[Replacement, ...]:
        """The names somebody chose, in their order."""
        return tuple(Replacement(*pair) for pair in self.names)
