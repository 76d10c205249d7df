"""Who may have messages written and see how they fare."""

import rules

from roterfaden.accounts.rules import is_administrator, is_participant, is_system
from roterfaden.jobs.rules import is_staff

# Who writes is checked by the act the message tells of; whoever may do that may have people told.
rules.add_perm("post.write_message", is_staff | is_participant | is_system)
rules.add_perm("post.deliver_message", is_system)
rules.add_perm("post.release_message", is_system)
rules.add_perm("post.retry_message", is_administrator | is_system)
rules.add_perm("post.erase_messages", is_system)
rules.add_perm("post.view_messages", is_administrator)
