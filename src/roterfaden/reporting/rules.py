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
