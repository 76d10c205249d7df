"""Who may do what in participation. Permission names are the names of the actions; `view_…` opens office pages."""

from collections.abc import Iterable
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_participant, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.participation.methods import Occasion
from roterfaden.participation.models import OFFICE_ROLES, Process


def process_scope(obj: Any) -> Iterable[Scope]:
    """The process an object belongs to, as the scope of a role."""
    if isinstance(obj, Occasion):
        return (Scope(ScopeKind.PROCESS, obj.process_slug),)
    process = obj if isinstance(obj, Process) else obj.process
    return (Scope(ScopeKind.PROCESS, process.slug),)


@rules.predicate
def is_open(_actor: Actor, occasion: Occasion | None = None) -> bool:
    """A stage opens this kind to this group on that day."""
    return occasion is not None and occasion.is_open


is_planner = has_role(Role.STRATEGY_OFFICER, within=process_scope)
is_moderation = has_role(Role.STRATEGY_OFFICER, Role.MODERATOR, within=process_scope)
is_reader = has_role(*OFFICE_ROLES, within=process_scope)

rules.add_perm("participation.open_process", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.open_process_from_template", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.plan_stage", is_planner | is_system)
rules.add_perm("participation.reschedule_stage", is_planner | is_system)
rules.add_perm("participation.pass_gate", is_planner | is_system)
rules.add_perm("participation.add_actor_group", is_planner | is_system)
rules.add_perm("participation.plan_event", is_planner | is_system)
rules.add_perm("participation.replan_event", is_planner | is_system)
rules.add_perm("participation.issue_codes", is_moderation | is_system)
rules.add_perm("participation.capture_contribution", is_moderation | is_system | (is_participant & is_open))
rules.add_perm("participation.publish_contribution", is_moderation | is_system)
rules.add_perm("participation.withhold_contribution", is_moderation | is_system)
rules.add_perm("participation.translate_contribution", is_moderation | is_system)
rules.add_perm("participation.add_theme", is_moderation | is_system)
rules.add_perm("participation.assign_contribution", is_moderation | is_system)

rules.add_perm("participation.view_process", is_reader)
rules.add_perm("participation.view_board", is_moderation)
