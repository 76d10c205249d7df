"""How far initiatives are. Status is history, not a field."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.models import Element
from roterfaden.implementation.enums import Progress
from roterfaden.kernel.labels import choice_token
from roterfaden.places.models import Area


class InitiativeStatus(Act):
    """How far an initiative is on a day, for the county or for one municipality.

    `carried_on_by` names what carries on an initiative that has become part of regular work.
    """

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Maßnahme"))
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune")
    )
    progress = models.CharField(_("Stand"), max_length=20, choices=Progress.choices)
    as_of = models.DateField(_("Stand vom"))
    carried_on_by = models.CharField(_("läuft weiter bei"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Stand der Maßnahme")
        verbose_name_plural = _("Stände der Maßnahmen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(progress__in=[Progress.POSTPONED, Progress.DROPPED]) | ~Q(reason=""),
                name="implementation_postponed_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["element", "-as_of"], name="implementation_status_latest")]

    class Privacy:
        public = ACT_PUBLIC | {"id", "element", "municipality", "progress", "as_of", "carried_on_by"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.progress}"

    @property
    def audit_label(self) -> str:
        return f"{self.element.audit_label} ({choice_token(self, 'progress')})"


class Milestone(models.Model):
    """A step of an initiative with the day it is due now; each move to another day is a row of its own."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Maßnahme"))
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune")
    )
    title = models.CharField(_("Titel"), max_length=200)
    due_on = models.DateField(_("fällig am"))
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")

    class Privacy:
        public = {"id", "element", "municipality", "title", "due_on", "done_on"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class MilestoneMove(Act):
    """A milestone was moved from one day to another, for a reason."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="moves", verbose_name=_("Meilenstein"))
    from_on = models.DateField(_("war fällig am"))
    to_on = models.DateField(_("neu fällig am"))

    class Meta:
        verbose_name = _("Verschiebung")
        verbose_name_plural = _("Verschiebungen")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="implementation_move_has_reason"),
            models.CheckConstraint(condition=~Q(from_on=F("to_on")), name="implementation_move_goes_somewhere"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "milestone", "from_on", "to_on"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.milestone_id}: {self.from_on} → {self.to_on}"

    @property
    def audit_label(self) -> str:
        return self.milestone.title
