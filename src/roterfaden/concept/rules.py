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
from roterfaden.accounts.rules import has_role, is_system
from roterfaden.concept.models import Concept
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


def process_scope(obj: Any) -> Iterable[Scope]:
    """The process a concept or a voice belongs to, as the scope of a role."""
    process = obj.process if isinstance(obj, Concept | Contribution) else obj.concept.process
    return (Scope(ScopeKind.PROCESS, process.slug),) if process else ()


is_planner = has_role(Role.STRATEGY_OFFICER, within=process_scope)
is_reader = has_role(*OFFICE_ROLES, within=process_scope)

rules.add_perm("concept.open_concept", is_planner | is_system)
rules.add_perm("concept.add_element", is_planner | is_system)
rules.add_perm("concept.revise_element", is_planner | is_system)
rules.add_perm("concept.move_element", is_planner | is_system)
rules.add_perm("concept.withdraw_element", is_planner | is_system)
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

rules.add_perm("concept.view_concept", is_reader)
rules.add_perm("concept.view_weighing", is_planner)
