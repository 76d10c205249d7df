"""Where objects of this house came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.transfer.enums import Part
from roterfaden.transfer.models.arrivals import Arrival, Origin


class Lineage(models.Model):
    """One object that was taken over: `key` is its name at the origin, `local_key` its name here.

    `digest` is that of the origin's object when somebody last decided about it, `content` what stood here just after:
    with both, what changed there and what changed here can be told apart. `place` says where it lives: the concept of
    an element, the process opened from a template, the event of a letter.
    """

    origin = models.ForeignKey(Origin, models.PROTECT, related_name="lineage", verbose_name=_("Herkunft"))
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="lineage", verbose_name=_("Bündel"))
    part = models.CharField(_("Teil"), max_length=12, choices=Part.choices)
    key = models.CharField(_("Kennung dort"), max_length=200)
    local_key = models.CharField(_("Kennung hier"), max_length=200)
    place = models.CharField(_("Ort hier"), max_length=200, blank=True)
    digest = models.CharField(_("Prüfsumme dort"), max_length=64)
    content = models.JSONField(_("Inhalt bei der Übernahme"))
    taken_at = models.DateTimeField(_("übernommen am"))

    class Meta:
        verbose_name = _("Abstammung")
        verbose_name_plural = _("Abstammungen")
        constraints = [
            models.UniqueConstraint(fields=["origin", "part", "key"], name="transfer_lineage_once"),
        ]
        indexes = [models.Index(fields=["part", "local_key"], name="transfer_lineage_here")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "origin", "arrival", "part", "key", "local_key", "place", "digest", "content", "taken_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.part} {self.local_key}"
