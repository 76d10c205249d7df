"""Letters and interviews: the original, kept as it came, from which one or several voices were written down."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import choice_token
from roterfaden.participation.enums import Channel
from roterfaden.participation.models.process import ActorGroup, Process
from roterfaden.participation.models.voices import Contribution
from roterfaden.places.models import Area

SOURCE_CHANNELS = (Channel.LETTER, Channel.INTERVIEW, Channel.ORAL)


class SourceDocument(models.Model):
    """A letter, an e-mail, the notes or transcript of an interview. Only moderation opens it.

    A letter often says several things: each becomes a contribution of its own, and all share the document.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="sources", verbose_name=_("Beteiligungsprozess"))
    file = models.ForeignKey(
        KeptFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Datei")
    )  # empty: erased
    channel = models.CharField(_("Weg"), max_length=20, choices=[(item.value, item.label) for item in SOURCE_CHANNELS])
    received_on = models.DateField(_("eingegangen am"))
    note = models.CharField(_("Notiz"), max_length=200, blank=True)
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    contributions = models.ManyToManyField(Contribution, related_name="sources", blank=True, verbose_name=_("Beiträge"))
    kept_at = models.DateTimeField(_("aufgenommen am"))

    class Meta:
        verbose_name = _("Original")
        verbose_name_plural = _("Originale")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "process", "file", "channel", "received_on", "actor_group", "area", "contributions", "kept_at",
        }  # fmt: skip
        personal = {"note"}

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.received_on:%d.%m.%Y}"

    @property
    def audit_label(self) -> str:
        return f"{choice_token(self, 'channel')}, {self.received_on.isoformat()}"
