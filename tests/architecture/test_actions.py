"""Every action checks the permission of its own name, writes the log and says so."""

import ast

import pytest
import rules
from django.apps import apps

from tests.architecture.house import (
    SOURCE,
    ActionFunction,
    actions,
    called,
    calls_in,
    context_of,
    each_context,
    layers,
    room_files,
    short,
    tree,
)

# Actions that break one of the rules below, each with its reason.
WITHOUT_REQUIRE: dict[str, str] = {}
WITHOUT_RECORD: dict[str, str] = {
    "participation.open_process_from_template": "composes open_process and what follows it; each of them records",
    "places.set_up_house": "composes add_area, set_up_instance and offer_languages; each of them records",
    "participation.copy_process": "composes open_process and what follows it; each of them records",
    "weighing.keep_draft": "scratch paper of one person, kept every few seconds and thrown away: it says nothing yet",
    "weighing.drop_draft": "throws scratch paper away",
    "weighing.continue_undoing": "composes withdraw_answer and consider_contribution; each of them records",
    "advice.delete_batch": "one batch of a run that advice.deletion_begun and advice.deletion_ended record",
    "courses.delete_batch": "one batch of a run that courses.deletion_begun and courses.deletion_ended record",
    "courses.open_candidate": "writes the access log, which has to be deleted after months; the chained log cannot be",
    "council.keep_entrance": "one answer of a reading that sync.begun and sync.ended record",
    "machines.collect_events": "copies what the log says into the list of a webhook",
    "machines.deliver_event": "one try of many, told by the list; pause_webhook records when nobody takes anything",
    "machines.release_deliveries": "a delivery a worker died over waits again; its end shows in the list",
    "council.keep_objects": "one page of a reading; sync.ended records the counts of all",
}
# Permissions without an action: what one may see rather than do.
VIEWING = ("view_",)


def action_faults(action: ActionFunction) -> list[str]:
    """What the action's text shows to be missing."""
    arguments = action.node.args
    keyword_only = {argument.arg for argument in arguments.kwonlyargs}
    faults = []
    if arguments.args or arguments.posonlyargs or arguments.vararg:
        faults.append("takes positional arguments")
    if "actor" not in keyword_only:
        faults.append("has no keyword-only actor")
    if "now" not in keyword_only:
        faults.append("has no keyword-only now: time is an argument")
    if action.name not in WITHOUT_REQUIRE and action.name not in required_permissions(action):
        faults.append(f'does not call require(actor, "{action.name}", …)')
    if action.name not in WITHOUT_RECORD and not action.reaches("record"):
        faults.append("does not call record(…)")
    if not ast.get_docstring(action.node):
        faults.append("has no docstring with effect, refusals and audit verb")
    return [f"{action.name} {fault}" for fault in faults]


def required_permissions(action: ActionFunction) -> set[str]:
    """The permission names an action asks for, as far as they are written out."""
    return {
        argument.value
        for call in action.calls("require")
        for argument in call.args[1:2]
        if isinstance(argument, ast.Constant)
    }


def permissions() -> set[str]:
    """All registered permissions of our contexts."""
    for config in apps.get_app_configs():
        if config.name.startswith("roterfaden.") and (SOURCE / config.label / "rules.py").is_file():
            __import__(f"{config.name}.rules")
    return {name for name in rules.permissions.permissions if name.split(".")[0] in layers()}


def clock_readings(module: ast.Module) -> list[int]:
    """Lines that read the clock or today's date."""
    readings = {"now", "today", "utcnow"}
    without_moment = {"localdate", "localtime"}  # with a moment they only convert it
    return [
        call.lineno
        for call in calls_in(module)
        if called(call) in readings or (called(call) in without_moment and not call.args and not call.keywords)
    ]


def test_house_has_actions():
    assert len(actions()) > 10


@pytest.mark.parametrize("found", each_context(actions(), lambda action: action.context))
def test_actions_check_and_record(found):
    assert [fault for action in found for fault in action_faults(action)] == []


def test_every_action_has_a_permission_of_its_name():
    missing = {action.name for action in actions()} - permissions() - set(WITHOUT_REQUIRE)

    assert missing == set()


def test_every_permission_belongs_to_an_action_or_to_viewing():
    doing = {name for name in permissions() if not name.split(".")[1].startswith(VIEWING)}

    assert doing - {action.name for action in actions()} == set()


def test_exceptions_are_still_needed():
    names = {action.name for action in actions()}

    assert (set(WITHOUT_REQUIRE) | set(WITHOUT_RECORD)) - names == set()


@pytest.mark.parametrize("paths", each_context(room_files("methods", "queries", "rules", "actions"), context_of))
def test_domain_does_not_read_the_clock(paths):
    assert {short(path): lines for path in paths if (lines := clock_readings(tree(path)))} == {}
