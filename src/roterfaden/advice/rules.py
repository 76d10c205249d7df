"""Who may do what in the advice centre: counsellors for their own cases, the head for numbers and the lock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_administrator, is_participant, is_system
from roterfaden.advice.methods import LinkedInterpreter
from roterfaden.advice.models import AdviceLock, Case, Consultation, InterpreterAssignment
from roterfaden.advice.queries import has_emergency, is_in_team
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.once import once


@dataclass(frozen=True)
class CaseAt:
    """A case at a moment: what opens for an hour is asked for with the hour."""

    case: Case
    at: datetime


@rules.predicate
def is_unlocked(_actor: Actor, _obj: Any = None) -> bool:
    """Nobody has locked the advice centre. One query, however many entries of a page ask."""
    return once("advice.is_unlocked", lambda: not AdviceLock.objects.standing().exists())


@rules.predicate
def is_team_member(actor: Actor, obj: Any = None) -> bool:
    """The actor belongs to the team of the case. Asked without an object: may there be one? One query."""
    case = _case_of(obj)
    return case is None or is_in_team(actor, case)


@rules.predicate
def opened_in_emergency(actor: Actor, obj: Any = None) -> bool:
    """The actor has opened the case in an emergency, and the time is not over. One query."""
    return isinstance(obj, CaseAt) and has_emergency(actor, obj.case, at=obj.at)


@rules.predicate
def has_recorded(actor: Actor, obj: Any = None) -> bool:
    """The actor recorded the consultation."""
    return not isinstance(obj, Consultation) or str(obj.counsellor_id) == actor.actor_id


@rules.predicate
def is_own_link(actor: Actor, obj: Any = None) -> bool:
    """The actor opened the link of this very assignment."""
    return isinstance(actor, LinkedInterpreter) and isinstance(obj, InterpreterAssignment) and actor.opens == obj.pk


def _case_of(obj: Any) -> Case | None:
    if isinstance(obj, Case):
        return obj
    found = getattr(obj, "case", None)
    return found if isinstance(found, Case) else None


_has_counsellor_role = has_role(Role.COUNSELLOR)


@rules.predicate
def advises(actor: Actor, _obj: Any = None) -> bool:
    """Whoever advises, for the county or for the provider that runs the centre: there is one centre."""
    return bool(_has_counsellor_role(actor))


is_counsellor = advises & is_unlocked
"""Advises, and nobody has locked the centre. Everything of the centre asks for this or for the head."""
is_head = has_role(Role.ADVICE_LEAD)
is_guard = is_head | is_administrator
"""May lock and unlock, and sees numbers and protocols. Sees no case."""
works_on_case = is_counsellor & is_team_member

rules.add_perm("advice.record_consultation", works_on_case)
rules.add_perm("advice.drop_consultation", is_counsellor & has_recorded)
rules.add_perm("advice.open_case", is_counsellor)
for _name in (
    "close_case", "add_to_team", "take_from_team", "record_consent", "withdraw_consent", "write_situation",
    "write_note", "set_follow_up", "end_follow_up",
):  # fmt: skip
    rules.add_perm(f"advice.{_name}", works_on_case)
rules.add_perm("advice.view_case", works_on_case | (is_counsellor & opened_in_emergency))
rules.add_perm("advice.open_in_emergency", is_counsellor)
for _name in ("find_case", "tell_about_case", "correct_case", "erase_case"):  # who types the code acts for the person
    rules.add_perm(f"advice.{_name}", is_counsellor)
rules.add_perm("advice.write_letter", is_counsellor & has_recorded)
rules.add_perm("advice.lock_advice", is_guard)
rules.add_perm("advice.ask_for_unlock", is_guard)
rules.add_perm("advice.unlock_advice", is_guard)
for _name in ("begin_deletion", "delete_batch", "end_deletion"):
    rules.add_perm(f"advice.{_name}", is_guard | is_system)
rules.add_perm("advice.view_numbers", is_guard | is_counsellor)
rules.add_perm("advice.view_safety", is_guard)

# --- appointments, waiting room, interpreters -------------------------------------------------------------------------
# Whoever holds the code of an appointment acts for the person; the surface has read it. A member of staff who opens the
# public page acts as a resident there.
is_resident = is_participant & is_unlocked
for _name in ("book_appointment", "join_waiting_list", "accept_offer", "move_appointment"):
    rules.add_perm(f"advice.{_name}", is_resident | is_counsellor)
for _name in ("cancel_appointment", "decline_offer", "withdraw_requests"):
    rules.add_perm(f"advice.{_name}", is_resident | is_counsellor | is_system)
for _name in ("offer_times", "remind_appointment", "erase_address", "remove_interpreter"):
    rules.add_perm(f"advice.{_name}", is_system)
for _name in (
    "close_appointment", "set_counsellor", "set_hours", "end_hours", "add_absence", "remove_absence", "draw_number",
    "call_number", "call_next", "end_walk_in", "add_interpreter", "revise_interpreter", "retire_interpreter",
    "ask_interpreter", "record_interpreting", "view_calendar",
):  # fmt: skip
    rules.add_perm(f"advice.{_name}", is_counsellor)
rules.add_perm("advice.answer_request", is_own_link)
rules.add_perm("advice.report_minutes", is_own_link | is_counsellor)
