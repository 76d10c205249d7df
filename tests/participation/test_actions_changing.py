"""Changing what has been planned: stages, gates and events."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.models import Process
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def stage(process):
    return factories.stage(process, kinds=("challenge",), gate="Alle Karten sind erfasst.")


def last():
    return AuditEvent.objects.order_by("-number").first()


def reschedule(actor, stage, **values):
    names = ("title", "description", "starts_on", "ends_on", "gate")
    same = {name: getattr(stage, name) for name in names}
    return actions.reschedule_stage(**{"actor": actor, "stage": stage, "now": NOW} | same | values)


def replan(actor, event, **values):
    names = (
        "stage", "kind", "title", "description", "questions", "starts_at", "ends_at", "place", "area", "capacity",
        "tables",
    )  # fmt: skip
    same = {name: getattr(event, name) for name in names} | {"actor_groups": list(event.actor_groups.all())}
    return actions.replan_event(**{"actor": actor, "event": event, "now": NOW} | same | values)


def plan_stage(actor, process, **values):
    return actions.plan_stage(
        **{
            "actor": actor, "process": process, "slug": "neu", "kind": "draft", "title": "Neu", "starts_on": TODAY,
            "now": NOW,
        }
        | values
    )  # fmt: skip


# --- order --------------------------------------------------------------------------------------------------------
def test_stage_without_position_comes_last(planner, process, stage):
    assert plan_stage(planner, process).position == 2


def test_stage_at_a_taken_position_moves_the_later_ones_back(planner, process, stage):
    factories.stage(process)
    factories.stage(process)

    made = plan_stage(planner, process, position=2)

    rows = process.stages.order_by("position").values_list("slug", "position")
    assert made.position == 2
    assert list(rows) == [("abschnitt-1", 1), ("neu", 2), ("abschnitt-2", 3), ("abschnitt-3", 4)]


def test_group_without_position_comes_last(planner, process):
    factories.group(process)

    assert actions.add_actor_group(actor=planner, process=process, slug="neu", name="Neu", now=NOW).position == 2


# --- stages -------------------------------------------------------------------------------------------------------
def test_stage_is_rescheduled_with_old_and_new_in_the_log(planner, stage):
    later = stage.ends_on + timedelta(days=7)

    changed = reschedule(planner, stage, ends_on=later, description="Eine Woche mehr.")

    stage.refresh_from_db()
    assert (changed, stage.ends_on, stage.description) == (stage, later, "Eine Woche mehr.")
    assert last().verb == "stage.rescheduled"
    assert last().changes == {
        "ends_on": [str(later - timedelta(days=7)), str(later)], "description": ["", "Eine Woche mehr."],
    }  # fmt: skip


def test_openings_are_replaced_and_told_in_the_log(planner, process, stage):
    group = factories.group(process, name="Ehrenamt")

    reschedule(planner, stage, openings=[("goal", group)])

    assert list(stage.openings.values_list("kind", "actor_group")) == [("goal", group.pk)]
    assert last().reason == "Öffnung vorher: Herausforderung (alle); jetzt: Ziel (Ehrenamt)"


def test_openings_stay_when_nothing_is_said_about_them(planner, stage):
    reschedule(planner, stage, title="Foren")

    assert list(stage.openings.values_list("kind", flat=True)) == ["challenge"]


@pytest.mark.parametrize("values", [{}, {"openings": [("challenge", None)]}])
def test_stage_that_stays_as_it_is_is_refused(planner, stage, values):
    with pytest.raises(errors.NothingChanged):
        reschedule(planner, stage, **values)


def test_stage_keeps_its_events_inside(planner, stage):
    event = factories.event(stage)

    with pytest.raises(errors.EventWouldLieOutside) as refusal:
        reschedule(planner, stage, starts_on=TODAY + timedelta(days=1))
    assert event.title in str(refusal.value)
    stage.refresh_from_db()
    assert stage.starts_on == TODAY - timedelta(days=30)


def test_stage_refuses_end_before_start_and_groups_of_others(planner, stage):
    with pytest.raises(ValidationError):
        reschedule(planner, stage, ends_on=stage.starts_on - timedelta(days=1))
    with pytest.raises(errors.OtherProcess):
        reschedule(planner, stage, openings=[("goal", factories.group(factories.process()))])


# --- gates --------------------------------------------------------------------------------------------------------
def pass_gate(actor, stage, **values):
    return actions.pass_gate(
        **{"actor": actor, "stage": stage, "passed_on": TODAY, "reason": "Dokumentation liegt vor.", "now": NOW}
        | values
    )


def test_gate_is_passed_once(planner, stage):
    assert pass_gate(planner, stage).gate_passed_on == TODAY
    assert (last().verb, last().reason) == ("stage.gate_passed", "Dokumentation liegt vor.")
    with pytest.raises(errors.GatePassedAlready):
        pass_gate(planner, stage)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"reason": " "}, errors.GateReasonMissing),
        ({"passed_on": TODAY + timedelta(days=1)}, errors.PassedInFuture),
    ],
)
def test_gate_needs_a_reason_and_a_day_that_has_come(planner, stage, values, error):
    with pytest.raises(error):
        pass_gate(planner, stage, **values)


def test_stage_without_gate_passes_none(planner, process):
    with pytest.raises(errors.NoGate):
        pass_gate(planner, factories.stage(process))


def test_another_gate_has_not_been_passed(planner, stage):
    pass_gate(planner, stage)

    assert reschedule(planner, stage, gate="Alle Karten liegen in einem Thema.").gate_passed_on is None


# --- events -------------------------------------------------------------------------------------------------------
def test_event_is_replanned_with_old_and_new_in_the_log(planner, process, stage):
    event, group = factories.event(stage, tables=6), factories.group(process)

    replan(planner, event, tables=8, place="Rathaus", actor_groups=[group], questions=[{"de": "Was?", "en": "What?"}])

    event.refresh_from_db()
    assert (event.tables, event.place, list(event.actor_groups.all())) == (8, "Rathaus", [group])
    assert event.asked == [(("de", "Was?"), ("en", "What?"))]
    assert last().verb == "event.replanned"
    assert last().changes == {
        "tables": [6, 8], "place": ["", "Rathaus"], "actor_groups": [[], [group.slug]],
        "questions": [[], [{"de": "Was?", "en": "What?"}]],
    }  # fmt: skip


def test_event_that_stays_as_it_is_is_refused(planner, stage):
    with pytest.raises(errors.NothingChanged):
        replan(planner, factories.event(stage))


def test_event_stays_inside_its_stage(planner, stage):
    event = factories.event(stage)

    with pytest.raises(errors.EventOutsideStage):
        replan(planner, event, starts_at=NOW + timedelta(days=90), ends_at=NOW + timedelta(days=91))
    with pytest.raises(errors.OtherProcess):
        replan(planner, event, stage=factories.stage(factories.process()))


def test_event_keeps_the_tables_cards_name(planner, process, stage):
    event = factories.event(stage, tables=6)
    factories.contribution(process, event=event, table=5)

    with pytest.raises(errors.TableInUse):
        replan(planner, event, tables=4)
    assert replan(planner, event, tables=5).tables == 5


@pytest.mark.parametrize("name", ["moderator", "clerk", "goal_owner", "administrator", "outsider", "participant"])
def test_changing_plans_is_refused_to_others(name, request, stage):
    actor, event = request.getfixturevalue(name), factories.event(stage)

    for change in (
        lambda: reschedule(actor, stage, title="x"), lambda: replan(actor, event, title="x"),
        lambda: pass_gate(actor, stage),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            change()


# --- what waits ---------------------------------------------------------------------------------------------------
def test_stages_soon_and_late_of_open_processes(process):
    late = factories.stage(process, gate="Alle erfasst.", ends_on=TODAY - timedelta(days=1))
    factories.stage(process, gate="", ends_on=TODAY - timedelta(days=1))
    factories.stage(process, gate="x", ends_on=TODAY - timedelta(days=1), gate_passed_on=TODAY)
    soon = factories.stage(process, starts_on=TODAY + timedelta(days=14), ends_on=None, gate="x")
    factories.stage(process, starts_on=TODAY + timedelta(days=15), ends_on=None)
    factories.stage(factories.process(closed_on=TODAY), gate="x", ends_on=TODAY - timedelta(days=1))

    assert list(queries.stages_late(Process.objects.all(), on=TODAY)) == [late]
    assert list(queries.stages_soon(Process.objects.all(), on=TODAY)) == [soon]


def test_events_without_codes_are_those_on_paper_in_the_next_weeks(process, stage, planner):
    wanted = factories.event(stage)
    printed = factories.event(stage)
    actions.issue_codes(actor=planner, process=process, event=printed, count=1, now=NOW)
    factories.event(stage, kind="online")
    for days in (-1, 40):
        moment = NOW + timedelta(days=days)
        factories.event(stage, starts_at=moment, ends_at=moment + timedelta(hours=1))

    assert list(queries.events_without_codes(Process.objects.all(), on=TODAY)) == [wanted]
