"""Who may change figures."""

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_system

is_planner = has_role(Role.STRATEGY_OFFICER)
is_deliverer = has_role(Role.STRATEGY_OFFICER, Role.GOAL_OWNER)
is_reader = has_role(
    Role.STRATEGY_OFFICER, Role.GOAL_OWNER, Role.COORDINATION_GROUP, Role.COUNCIL_CLERK, Role.MUNICIPAL_COORDINATOR,
    Role.AUDITOR,
)  # fmt: skip

rules.add_perm("indicators.define_indicator", is_planner | is_system)
rules.add_perm("indicators.adopt_entries", is_planner | is_system)
rules.add_perm("indicators.mark_break", is_planner | is_system)
rules.add_perm("indicators.record_observation", is_deliverer | is_system)
rules.add_perm("indicators.import_figures", is_planner | is_system)
for name in (
    "open_import", "plan_import", "start_import", "begin_import", "read_figures", "discard_import", "remember_profile",
):  # fmt: skip
    rules.add_perm(f"indicators.{name}", is_planner | is_system)
for name in ("note_look", "take_inbox_file", "end_inbox_file"):
    rules.add_perm(f"indicators.{name}", is_planner | is_system)
for name in ("save_figure_source", "match_profile", "settle_inbox_file"):
    rules.add_perm(f"indicators.{name}", is_planner)
rules.add_perm("indicators.protect_figures", is_deliverer | is_system)
rules.add_perm("indicators.limit_small_areas", is_planner | is_system)
rules.add_perm("indicators.name_breakdowns", is_planner | is_system)
rules.add_perm("indicators.keep_findings", is_planner | is_system)
rules.add_perm("indicators.answer_finding", is_deliverer | is_system)
rules.add_perm("indicators.reopen_finding", is_deliverer)
rules.add_perm("indicators.view_figures", is_reader)
rules.add_perm("indicators.view_findings", is_deliverer)
