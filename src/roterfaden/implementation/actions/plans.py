"""Everything that changes the plan of an initiative: who leads, what it costs, who pays, what it waits for."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import require, role_used
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Concept, Element, Node
from roterfaden.implementation import errors
from roterfaden.implementation.enums import Verb
from roterfaden.implementation.methods import way
from roterfaden.implementation.models import Dependency, Funding, InitiativePlan, YearBudget
from roterfaden.implementation.rules import Matter, municipality_of
from roterfaden.kernel.actors import Actor
from roterfaden.places.models import Area

Record = TypeVar("Record", Funding, Dependency)


def set_plan(
    *,
    actor: Actor,
    element: Element,
    now: datetime,
    municipality: Area | None = None,
    unit: str = "",
    partners: str = "",
    weight: str = "",
    reason: str = "",
) -> InitiativePlan:
    """Say who leads an initiative, who helps, and what weight it has; the earlier plan is superseded and stays.

    The same words again change nothing. Refuses elements that are no initiative (NotAnInitiative). Audited as plan.set.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.set_plan", matter)
    _check_initiative(element)
    said = {"unit": unit.strip(), "partners": partners.strip(), "weight": weight}
    with transaction.atomic():
        rows = InitiativePlan.objects.filter(element=element, municipality=municipality)
        standing: InitiativePlan | None = rows.filter(superseded_at=None).first()
        if standing is not None and all(getattr(standing, name) == value for name, value in said.items()):
            return standing
        before = rows.supersede(now)
        plan = InitiativePlan(
            **_signed(actor, matter, now), element=element, municipality=municipality, reason=reason.strip(),
            supersedes=before, **said,
        )  # fmt: skip
        plan.full_clean()
        plan.save()
        record(
            actor=actor, verb=Verb.PLAN_SET, subject=plan, now=now, changes=_changes(before, plan, *said), reason=reason
        )
    return plan


def set_budget(
    *,
    actor: Actor,
    element: Element,
    year: int,
    amount: Decimal,
    now: datetime,
    municipality: Area | None = None,
    reason: str = "",
) -> YearBudget:
    """Say what the house itself plans to spend in a year; an earlier amount of that year is superseded and stays.

    Refuses elements that are no initiative (NotAnInitiative) and negative amounts (ValidationError). Audited as
    budget.set.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.set_budget", matter)
    _check_initiative(element)
    with transaction.atomic():
        before = YearBudget.objects.filter(element=element, municipality=municipality, year=year).supersede(now)
        budget = YearBudget(
            **_signed(actor, matter, now), element=element, municipality=municipality, year=year, amount=amount,
            reason=reason.strip(), supersedes=before,
        )  # fmt: skip
        budget.full_clean()
        budget.save()
        changes = {"year": (None, year), **_changes(before, budget, "amount")}
        record(actor=actor, verb=Verb.BUDGET_SET, subject=budget, now=now, changes=changes, reason=reason)
    return budget


def set_funding(
    *,
    actor: Actor,
    element: Element,
    funder: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
    municipality: Area | None = None,
    amount: Decimal | None = None,
    afterwards: str = "",
    replaces: Funding | None = None,
    reason: str = "",
) -> Funding:
    """Add a funding line, or put it in the place of the one it `replaces`, which is superseded and stays.

    Refuses elements that are no initiative (NotAnInitiative), an end before the beginning (FundingHasNoDays), a line of
    another initiative (OtherInitiative) and one that was replaced before (NoLongerInForce). Audited as funding.set.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.set_funding", matter)
    _check_initiative(element)
    if ends_on < starts_on:
        raise errors.FundingHasNoDays()
    if replaces is not None and (replaces.element_id, replaces.municipality_id) != (
        element.pk, municipality.pk if municipality else None,
    ):  # fmt: skip
        raise errors.OtherInitiative()
    with transaction.atomic():
        before = _ended(Funding, replaces, now) if replaces is not None else None
        funding = Funding(
            **_signed(actor, matter, now), element=element, municipality=municipality, funder=funder.strip(),
            amount=amount, starts_on=starts_on, ends_on=ends_on, afterwards=afterwards.strip(),
            reason=reason.strip(), supersedes=before,
        )  # fmt: skip
        funding.full_clean()
        funding.save()
        changes = _changes(before, funding, "funder", "amount", "starts_on", "ends_on", "afterwards")
        record(actor=actor, verb=Verb.FUNDING_SET, subject=funding, now=now, changes=changes, reason=reason)
    return funding


def end_funding(*, actor: Actor, funding: Funding, reason: str, now: datetime) -> Funding:
    """Strike out a funding line that does not come or was a mistake; it stays in the records.

    Refuses an empty reason (ReasonMissing) and a line that is no longer in force (NoLongerInForce). Audited as
    funding.ended.
    """
    require(actor, "implementation.end_funding", Matter(funding.element, funding.municipality))
    if not reason.strip():
        raise errors.ReasonMissing()
    with transaction.atomic():
        ended = _ended(Funding, funding, now)
        record(actor=actor, verb=Verb.FUNDING_ENDED, subject=ended, now=now, reason=reason)
    return ended


def set_dependency(*, actor: Actor, element: Element, needs: Element, now: datetime, reason: str = "") -> Dependency:
    """Say that an initiative cannot be done before another one.

    Refuses elements that are no initiative (NotAnInitiative), the initiative itself (NeedsItself), one of another
    concept (OtherConcept), the same twice (NeededAlready) and whatever closes a circle (Circle). Audited as
    dependency.set.
    """
    require(actor, "implementation.set_dependency", element)
    _check_initiative(element)
    _check_initiative(needs)
    if element.pk == needs.pk:
        raise errors.NeedsItself()
    if element.concept_id != needs.concept_id:
        raise errors.OtherConcept()
    with transaction.atomic():
        Concept.objects.select_for_update().get(pk=element.concept_id)  # two halves of a circle wait for each other
        standing = Dependency.objects.current().filter(element__concept=element.concept_id)
        edges: dict[int, set[int]] = defaultdict(set)
        for first, second in standing.values_list("element_id", "needs_id"):
            edges[first].add(second)
        if needs.pk in edges[element.pk]:
            raise errors.NeededAlready()
        back = way(edges, needs.pk, element.pk)
        if back:
            raise errors.Circle(way=_names((element.pk, *back)))
        dependency = Dependency(**signed(actor, now), element=element, needs=needs, reason=reason.strip())
        dependency.full_clean()
        dependency.save()
        record(actor=actor, verb=Verb.DEPENDENCY_SET, subject=dependency, now=now, reason=reason)
    return dependency


def end_dependency(*, actor: Actor, dependency: Dependency, now: datetime, reason: str = "") -> Dependency:
    """Say that an initiative need not wait for another any more; that it had to stays in the records.

    Refuses a dependency that is no longer in force (NoLongerInForce). Audited as dependency.ended.
    """
    require(actor, "implementation.end_dependency", dependency.element)
    with transaction.atomic():
        ended = _ended(Dependency, dependency, now)
        record(actor=actor, verb=Verb.DEPENDENCY_ENDED, subject=ended, now=now, reason=reason)
    return ended


def _check_initiative(element: Element) -> None:
    if element.kind != ElementKind.INITIATIVE:
        raise errors.NotAnInitiative()


def _signed(actor: Actor, matter: Matter, now: datetime) -> dict[str, Any]:
    roles = (Role.MUNICIPAL_COORDINATOR,) if matter.municipality else (Role.GOAL_OWNER, Role.STRATEGY_OFFICER)
    return signed(actor, now, role=role_used(actor, *roles, scopes=municipality_of(matter)))


def _ended(model: type[Record], row: Record, now: datetime) -> Record:
    """The row, superseded now and locked; NoLongerInForce when it was before."""
    ended: Record | None = model._default_manager.filter(pk=row.pk).supersede(now)
    if ended is None:
        raise errors.NoLongerInForce()
    return ended


def _changes(before: Any, after: Any, *names: str) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (getattr(before, name, None), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _names(elements: tuple[int, ...]) -> str:
    """The numbers and titles of initiatives on a way, in the newest version."""
    rows = Node.objects.filter(element__in=elements).select_related("revision").order_by("version__number", "pk")
    names = {row.element_id: f"{row.number} {row.revision.title}" for row in rows}
    return " → ".join(names.get(pk, str(pk)) for pk in elements)
