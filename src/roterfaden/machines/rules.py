"""Who may let programs in, and whom they tell."""

from typing import Any

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_administrator, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.machines.models import AccessToken

WORKS_HERE = (
    Role.STRATEGY_OFFICER, Role.MODERATOR, Role.GOAL_OWNER, Role.MUNICIPAL_COORDINATOR, Role.COUNCIL_CLERK,
    Role.COORDINATION_GROUP, Role.AUDITOR, Role.ADMINISTRATOR,
)  # fmt: skip
"""Roles of the strategy line: the interface for programs opens nothing behind the firewall."""


@rules.predicate
def is_owner(actor: Actor, token: Any = None) -> bool:
    """The token was issued by this person."""
    return isinstance(token, AccessToken) and actor.actor_kind == "staff" and actor.actor_id == str(token.owner_id)


rules.add_perm("machines.issue_token", has_role(*WORKS_HERE))
rules.add_perm("machines.revoke_token", is_owner | is_administrator | is_system)
rules.add_perm("machines.note_use", is_owner)
rules.add_perm("machines.view_machines", has_role(*WORKS_HERE))
rules.add_perm("machines.view_webhooks", is_administrator)
rules.add_perm("machines.add_webhook", is_administrator)
rules.add_perm("machines.pause_webhook", is_administrator | is_system)
rules.add_perm("machines.resume_webhook", is_administrator)
rules.add_perm("machines.remove_webhook", is_administrator)
rules.add_perm("machines.collect_events", is_system)
rules.add_perm("machines.deliver_event", is_system)
rules.add_perm("machines.release_deliveries", is_system)
