"""Who may keep the rules of language courses, who keeps courses, and who reads what."""

from collections.abc import Iterable
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_system
from roterfaden.courses.methods.desks import ProviderDesk
from roterfaden.courses.models import CourseRun, Provider
from roterfaden.kernel.actors import Actor


def provider_of(obj: Any) -> Provider | None:
    """The provider a course belongs to, or the provider itself."""
    return obj.provider if isinstance(obj, CourseRun) else obj if isinstance(obj, Provider) else None


def provider_scope(obj: Any) -> Iterable[Scope]:
    """The scope of the provider an object belongs to."""
    provider = provider_of(obj)
    return () if provider is None else (Scope(ScopeKind.PROVIDER, provider.code),)


@rules.predicate
def is_linked_provider(actor: Actor, obj: Any = None) -> bool:
    """Somebody who opened the link of this very provider."""
    provider = provider_of(obj)
    return isinstance(actor, ProviderDesk) and provider is not None and actor.opens == provider.pk


is_coordinator = has_role(Role.COURSE_COORDINATOR)
is_provider = has_role(Role.PROVIDER, within=provider_scope)

# --- law and offers ---------------------------------------------------------------------------------------------------
for _name in (
    "load_reference", "change_rule", "change_terms", "change_entitlement_kind", "stop_admission", "reopen_admission",
    "save_provider", "retire_provider", "import_ways", "ask_provider", "save_reader", "retire_reader", "send_overview",
    "take_over_cases", "freeze_round_pack",
):  # fmt: skip
    rules.add_perm(f"courses.{_name}", is_coordinator | is_system)
for _name in (
    "save_site", "retire_site", "save_run", "say_free_seats", "confirm_runs", "move_run", "cancel_run", "import_runs",
):  # fmt: skip
    rules.add_perm(f"courses.{_name}", is_coordinator | is_provider | is_linked_provider | is_system)
rules.add_perm("courses.view_rules", has_role(Role.COURSE_COORDINATOR, Role.COUNSELLOR, Role.PROVIDER))
rules.add_perm("courses.view_offers", has_role(Role.COURSE_COORDINATOR, Role.PROVIDER))
rules.add_perm("courses.view_calendar", is_coordinator)
rules.add_perm(  # partners of the round read numbers; only the coordination sees small ones
    "courses.view_needs",
    has_role(Role.COURSE_COORDINATOR, Role.COUNSELLOR, Role.ADVICE_LEAD, Role.PROVIDER),
)

# --- people and placement: the coordination alone, for the whole county ----------------------------------------------
for _name in (
    "register_candidate", "open_candidate", "revise_candidate", "remove_candidate", "merge_candidates",
    "part_candidates", "add_entitlement", "end_entitlement", "plan_test", "record_test", "save_agreement",
    "allow_disclosure", "withdraw_disclosure", "set_weights", "start_plan", "set_lock", "end_lock", "confirm_lines",
    "reserve_seat", "move_seat", "send_invitation", "record_result", "choose_next", "write_note", "leave_note",
    "change_note_rule",
):  # fmt: skip
    rules.add_perm(f"courses.{_name}", is_coordinator | is_system)
for _name in ("keep_plan", "give_up_plan"):  # by the worker, for the person who started the run
    rules.add_perm(f"courses.{_name}", is_coordinator | is_system)
for _name in ("tell_candidate", "erase_candidate", "set_hold", "end_hold"):
    rules.add_perm(f"courses.{_name}", is_coordinator)
for _name in ("begin_deletion", "delete_batch", "end_deletion"):  # every night by the worker
    rules.add_perm(f"courses.{_name}", is_coordinator | has_role(Role.ADMINISTRATOR) | is_system)
rules.add_perm("courses.view_keeping", has_role(Role.COURSE_COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR))
rules.add_perm("courses.expire_seats", is_system)
rules.add_perm("courses.view_candidates", is_coordinator)
rules.add_perm("courses.view_placement", is_coordinator)
