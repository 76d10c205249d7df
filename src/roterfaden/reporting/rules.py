"""Who may write and publish reports."""

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_system

is_planner = has_role(Role.STRATEGY_OFFICER)
is_reader = has_role(Role.STRATEGY_OFFICER, Role.COORDINATION_GROUP, Role.COUNCIL_CLERK, Role.AUDITOR)

rules.add_perm("reporting.open_report", is_planner | is_system)
rules.add_perm("reporting.freeze_edition", is_planner | is_system)
rules.add_perm("reporting.publish_edition", is_planner | is_system)
rules.add_perm("reporting.view_reports", is_reader)
for name in (
    "replace_template", "move_in_template", "add_figure", "remove_figure", "freeze_sheets", "keep_sheet_file",
    "publish_sheets", "write_edition_text", "propose_edition_text", "check_edition_text",
):  # fmt: skip
    rules.add_perm(f"reporting.{name}", is_planner | is_system)
