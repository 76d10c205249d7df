"""Who may run the review, rate goals and agree corrections."""

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_system

is_planner = has_role(Role.STRATEGY_OFFICER)
is_group = has_role(Role.COORDINATION_GROUP, Role.STRATEGY_OFFICER)
is_reader = has_role(Role.STRATEGY_OFFICER, Role.COORDINATION_GROUP, Role.GOAL_OWNER, Role.COUNCIL_CLERK, Role.AUDITOR)

rules.add_perm("monitoring.open_cycle", is_planner | is_system)
rules.add_perm("monitoring.assess_goals", is_planner | is_system)
rules.add_perm("monitoring.rate_goal", is_group | is_system)
rules.add_perm("monitoring.raise_signals", is_planner | is_system)
rules.add_perm("monitoring.agree_correction", is_group | is_system)
rules.add_perm("monitoring.close_cycle", is_planner | is_system)
rules.add_perm("monitoring.view_review", is_reader)
