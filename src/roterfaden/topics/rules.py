"""Who may change the fields of action."""

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_administrator, is_system

rules.add_perm("topics.add_field_of_action", has_role(Role.STRATEGY_OFFICER) | is_administrator | is_system)
rules.add_perm("topics.change_field_of_action", has_role(Role.STRATEGY_OFFICER) | is_administrator | is_system)
