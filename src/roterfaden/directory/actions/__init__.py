"""Everything that changes the directory."""

from roterfaden.directory.actions.checking import answer_check, ask_for_check, settle_correction
from roterfaden.directory.actions.guides import add_guide, explain_word, hide_guide, publish_guide, write_page
from roterfaden.directory.actions.listing import prepare_listing, take_listing
from roterfaden.directory.actions.organisations import (
    add_organisation,
    add_site,
    change_organisation,
    change_site,
)
from roterfaden.directory.actions.services import (
    ServiceContent,
    add_service,
    change_service,
    check_service,
    end_service,
    word_service,
)

__all__ = [
    "ServiceContent",
    "add_guide",
    "add_organisation",
    "add_service",
    "add_site",
    "answer_check",
    "ask_for_check",
    "change_organisation",
    "change_service",
    "change_site",
    "check_service",
    "end_service",
    "explain_word",
    "hide_guide",
    "prepare_listing",
    "publish_guide",
    "settle_correction",
    "take_listing",
    "word_service",
    "write_page",
]
