"""Who may offer, answer and report: the county for the county, each municipality for itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_administrator, is_system
from roterfaden.concept.models import Element, Version
from roterfaden.places.models import Area


@dataclass(frozen=True)
class Matter:
    """What an answer or a report is about: an element, and the municipality it is given for, if any."""

    element: Element
    municipality: Area | None = None


def municipality_of(obj: Any) -> Iterable[Scope]:
    """The municipality a matter or an area belongs to."""
    area = obj if isinstance(obj, Area) else getattr(obj, "municipality", None)
    return (Scope(ScopeKind.MUNICIPALITY, area.key),) if area else ()


def process_of(obj: Any) -> Iterable[Scope]:
    """The process the concept of an element, a version or a matter came from."""
    if isinstance(obj, Matter):
        obj = obj.element
    process = obj.concept.process if isinstance(obj, Element | Version) else None
    return (Scope(ScopeKind.PROCESS, process.slug),) if process else ()


is_own_coordinator = has_role(Role.MUNICIPAL_COORDINATOR, within=municipality_of)
is_strategy_officer = has_role(Role.STRATEGY_OFFICER, within=process_of)
is_goal_owner = has_role(Role.GOAL_OWNER, within=process_of)

rules.add_perm("implementation.offer_goals", is_strategy_officer | is_system)
rules.add_perm("implementation.answer_adoption", is_own_coordinator | is_strategy_officer | is_system)
rules.add_perm("implementation.report_progress", is_own_coordinator | is_strategy_officer | is_goal_owner | is_system)
rules.add_perm("implementation.set_milestone", is_strategy_officer | is_goal_owner | is_system)
rules.add_perm("implementation.reach_milestone", is_strategy_officer | is_goal_owner | is_system)
rules.add_perm(
    "implementation.view_implementation",
    has_role(Role.STRATEGY_OFFICER, Role.GOAL_OWNER, Role.MUNICIPAL_COORDINATOR, Role.COORDINATION_GROUP)
    | is_administrator,
)
