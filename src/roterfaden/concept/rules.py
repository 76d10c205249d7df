"""Who may do what to the concept, and what has to be true before a version is frozen.

Contexts above know things a version has to wait for (amendments of the council, for one). They cannot be imported
from here, so they add a condition with `freeze_waits_for` in their own rules.py; `actions.freeze_version` asks all of
them and nobody can forget to.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_participant, is_system
from roterfaden.concept.enums import Audience, VersionKind
from roterfaden.concept.errors import RemarksOpen
from roterfaden.concept.methods.consulting import RemarkDoor
from roterfaden.concept.methods.written import template_kind, template_kinds
from roterfaden.concept.models import Concept, Consultation, Element, Remark
from roterfaden.concept.queries.consulting import open_remarks
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.participation.models import OFFICE_ROLES, Contribution

FreezeCondition = Callable[[Concept, str], DomainError | None]
_freeze_conditions: list[FreezeCondition] = []


def freeze_waits_for(condition: FreezeCondition) -> FreezeCondition:
    """Decorator: before `concept` is frozen as `kind`, `condition(concept, kind)` names what is missing, or None."""
    _freeze_conditions.append(condition)
    return condition


def unmet_conditions(concept: Concept, kind: str) -> Iterator[DomainError]:
    """What other contexts still wait for."""
    return (error for condition in _freeze_conditions if (error := condition(concept, kind)) is not None)


ElementCondition = Callable[[Element], DomainError | None]
_end_conditions: list[ElementCondition] = []


def end_waits_for(condition: ElementCondition) -> ElementCondition:
    """Decorator: before `element` ends in another one, `condition(element)` names what is still open at it, or None."""
    _end_conditions.append(condition)
    return condition


def open_at_its_end(element: Element) -> Iterator[DomainError]:
    """What other contexts still have open at an element that would end."""
    return (error for condition in _end_conditions if (error := condition(element)) is not None)


def process_scope(obj: Any) -> Iterable[Scope]:
    """The process a concept or a voice belongs to, as the scope of a role."""
    if isinstance(obj, RemarkDoor):
        return (Scope(ScopeKind.PROCESS, obj.process_slug),) if obj.process_slug else ()
    if isinstance(obj, Remark):
        obj = obj.consultation
    if isinstance(obj, Consultation):
        obj = obj.version
    process = obj.process if isinstance(obj, Concept | Contribution) else obj.concept.process
    return (Scope(ScopeKind.PROCESS, process.slug),) if process else ()


@rules.predicate
def is_signed_in(actor: Actor, _obj: Any = None) -> bool:
    """Somebody with an account that is in use."""
    return actor.is_authenticated and bool(getattr(actor, "is_active", False))


is_planner = has_role(Role.STRATEGY_OFFICER, within=process_scope)
is_reader = has_role(*OFFICE_ROLES, within=process_scope)

rules.add_perm("concept.open_concept", is_planner | is_system)
rules.add_perm("concept.add_element", is_planner | is_system)
rules.add_perm("concept.revise_element", is_planner | is_system)
rules.add_perm("concept.move_element", is_planner | is_system)
rules.add_perm("concept.withdraw_element", is_planner | is_system)
rules.add_perm("concept.split_element", is_planner | is_system)
rules.add_perm("concept.merge_elements", is_planner | is_system)
rules.add_perm("concept.freeze_version", is_planner | is_system)
rules.add_perm("concept.consider_contribution", is_planner | is_system)
rules.add_perm("concept.withdraw_answer", is_planner | is_system)
rules.add_perm("concept.publish_answers", is_planner | is_system)
rules.add_perm("concept.incorporate_contribution", is_planner | is_system)
rules.add_perm("concept.map_element", is_planner | is_system)
rules.add_perm("concept.continue_element", is_planner | is_system)
rules.add_perm("concept.import_predecessor", is_planner | is_system)
rules.add_perm("concept.open_word_document", is_planner | is_system)
rules.add_perm("concept.map_word_blocks", is_planner | is_system)
rules.add_perm("concept.start_word_import", is_planner | is_system)
rules.add_perm("concept.import_word_elements", is_planner | is_system)
rules.add_perm("concept.discard_word_document", is_planner | is_system)
rules.add_perm("concept.import_exchange", is_planner | is_system)
rules.add_perm("concept.write_text", is_planner | is_system)
rules.add_perm("concept.check_text", is_planner | is_system)
rules.add_perm("concept.propose_texts", is_planner | is_system)
rules.add_perm("concept.import_texts", is_planner | is_system)


# --- consultations ------------------------------------------------------------------------------------------------
@freeze_waits_for
def remarks_are_answered(concept: Concept, kind: str) -> DomainError | None:
    """Politics gets a version only when everybody who was asked has an answer."""
    still_open = open_remarks(concept) if kind in {VersionKind.SUBMITTED, VersionKind.ADOPTED} else 0
    return RemarksOpen(count=still_open) if still_open else None


@rules.predicate
def is_asked(actor: Actor, door: Any = None) -> bool:
    """The consultation asks this person, and it is open."""
    if not isinstance(door, RemarkDoor) or not door.is_open:
        return False
    if door.audience == Audience.ACCOUNTS:
        return bool(takes_part(actor, door))
    if actor.is_authenticated and not getattr(actor, "is_active", False):
        return False
    return door.audience == Audience.EVERYBODY or door.group is not None


@rules.predicate
def takes_part(actor: Actor, door: Any = None) -> bool:
    """In an internal round: an account with one of the roles asked, in this process or anywhere below the county.

    A coordinator's role is for one municipality, a clerk's for one body: both speak for it here.
    """
    if not isinstance(door, RemarkDoor) or not getattr(actor, "is_active", False):
        return False
    own = Scope(ScopeKind.PROCESS, door.process_slug)
    return any(
        role in door.roles and (scope.kind != ScopeKind.PROCESS or scope == own)
        for role, scope in getattr(actor, "roles_held", ())
    )


@rules.predicate
def is_for_outside(_actor: Actor, door: Any = None) -> bool:
    """Residents may know of this consultation."""
    return isinstance(door, RemarkDoor) and door.audience != Audience.ACCOUNTS


is_moderation = has_role(Role.STRATEGY_OFFICER, Role.MODERATOR, within=process_scope)

rules.add_perm("concept.open_consultation", is_planner | is_system)
rules.add_perm("concept.close_consultation", is_planner | is_system)
rules.add_perm("concept.answer_remarks", is_planner | is_system)
rules.add_perm("concept.publish_remark", is_moderation | is_system)
rules.add_perm("concept.withhold_remark", is_moderation | is_system)
rules.add_perm("concept.view_remarks", is_moderation)
rules.add_perm("concept.add_remark", is_asked)
rules.add_perm("concept.view_consultation", is_for_outside | takes_part | is_moderation)
# Whose remark or address it is, the action asks of the code, the account or the link.
for _name in ("withdraw_remark", "leave_remark_address", "confirm_remark_address", "remove_remark_address"):
    rules.add_perm(f"concept.{_name}", is_participant | is_signed_in | is_system)
rules.add_perm("concept.tell_remark_author", is_system)
rules.add_perm("concept.erase_remark_addresses", is_system)


@rules.predicate
def designs(actor: Actor, kind: Any = None) -> bool:
    """Holds a role that may bring a template for this kind of documents; without `kind`, for any."""
    kinds = [template_kind(kind)] if isinstance(kind, str) else template_kinds()
    wanted = {role for each in kinds if each is not None for role in each.roles}
    return bool(getattr(actor, "is_active", False)) and any(
        role in wanted and scope.kind == ScopeKind.COUNTY for role, scope in getattr(actor, "roles_held", ())
    )


rules.add_perm("concept.use_word_template", designs | is_system)
rules.add_perm("concept.drop_word_template", designs | is_system)

rules.add_perm("concept.view_concept", is_reader)
rules.add_perm("concept.view_weighing", is_planner)
