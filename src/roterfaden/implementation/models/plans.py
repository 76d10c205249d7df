"""The plan of an initiative: who leads and helps, what it costs, who pays until when, what it waits for.

Every record is dated and signed; a newer one supersedes it, none is overwritten. A record without a municipality is
the plan of the whole county.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.models import Element
from roterfaden.implementation.enums import Weight
from roterfaden.places.models import Area

MATTER = {"id", "element", "municipality"}


def once_in_force(name: str, *more: str) -> list[models.BaseConstraint]:
    """One record in force for a matter: for the county, and for each municipality (a NULL equals nothing)."""
    return [
        models.UniqueConstraint(
            fields=["element", *more],
            condition=Q(superseded_at=None, municipality=None),
            name=f"implementation_{name}_once",
        ),
        models.UniqueConstraint(
            fields=["element", "municipality", *more],
            condition=Q(superseded_at=None, municipality__isnull=False),
            name=f"implementation_{name}_once_there",
        ),
    ]


class PlanRecord(Act):
    """Something planned for an initiative, for the county or for one municipality."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Maßnahme"))
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune")
    )

    class Meta:
        abstract = True

    @property
    def audit_label(self) -> str:
        return self.element.audit_label


class InitiativePlan(PlanRecord):
    """Who leads an initiative, who helps, and whether it is to show soon or to carry the weight.

    Partners stand as text, one a line, until the directory of organisations is there.
    """

    unit = models.CharField(_("federführende Stelle"), max_length=200, blank=True)
    partners = models.TextField(_("Partner"), blank=True)
    weight = models.CharField(_("Gewicht"), max_length=20, choices=Weight.choices, blank=True)

    class Meta:
        verbose_name = _("Plan der Maßnahme")
        verbose_name_plural = _("Pläne der Maßnahmen")
        constraints = once_in_force("plan")

    class Privacy:
        public = ACT_PUBLIC | MATTER | {"unit", "partners", "weight"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.unit}"

    @property
    def partner_names(self) -> tuple[str, ...]:
        """The partners one by one."""
        return tuple(line.strip() for line in self.partners.splitlines() if line.strip())


class YearBudget(PlanRecord):
    """What the county or a municipality itself plans to spend on an initiative in a year, in euros."""

    year = models.PositiveSmallIntegerField(_("Jahr"))
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("Mittel im Haushaltsjahr")
        verbose_name_plural = _("Mittel in den Haushaltsjahren")
        constraints = [
            *once_in_force("budget", "year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="implementation_budget_not_negative"),
        ]

    class Privacy:
        public = ACT_PUBLIC | MATTER | {"year"}
        internal = ACT_INTERNAL | {"amount"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.year}"


class Funding(PlanRecord):
    """A funding line: who pays how much from when until when, and how the work goes on afterwards.

    Two lines of one funder may run side by side, so there is no key but the chain of `supersedes`.
    """

    funder = models.CharField(_("Mittelgeber"), max_length=200)
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField(_("von"))
    ends_on = models.DateField(_("bis"))
    afterwards = models.CharField(_("wie es danach weitergeht"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Förderung")
        verbose_name_plural = _("Förderungen")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="implementation_funding_has_days"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="implementation_funding_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["ends_on"], condition=Q(superseded_at=None), name="implementation_funding_ends")
        ]

    class Privacy:
        public = ACT_PUBLIC | MATTER | {"funder", "starts_on", "ends_on", "afterwards"}
        internal = ACT_INTERNAL | {"amount"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.funder}"


class Dependency(Act):
    """An initiative that cannot be done before another one. Never a circle (actions check)."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Maßnahme"))
    needs = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("setzt voraus"))

    class Meta:
        verbose_name = _("Voraussetzung")
        verbose_name_plural = _("Voraussetzungen")
        constraints = [
            models.UniqueConstraint(
                fields=["element", "needs"], condition=Q(superseded_at=None), name="implementation_dependency_once"
            ),
            models.CheckConstraint(condition=~Q(element=F("needs")), name="implementation_needs_another"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "element", "needs"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id} ← {self.needs_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.element.audit_label} ← {self.needs.audit_label}"
