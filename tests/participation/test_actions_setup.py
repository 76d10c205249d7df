"""Setting up a process: who may, what is refused, what the log says."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.codes import is_valid
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors
from roterfaden.participation.models import ReceiptCode
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def process_values(**values):
    return {
        "slug": "dialog", "title": "Integrationsdialog", "summary": "Wir sprechen.", "area": factories.county(),
        "mandate": "Kreistag vom 19.12.2016", "opened_on": TODAY, "now": NOW,
    } | values  # fmt: skip


def stage_values(process, **values):
    return {
        "process": process, "slug": "foren", "position": 1, "kind": "forum", "title": "Dialogforen",
        "starts_on": TODAY, "ends_on": TODAY + timedelta(days=10), "now": NOW,
    } | values  # fmt: skip


def event_values(process, stage, **values):
    return {
        "process": process, "stage": stage, "slug": "forum-1", "kind": "forum", "title": "Forum Ehrenamt",
        "starts_at": NOW, "ends_at": NOW + timedelta(hours=4), "tables": 6, "now": NOW,
    } | values  # fmt: skip


def last_verb():
    return AuditEvent.objects.order_by("-number").first().verb


def test_open_process_is_recorded(planner):
    process = actions.open_process(actor=planner, **process_values())

    assert process.title == "Integrationsdialog"
    assert last_verb() == "process.opened"


@pytest.mark.parametrize(
    "name", ["moderator", "clerk", "goal_owner", "counsellor", "auditor", "administrator", "outsider", "participant"]
)
def test_open_process_is_refused_to_others(name, request):
    with pytest.raises(NotAllowed):
        actions.open_process(actor=request.getfixturevalue(name), **process_values())


def test_plan_stage_opens_kinds_to_groups(planner):
    process = factories.process()
    group = factories.group(process)

    stage = actions.plan_stage(actor=planner, openings=[("challenge", None), ("goal", group)], **stage_values(process))

    assert set(stage.openings.values_list("kind", "actor_group")) == {("challenge", None), ("goal", group.pk)}
    assert last_verb() == "stage.planned"


def test_plan_stage_refuses_group_of_other_process(planner):
    process, foreign = factories.process(), factories.group(factories.process())

    with pytest.raises(errors.OtherProcess):
        actions.plan_stage(actor=planner, openings=[("goal", foreign)], **stage_values(process))


def test_plan_stage_refuses_end_before_start(planner):
    process = factories.process()

    with pytest.raises(ValidationError):
        actions.plan_stage(actor=planner, **stage_values(process, ends_on=TODAY - timedelta(days=1)))


def test_plan_stage_in_own_process_only():
    own, other = factories.process(), factories.process()
    person = factories.user(Role.STRATEGY_OFFICER, scope=(ScopeKind.PROCESS, own.slug))

    assert actions.plan_stage(actor=person, **stage_values(own)).process == own
    with pytest.raises(NotAllowed):
        actions.plan_stage(actor=person, **stage_values(other))


def test_add_actor_group_is_recorded(planner):
    group = actions.add_actor_group(
        actor=planner, process=factories.process(), slug="ehrenamt", name="Ehrenamtliche", position=1, now=NOW
    )

    assert group.name == "Ehrenamtliche"
    assert last_verb() == "actor_group.added"


def test_plan_event_keeps_groups_and_questions(planner):
    process = factories.process()
    stage, group = factories.stage(process), factories.group(process)

    event = actions.plan_event(
        actor=planner, questions=["Was läuft gut?"], actor_groups=[group], **event_values(process, stage)
    )

    assert event.questions == ["Was läuft gut?"]
    assert list(event.actor_groups.all()) == [group]
    assert last_verb() == "event.planned"


def test_plan_event_refuses_day_outside_its_stage(planner):
    process = factories.process()
    stage = factories.stage(process, ends_on=TODAY - timedelta(days=1))

    with pytest.raises(errors.EventOutsideStage) as refusal:
        actions.plan_event(actor=planner, **event_values(process, stage))

    assert str(refusal.value) == "Die Veranstaltung liegt außerhalb des Abschnitts „Dialogforen“."


def test_plan_event_refuses_stage_of_other_process(planner):
    with pytest.raises(errors.OtherProcess):
        actions.plan_event(actor=planner, **event_values(factories.process(), factories.stage(factories.process())))


def test_issue_codes_draws_valid_different_codes(moderator):
    process = factories.process()
    event = factories.event(factories.stage(process))

    codes = actions.issue_codes(actor=moderator, process=process, event=event, count=30, now=NOW)

    assert len({receipt.code for receipt in codes}) == 30
    assert all(is_valid(receipt.code) for receipt in codes)
    assert ReceiptCode.objects.filter(event=event, contribution=None).count() == 30
    assert last_verb() == "codes.issued"


@pytest.mark.parametrize("count", [0, -1, 501])
def test_issue_codes_refuses_odd_numbers(moderator, count):
    with pytest.raises(errors.NothingToPrint):
        actions.issue_codes(actor=moderator, process=factories.process(), event=None, count=count, now=NOW)


def test_issue_codes_is_refused_to_participants():
    with pytest.raises(NotAllowed):
        actions.issue_codes(actor=Participant(), process=factories.process(), event=None, count=1, now=NOW)


def test_add_theme_is_recorded(moderator):
    process = factories.process()

    theme = actions.add_theme(
        actor=moderator, process=process, field=factories.field(), slug="bus", title="Bus am Abend", now=NOW
    )

    assert theme.title == "Bus am Abend"
    assert last_verb() == "theme.added"


def test_open_process_refuses_double_slug(planner):
    actions.open_process(actor=planner, **process_values())

    with pytest.raises(ValidationError) as refusal:
        actions.open_process(actor=planner, **process_values(opened_on=date(2020, 1, 1)))

    assert set(refusal.value.message_dict) == {"slug"}


@pytest.mark.parametrize("with_group", [True, False])
def test_stage_opens_a_kind_once_for_a_group_and_once_for_all(planner, with_group):
    process = factories.process()
    group = factories.group(process) if with_group else None

    with pytest.raises(ValidationError):
        actions.plan_stage(actor=planner, openings=[("goal", group), ("goal", group)], **stage_values(process))
