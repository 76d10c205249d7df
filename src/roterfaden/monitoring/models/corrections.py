"""Counter-steering, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.models import Element
from roterfaden.kernel.labels import choice_token
from roterfaden.monitoring.enums import Result
from roterfaden.monitoring.models.cycles import ReviewCycle
from roterfaden.monitoring.models.signals import Signal


class Correction(Act):
    """Counter-steering: fact, cause, action – with an owner and a date (`reason` is the cause).

    Without `cycle` it was agreed between two reviews. `draft_element` is the place of the working draft its effect on
    the concept concerns.
    """

    cycle = models.ForeignKey(
        ReviewCycle, models.PROTECT, related_name="corrections", null=True, blank=True, verbose_name=_("Überprüfung")
    )
    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Ziel"))
    signal = models.ForeignKey(
        Signal, models.PROTECT, related_name="corrections", null=True, blank=True, verbose_name=_("Frühwarnung")
    )
    fact = models.TextField(_("Feststellung"))
    action = models.TextField(_("Was wir tun"))
    owner = models.CharField(_("verantwortlich"), max_length=160)
    due_on = models.DateField(_("bis"))
    effect = models.TextField(_("Folge für das Konzept"), blank=True)
    draft_element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Stelle im Entwurf")
    )

    class Meta:
        verbose_name = _("Gegensteuerung")
        verbose_name_plural = _("Gegensteuerungen")

    class Privacy:
        public = ACT_PUBLIC | {"id", "cycle", "element", "fact", "action", "owner", "due_on", "effect"}
        internal = ACT_INTERNAL | {"signal", "draft_element"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.due_on}"

    @property
    def audit_label(self) -> str:
        return f"{self.element}"


class FollowUp(Act):
    """What became of a correction when a later review looked at it: done or not (`reason` says why not), its effect."""

    correction = models.ForeignKey(
        Correction, models.PROTECT, related_name="follow_ups", verbose_name=_("Gegensteuerung")
    )
    cycle = models.ForeignKey(ReviewCycle, models.PROTECT, related_name="follow_ups", verbose_name=_("Überprüfung"))
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Result.choices)
    effect = models.TextField(_("Was es bewirkt hat"), blank=True)

    class Meta:
        verbose_name = _("Nachschau")
        verbose_name_plural = _("Nachschauen")
        constraints = [
            models.UniqueConstraint(
                fields=["correction", "cycle"], condition=Q(superseded_at=None), name="monitoring_follow_up_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Result.DONE) | ~Q(reason=""), name="monitoring_not_done_has_reason"
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "correction", "cycle", "outcome", "effect"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.correction_id}: {self.outcome}"

    @property
    def audit_label(self) -> str:
        return f"{self.correction.element} ({choice_token(self, 'outcome')})"
