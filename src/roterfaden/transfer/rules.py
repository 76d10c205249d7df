"""Who may give bundles away and take them over, and who may take the whole stock along."""

from typing import Any

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_administrator, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.transfer.models import Takeout

is_planner = has_role(Role.STRATEGY_OFFICER)

for _name in (
    "export_bundle", "receive_bundle", "adapt_names", "start_take_over", "take_over_bundle", "discard_bundle",
):  # fmt: skip
    rules.add_perm(f"transfer.{_name}", is_planner | is_system)
rules.add_perm("transfer.view_transfer", is_planner)


@rules.predicate
def is_theirs(actor: Actor, takeout: Any = None) -> bool:
    """Whoever ordered it themselves."""
    return isinstance(takeout, Takeout) and actor.actor_kind == "staff" and actor.actor_id == str(takeout.ordered_by_id)


rules.add_perm("transfer.view_takeouts", is_administrator)
rules.add_perm("transfer.order_takeout", is_administrator)
rules.add_perm("transfer.keep_takeout", is_theirs)
rules.add_perm("transfer.fetch_takeout", is_administrator & is_theirs)
rules.add_perm("transfer.end_takeout", is_theirs | is_system)
