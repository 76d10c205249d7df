"""What has to be done by when: counted from stages and events, moving with them, done by whom it was given to."""

from datetime import date, timedelta

import pytest

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.workdays import closed_because
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import TaskAnchor
from roterfaden.participation.methods import due_day
from roterfaden.participation.models import Process, ProcessTask
from roterfaden.participation.tasks import send_task_digests
from roterfaden.post.models import Message
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.stage(factories.process())


def add(actor, process, **values):
    return actions.add_task(
        **{
            "actor": actor, "process": process, "title": "Einladungen verschicken", "role": Role.STRATEGY_OFFICER,
            "now": NOW,
        }
        | values
    )  # fmt: skip


def before_stage(planner, stage, days=-42, **values):
    return add(planner, stage.process, stage=stage, anchor=TaskAnchor.START, days=days, **values)


def all_processes():
    return Process.objects.all()


# --- days -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("anchor", "days", "ends_on", "due"),
    [
        (TaskAnchor.START, -42, date(2027, 7, 11), date(2027, 4, 5)),
        (TaskAnchor.END, 14, date(2027, 7, 11), date(2027, 7, 25)),
        (TaskAnchor.END, 14, None, date(2027, 5, 31)),
    ],
)
def test_day_is_counted_from_the_first_or_last_day(anchor, days, ends_on, due):
    assert due_day(anchor, days, starts_on=date(2027, 5, 17), ends_on=ends_on) == due


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 10, 31), "Reformationstag"),
        (date(2027, 5, 6), "Christi Himmelfahrt"),
        (date(2027, 11, 1), ""),  # All Saints is no holiday in Lower Saxony
        (date(2027, 5, 8), "Samstag"),
        (date(2027, 5, 10), ""),
    ],
)
def test_closed_days_of_lower_saxony(day, why):
    assert closed_because(day) == why


# --- adding, changing, doing ----------------------------------------------------------------------------------------
def test_task_counts_from_its_stage(planner, stage):
    task = before_stage(planner, stage)

    assert task.due_on == stage.starts_on - timedelta(days=42)
    assert AuditEvent.objects.get().verb == "task.added"


def test_task_counts_from_its_event(planner, stage):
    event = factories.event(stage)

    assert add(planner, stage.process, event=event, anchor=TaskAnchor.START, days=-7).due_on == TODAY - timedelta(
        days=7
    )


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"role": "", "due_on": TODAY}, errors.TaskWithoutPerson),
        ({}, errors.TaskTimeMissing),
        ({"anchor": TaskAnchor.START, "days": 3}, errors.TaskTimeMissing),
    ],
)
def test_task_without_person_or_time_is_refused(planner, stage, values, error):
    with pytest.raises(error):
        add(planner, stage.process, **values)


def test_task_of_another_process_is_refused(planner, stage):
    with pytest.raises(errors.OtherProcess):
        add(planner, factories.process(), stage=stage, anchor=TaskAnchor.START, days=1)


def test_task_is_changed_and_the_log_knows(planner, stage):
    task = before_stage(planner, stage)
    same = {"note": "", "stage": stage, "event": None, "anchor": TaskAnchor.START, "role": Role.STRATEGY_OFFICER,
            "assignee": None, "due_on": None, "actor": planner, "task": task, "now": NOW}  # fmt: skip

    actions.change_task(title=task.title, days=-14, **same)

    task.refresh_from_db()
    assert task.due_on == stage.starts_on - timedelta(days=14)
    assert AuditEvent.objects.get(verb="task.changed").changes["days"] == [-42, -14]
    with pytest.raises(errors.NothingChanged):
        actions.change_task(title=task.title, days=-14, **same)


def test_whoever_it_was_given_to_finishes_it(planner, moderator, stage):
    task = before_stage(planner, stage, role=Role.MODERATOR)

    actions.finish_task(actor=moderator, task=task, note="120 Briefe", now=NOW)

    task.refresh_from_db()
    assert (task.done_by, task.done_note) == (moderator, "120 Briefe")
    with pytest.raises(errors.TaskIsClosed):
        actions.finish_task(actor=moderator, task=task, now=NOW)
    actions.reopen_task(actor=moderator, task=task, now=NOW)
    with pytest.raises(errors.TaskIsOpen):
        actions.reopen_task(actor=moderator, task=task, now=NOW)


def test_role_in_another_process_finishes_nothing(planner, stage):
    elsewhere = factories.user(Role.MODERATOR, scope=(ScopeKind.PROCESS, factories.process().slug))
    task = before_stage(planner, stage, role=Role.MODERATOR)

    with pytest.raises(NotAllowed):
        actions.finish_task(actor=elsewhere, task=task, now=NOW)


def test_task_of_a_person_is_not_everybodys_with_the_role(planner, moderator, stage):
    task = before_stage(planner, stage, role=Role.MODERATOR, assignee=planner)

    with pytest.raises(NotAllowed):
        actions.finish_task(actor=moderator, task=task, now=NOW)


def test_dropped_task_is_no_longer_open(planner, stage):
    actions.drop_task(actor=planner, task=before_stage(planner, stage), now=NOW)

    assert not ProcessTask.objects.open().exists()


# --- moving ---------------------------------------------------------------------------------------------------------
def reschedule(planner, stage, weeks, **values):
    return actions.reschedule_stage(
        actor=planner, stage=stage, title=stage.title, description=stage.description, gate=stage.gate,
        starts_on=stage.starts_on + timedelta(weeks=weeks), ends_on=stage.ends_on + timedelta(weeks=weeks), now=NOW,
        **values,
    )  # fmt: skip


def test_open_tasks_move_with_their_stage(planner, stage):
    task, done = before_stage(planner, stage), before_stage(planner, stage, title="Räume buchen")
    fixed = add(planner, stage.process, due_on=TODAY)
    actions.finish_task(actor=planner, task=done, now=NOW)
    days = {each.pk: each.due_on for each in (task, done, fixed)}
    preview = queries.tasks_that_move(
        stage, starts_on=stage.starts_on + timedelta(weeks=2), ends_on=stage.ends_on + timedelta(weeks=2)
    )
    assert [(row.task.pk, row.day) for row in preview] == [(task.pk, task.due_on + timedelta(weeks=2))]

    reschedule(planner, stage, 2)

    now = dict(ProcessTask.objects.values_list("pk", "due_on"))
    assert {pk: (now[pk] - day).days for pk, day in days.items()} == {task.pk: 14, done.pk: 0, fixed.pk: 0}
    assert AuditEvent.objects.filter(verb="task.moved").count() == 1


def test_tasks_may_keep_their_days(planner, stage):
    task = before_stage(planner, stage)

    reschedule(planner, stage, 2, tasks_follow=False)

    before, task = task, ProcessTask.objects.get()
    assert (task.due_on, task.days) == (before.due_on, -56)


def test_tasks_move_with_their_event(planner, stage):
    event = factories.event(stage)
    task = add(planner, stage.process, event=event, anchor=TaskAnchor.START, days=-7)

    actions.replan_event(
        actor=planner, event=event, stage=stage, kind=event.kind, title=event.title, description="", questions=[],
        starts_at=event.starts_at + timedelta(days=3), ends_at=event.ends_at + timedelta(days=3), place="", area=None,
        capacity=None, tables=6, actor_groups=[], now=NOW,
    )  # fmt: skip

    task.refresh_from_db()
    assert task.due_on == TODAY - timedelta(days=4)


# --- reading --------------------------------------------------------------------------------------------------------
def test_page_sorts_by_urgency(planner, stage):
    for days, title in ((-1, "spät"), (0, "heute"), (28, "bald"), (29, "später")):
        add(planner, stage.process, title=title, due_on=TODAY + timedelta(days=days))

    page = queries.task_page(all_processes(), on=TODAY)

    titles = [[row.task.title for row in rows] for rows in (page.late, page.soon, page.later)]
    assert titles == [["spät"], ["heute", "bald"], ["später"]]


def test_closed_process_has_no_open_tasks(planner, stage):
    add(planner, stage.process, due_on=TODAY)
    Process.objects.update(closed_on=TODAY)

    assert queries.task_page(all_processes(), on=TODAY).open == 0


@pytest.mark.parametrize("tasks", [1, 3])
def test_page_costs_the_same(planner, stage, query_count, tasks):
    for _number in range(tasks):
        before_stage(planner, stage, assignee=planner)

    assert query_count(lambda: queries.task_page(all_processes(), on=TODAY)) == 2


# --- the mail of the week -------------------------------------------------------------------------------------------
def test_everybody_gets_one_mail_a_week(planner, moderator, outsider, stage):
    add(planner, stage.process, title="Räume buchen", due_on=TODAY - timedelta(days=2))
    add(planner, stage.process, title="Karten drucken", due_on=TODAY + timedelta(days=5), role=Role.MODERATOR)
    add(planner, stage.process, title="Später", due_on=TODAY + timedelta(days=60), role=Role.MODERATOR)

    send_task_digests(now=NOW)
    send_task_digests(now=NOW + timedelta(days=1))

    mails = {message.to: message.text for message in Message.objects.all()}
    assert set(mails) == {planner.email, moderator.email}
    assert "Räume buchen" in mails[planner.email]
    assert "Karten drucken" in mails[moderator.email]
    assert "Später" not in mails[moderator.email]
    send_task_digests(now=NOW + timedelta(days=7))
    assert Message.objects.count() == 4
