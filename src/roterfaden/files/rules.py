"""Who may bring files: everybody who takes part. Where a file belongs is decided by the action that refers to it."""

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_participant, is_system

may_bring = has_role(*Role) | is_participant | is_system

rules.add_perm("files.keep_image", may_bring)
rules.add_perm("files.keep_document", may_bring)
rules.add_perm(
    "files.discard_file",
    has_role(Role.STRATEGY_OFFICER, Role.MODERATOR, Role.ADMINISTRATOR) | is_system | is_participant,
)
