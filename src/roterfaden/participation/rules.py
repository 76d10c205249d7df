"""Who may do what in participation. Permission names are the names of the actions; `view_…` opens office pages."""

from collections.abc import Iterable
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_administrator, is_participant, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import Channel
from roterfaden.participation.methods import Occasion, OnlineDoor
from roterfaden.participation.models import (
    OFFICE_ROLES,
    Comment,
    Contribution,
    Documentation,
    EventPhoto,
    Invitee,
    Process,
    ProcessTask,
    Registration,
)


def process_scope(obj: Any) -> Iterable[Scope]:
    """The process an object belongs to, as the scope of a role."""
    if isinstance(obj, Occasion | OnlineDoor):
        return (Scope(ScopeKind.PROCESS, obj.process_slug),)
    if isinstance(obj, Registration | Invitee | Documentation | EventPhoto):
        obj = obj.event
    if isinstance(obj, Comment):
        obj = obj.contribution
    process = obj if isinstance(obj, Process) else obj.process
    return (Scope(ScopeKind.PROCESS, process.slug),)


@rules.predicate
def is_open(_actor: Actor, occasion: Occasion | None = None) -> bool:
    """A stage opens this kind to this group on that day."""
    return occasion is not None and occasion.is_open


@rules.predicate
def is_card_from_phone(_actor: Actor, card: Any = None) -> bool:
    """A card somebody sent from their own telephone: its photo comes after it. The surface knows whose it is."""
    return isinstance(card, Contribution) and card.channel == Channel.PHONE


@rules.predicate
def is_online(_actor: Actor, door: OnlineDoor | None = None) -> bool:
    """An online event runs."""
    return door is not None and door.is_open


@rules.predicate
def is_signed_in(actor: Actor, _obj: Any = None) -> bool:
    """Somebody with an account that is in use."""
    return actor.is_authenticated and bool(getattr(actor, "is_active", False))


@rules.predicate
def is_in_charge(actor: Actor, task: Any = None) -> bool:
    """The task was given to this person, or to a role they hold in its process."""
    if not getattr(actor, "is_active", False) or not isinstance(task, ProcessTask):
        return False
    if task.assignee_id is not None:
        return str(task.assignee_id) == actor.actor_id
    return any(task.role == role for role in roles_in(actor, task.process))


def roles_in(actor: Actor, process: Process) -> set[str]:
    """The roles somebody holds for the whole county or for this process."""
    held = getattr(actor, "roles_held", ())
    reach = {Scope(ScopeKind.PROCESS, process.slug)}
    return {role for role, scope in held if scope.kind == ScopeKind.COUNTY or scope in reach}


is_planner = has_role(Role.STRATEGY_OFFICER, within=process_scope)
is_moderation = has_role(Role.STRATEGY_OFFICER, Role.MODERATOR, within=process_scope)
is_reader = has_role(*OFFICE_ROLES, within=process_scope)

rules.add_perm("participation.open_process", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.open_process_from_template", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.plan_stage", is_planner | is_system)
rules.add_perm("participation.reschedule_stage", is_planner | is_system)
rules.add_perm("participation.pass_gate", is_planner | is_system)
rules.add_perm("participation.add_actor_group", is_planner | is_system)
rules.add_perm("participation.plan_event", is_planner | is_system)
rules.add_perm("participation.replan_event", is_planner | is_system)
rules.add_perm("participation.issue_codes", is_moderation | is_system)
rules.add_perm("participation.capture_contribution", is_moderation | is_system | (is_participant & is_open))
rules.add_perm("participation.withdraw_capture", is_moderation | is_system)
rules.add_perm("participation.steer_room", is_moderation | is_system)
rules.add_perm("participation.keep_card_photo", is_moderation | is_system | (is_participant & is_card_from_phone))
rules.add_perm("participation.read_card_photo", is_moderation | is_system)
rules.add_perm("participation.release_card_photo", is_moderation | is_system)
rules.add_perm("participation.hide_card_photo", is_moderation | is_system)
rules.add_perm("participation.publish_contribution", is_moderation | is_system)
rules.add_perm("participation.withhold_contribution", is_moderation | is_system)
rules.add_perm("participation.translate_contribution", is_moderation | is_system)
rules.add_perm("participation.add_theme", is_moderation | is_system)
rules.add_perm("participation.assign_contribution", is_moderation | is_system)
rules.add_perm("participation.assign_contributions", is_moderation | is_system)
rules.add_perm("participation.revise_theme", is_moderation | is_system)
rules.add_perm("participation.merge_themes", is_moderation | is_system)
rules.add_perm("participation.retire_theme", is_moderation | is_system)
rules.add_perm("participation.split_contribution", is_moderation | is_system)
rules.add_perm("participation.join_contribution", is_moderation | is_system)
rules.add_perm("participation.group_contributions", is_moderation | is_system)
rules.add_perm("participation.ungroup_contributions", is_moderation | is_system)
rules.add_perm("participation.undo_step", is_moderation | is_system)

for _name in (
    "set_agenda", "describe_access", "set_registration", "cancel_event", "tell_guests_of_change",
    "publish_documentation", "withdraw_documentation",
):  # fmt: skip
    rules.add_perm(f"participation.{_name}", is_planner | is_system)
for _name in (
    "check_in_guest", "add_walk_in", "record_headcounts", "add_invitee", "import_invitees", "remove_invitee",
    "write_invitation", "send_invitations", "mark_letters_sent", "remind_invitees", "write_documentation", "add_photo",
    "release_photo", "remove_photo",
):  # fmt: skip
    rules.add_perm(f"participation.{_name}", is_moderation | is_system)
# Whoever holds the code of a registration or invitation may act on it; the code is what the page asks for.
for _name in ("register", "change_registration", "cancel_registration", "move_up_waiting", "decline_invitation"):
    rules.add_perm(f"participation.{_name}", is_moderation | is_system | is_participant)
rules.add_perm("participation.erase_registrations", is_planner | is_system)
rules.add_perm("participation.view_guests", is_moderation)

rules.add_perm("participation.add_task", is_planner | is_system)
rules.add_perm("participation.change_task", is_planner | is_system)
rules.add_perm("participation.drop_task", is_planner | is_system)
rules.add_perm("participation.move_tasks", is_planner | is_system)
rules.add_perm("participation.finish_task", is_planner | is_system | is_in_charge)
rules.add_perm("participation.reopen_task", is_planner | is_system | is_in_charge)
rules.add_perm("participation.copy_process", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.save_template", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.remove_template", has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.seal_passages", is_moderation | is_system)
rules.add_perm("participation.show_passages", is_planner | is_system)
rules.add_perm("participation.open_original", is_planner)
# A participant holds the code of the card: the surface has looked it up before it calls.
rules.add_perm("participation.give_consent", is_moderation | is_system | is_participant)
rules.add_perm("participation.withdraw_consent", is_moderation | is_system | is_participant)
rules.add_perm("participation.withdraw_voice", is_moderation | is_system | is_participant)
rules.add_perm("participation.restore_voice", is_participant)
rules.add_perm("participation.leave_address", is_participant)
rules.add_perm("participation.confirm_address", is_participant)
rules.add_perm("participation.remove_address", is_participant | is_moderation | is_system)
rules.add_perm("participation.erase_address", is_participant | is_moderation | is_system | is_administrator)
rules.add_perm("participation.inform_author", is_moderation | is_system)
rules.add_perm("participation.ask_review", is_participant)
rules.add_perm("participation.answer_review", is_moderation | is_system)
rules.add_perm("participation.set_retention", is_administrator | has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.run_retention", is_administrator | has_role(Role.STRATEGY_OFFICER) | is_system)
rules.add_perm("participation.view_retention", is_administrator | has_role(Role.STRATEGY_OFFICER))

is_anybody = is_participant | is_signed_in | is_system
for _name in ("support_contribution", "add_comment"):
    rules.add_perm(f"participation.{_name}", is_anybody & is_online)
# Whose support or comment it is, the action asks of the code or the account.
for _name in ("withdraw_support", "withdraw_comment", "flag_contribution", "flag_comment"):
    rules.add_perm(f"participation.{_name}", is_anybody)
for _name in ("publish_comment", "withhold_comment", "publish_posts", "suspect_contribution", "decide_flags"):
    rules.add_perm(f"participation.{_name}", is_moderation | is_system)
rules.add_perm("participation.set_question_fields", is_planner | is_system)
rules.add_perm("participation.set_comment_rule", is_planner | is_system)
rules.add_perm("participation.view_moderation", is_moderation)

for _name in (
    "open_import", "plan_import", "check_import", "start_import", "import_contributions", "erase_import_file",
    "keep_source", "quote_source", "erase_source",
):  # fmt: skip
    rules.add_perm(f"participation.{_name}", is_moderation | is_system)

rules.add_perm("participation.view_process", is_reader)
rules.add_perm("participation.view_board", is_moderation)
