"""Who keeps the directory: the counsellors and whoever works beside them; an organisation by its link."""

from typing import Any

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_system
from roterfaden.directory.methods import LinkedOrganisation
from roterfaden.directory.models import CheckLink
from roterfaden.kernel.actors import Actor

_has_service_role = has_role(Role.COUNSELLOR, Role.COURSE_COORDINATOR, Role.STRATEGY_OFFICER)


@rules.predicate
def is_editor(actor: Actor, _obj: Any = None) -> bool:
    """Whoever advises, places or plans, however far the role reaches: the directory is one for the whole county."""
    return bool(_has_service_role(actor))


@rules.predicate
def holds_this_link(actor: Actor, link: Any = None) -> bool:
    """Whoever opened this very link of an organisation."""
    return isinstance(actor, LinkedOrganisation) and isinstance(link, CheckLink) and link.organisation_id == actor.opens


for _name in (
    "add_organisation", "change_organisation", "add_site", "change_site", "add_service", "change_service",
    "check_service", "end_service", "word_service", "settle_correction", "prepare_listing", "take_listing", "add_guide",
    "write_page", "publish_guide", "hide_guide", "explain_word",
):  # fmt: skip
    rules.add_perm(f"directory.{_name}", is_editor | is_system)
rules.add_perm("directory.ask_for_check", is_system)
rules.add_perm("directory.answer_check", holds_this_link)
rules.add_perm("directory.view_directory", is_editor)
