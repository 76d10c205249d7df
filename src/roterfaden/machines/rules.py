"""Who may let programs in, and whom they tell."""

from typing import Any

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_administrator, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.machines.enums import Permit
from roterfaden.machines.models import AccessToken

WORKS_HERE = (
    Role.STRATEGY_OFFICER, Role.MODERATOR, Role.GOAL_OWNER, Role.MUNICIPAL_COORDINATOR, Role.COUNCIL_CLERK,
    Role.COORDINATION_GROUP, Role.AUDITOR, Role.ADMINISTRATOR,
)  # fmt: skip
"""Roles of the strategy line."""
KEEPS_COURSES = (Role.COURSE_COORDINATOR, Role.PROVIDER)
"""Who keeps what courses offer: nothing personal, so programs may, too. All else behind the firewall stays closed."""
OF_COURSES = (Permit.READ_COURSES, Permit.WRITE_COURSES)
works_here, keeps_courses = has_role(*WORKS_HERE), has_role(*KEEPS_COURSES)


@rules.predicate
def is_owner(actor: Actor, token: Any = None) -> bool:
    """The token was issued by this person."""
    return isinstance(token, AccessToken) and actor.actor_kind == "staff" and actor.actor_id == str(token.owner_id)


def permits_of_use(actor: Actor) -> list[Permit]:
    """The permits with which somebody's program could do anything: those of the own side of the firewall."""
    own = {True: keeps_courses.test(actor), False: works_here.test(actor)}
    return [permit for permit in Permit if own[permit in OF_COURSES]]


rules.add_perm("machines.issue_token", works_here | keeps_courses)
rules.add_perm("machines.revoke_token", is_owner | is_administrator | is_system)
rules.add_perm("machines.note_use", is_owner)
rules.add_perm("machines.view_machines", works_here | keeps_courses)
rules.add_perm("machines.view_webhooks", is_administrator)
rules.add_perm("machines.add_webhook", is_administrator)
rules.add_perm("machines.pause_webhook", is_administrator | is_system)
rules.add_perm("machines.resume_webhook", is_administrator)
rules.add_perm("machines.remove_webhook", is_administrator)
rules.add_perm("machines.collect_events", is_system)
rules.add_perm("machines.deliver_event", is_system)
rules.add_perm("machines.release_deliveries", is_system)
