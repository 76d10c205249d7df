"""Who may offer, answer and report: the county for the county, each municipality for itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_administrator, is_system
from roterfaden.concept.models import Element, Version
from roterfaden.implementation import errors
from roterfaden.implementation.enums import DraftSide
from roterfaden.implementation.methods import LinkedOwner
from roterfaden.implementation.models import JointMember, JointUnit, UpdateLink
from roterfaden.kernel.actors import Actor
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
_has_county_role = has_role(Role.STRATEGY_OFFICER, Role.GOAL_OWNER, Role.COORDINATION_GROUP)


@rules.predicate
def is_county_staff(actor: Actor, _obj: Any = None) -> bool:
    """Whoever works on the strategy for the county, however far the role reaches: reads all municipalities."""
    return bool(_has_county_role(actor))


def own_municipalities(actor: Actor) -> tuple[str, ...]:
    """Keys of the municipalities the actor coordinates."""
    held = getattr(actor, "roles_held", ())
    return tuple(
        scope.key for role, scope in held if role == Role.MUNICIPAL_COORDINATOR and scope.kind == ScopeKind.MUNICIPALITY
    )


def side_of(actor: Actor, municipality: Area) -> DraftSide:
    """On whose side the actor drafts answers of a municipality: on its own, or on the county's in its name."""
    return DraftSide.OWN if municipality.key in own_municipalities(actor) else DraftSide.COUNTY


rules.add_perm("implementation.make_offer", is_strategy_officer | is_system)
rules.add_perm("implementation.renew_offer", is_strategy_officer | is_system)
rules.add_perm("implementation.remind_coordinators", is_system)
rules.add_perm("implementation.answer_adoption", is_own_coordinator | is_strategy_officer | is_system)
rules.add_perm("implementation.keep_drafts", is_own_coordinator | is_strategy_officer | is_system)
rules.add_perm("implementation.drop_draft", is_own_coordinator | is_strategy_officer | is_system)
rules.add_perm("implementation.send_answers", is_own_coordinator | is_strategy_officer | is_system)
rules.add_perm("implementation.join_proposal", is_own_coordinator | is_system)
rules.add_perm("implementation.decline_proposal", is_own_coordinator | is_system)
rules.add_perm("implementation.set_joint_unit", is_strategy_officer | is_system)
rules.add_perm("implementation.end_joint_unit", is_strategy_officer | is_system)
rules.add_perm("implementation.view_municipality", is_own_coordinator | is_county_staff | is_administrator)
rules.add_perm("implementation.report_progress", is_own_coordinator | is_strategy_officer | is_goal_owner | is_system)
for _name in (
    "set_milestone", "move_milestone", "reach_milestone", "set_plan", "set_budget", "set_funding", "end_funding",
):  # fmt: skip
    rules.add_perm(f"implementation.{_name}", is_own_coordinator | is_strategy_officer | is_goal_owner | is_system)
for _name in ("set_dependency", "end_dependency"):
    rules.add_perm(f"implementation.{_name}", is_strategy_officer | is_goal_owner | is_system)
for _name in ("assign_caretaker", "end_care"):
    rules.add_perm(f"implementation.{_name}", is_own_coordinator | is_strategy_officer | is_system)
rules.add_perm("implementation.remind_owner", is_system)


@rules.predicate
def holds_this_link(actor: Actor, link: Any = None) -> bool:
    """Whoever opened this very link of a caretaker."""
    return isinstance(actor, LinkedOwner) and isinstance(link, UpdateLink) and link.caretaker_id == actor.opens


rules.add_perm("implementation.report_by_link", holds_this_link)
rules.add_perm(
    "implementation.view_implementation",
    has_role(Role.STRATEGY_OFFICER, Role.GOAL_OWNER, Role.MUNICIPAL_COORDINATOR, Role.COORDINATION_GROUP)
    | is_administrator,
)


def check_member(unit: JointUnit, municipality: Area, now: datetime) -> None:
    """Refuse a unit that has ended or that the municipality does not belong to (NotAMember)."""
    is_member = JointMember.objects.filter(unit=unit, municipality=municipality).exists()
    if not is_member or (unit.ended_on is not None and unit.ended_on < now.date()):
        raise errors.NotAMember(name=municipality.name)


def check_partners(areas: Sequence[Area]) -> None:
    """Refuse areas that are not offered anything themselves (NotAPartner)."""
    partners = set(Area.objects.partners().values_list("pk", flat=True))
    for area in areas:
        if area.pk not in partners:
            raise errors.NotAPartner(name=area.name)
