"""Who may give bundles away and take them over."""

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_system

is_planner = has_role(Role.STRATEGY_OFFICER)

for _name in (
    "export_bundle", "receive_bundle", "adapt_names", "start_take_over", "take_over_bundle", "discard_bundle",
):  # fmt: skip
    rules.add_perm(f"transfer.{_name}", is_planner | is_system)
rules.add_perm("transfer.view_transfer", is_planner)
