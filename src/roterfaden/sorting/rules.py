"""Who may have suggestions computed and decide on them: whoever sorts."""

import rules

from roterfaden.accounts.rules import is_system
from roterfaden.participation.rules import is_moderation

rules.add_perm("sorting.write_suggestions", is_moderation | is_system)
rules.add_perm("sorting.record_decision", is_moderation | is_system)
rules.add_perm("sorting.record_grouping", is_moderation | is_system)
rules.add_perm("sorting.reject_suggestion", is_moderation)
rules.add_perm("sorting.view_emphases", is_moderation)
