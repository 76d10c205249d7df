"""One answer for many voices: what was said, to which of them, and which were left out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration, Element
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.models import Contribution, Process, Segment, Theme, VoiceGroup
from roterfaden.weighing.enums import LeftOut
from roterfaden.weighing.models.modules import ModuleRevision


class AnswerBatch(Act):
    """The same answer to several voices at once. Each gets a consideration of its own; `BatchItem` links them.

    `reason` is the reason for the file. An undone batch is superseded (by nothing) and stays readable.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    group = models.ForeignKey(
        VoiceGroup, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Gruppe")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Thema"))
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Element")
    )
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Outcome.choices)
    referred_to = models.CharField(_("weitergegeben an"), max_length=200, blank=True)
    plain_reason = models.TextField(_("Begründung in einfachen Worten"))
    module = models.ForeignKey(
        ModuleRevision, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Textbaustein")
    )
    finished_at = models.DateTimeField(_("fertig am"), null=True, blank=True)

    class Meta:
        verbose_name = _("gemeinsame Antwort")
        verbose_name_plural = _("gemeinsame Antworten")

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {
            "id", "process", "group", "theme", "element", "outcome", "referred_to", "plain_reason", "module",
            "finished_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.superseded_at is not None


class BatchItem(models.Model):
    """One voice of a batch, or one part of a split one: its answer, or why it got none, or why it kept it.

    `replaces` says that the person wanted an answer there was replaced.
    """

    batch = models.ForeignKey(AnswerBatch, models.PROTECT, related_name="items", verbose_name=_("gemeinsame Antwort"))
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    segment = models.ForeignKey(
        Segment, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Textstelle")
    )
    replaces = models.BooleanField(_("ersetzt eine eigene Antwort"), default=False)
    consideration = models.OneToOneField(
        Consideration, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Abwägung")
    )
    left_out = models.CharField(_("ausgelassen, weil"), max_length=20, choices=LeftOut.choices, blank=True)
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    kept = models.CharField(_("nicht zurückgenommen, weil"), max_length=20, choices=LeftOut.choices, blank=True)

    class Meta:
        verbose_name = _("Beitrag einer gemeinsamen Antwort")
        verbose_name_plural = _("Beiträge gemeinsamer Antworten")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "contribution"], condition=Q(segment=None), name="weighing_batch_voice_once"
            ),
            models.UniqueConstraint(fields=["batch", "segment"], name="weighing_batch_part_once"),
            models.CheckConstraint(
                condition=Q(left_out="") | Q(consideration=None), name="weighing_left_out_has_no_answer"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(consideration__isnull=False, kept=""),
                name="weighing_undone_had_an_answer",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "batch", "contribution", "segment", "replaces", "consideration", "left_out", "undone_at", "kept",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.contribution_id}"
