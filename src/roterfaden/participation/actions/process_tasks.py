"""What has to be done for a process by when: added, changed, moved with its stage or event, done."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.enums import TaskAnchor, Verb
from roterfaden.participation.models import Event, Process, ProcessTask, Stage


def add_task(
    *,
    actor: Actor,
    process: Process,
    title: str,
    note: str = "",
    stage: Stage | None = None,
    event: Event | None = None,
    anchor: str = TaskAnchor.FIXED,
    days: int | None = None,
    due_on: date | None = None,
    role: str = "",
    assignee: User | None = None,
    now: datetime,
) -> ProcessTask:
    """Write down what has to be done: by a fixed day, or so many days from the first or last day of a stage or event.

    Refuses a stage or event of another process, a task for nobody, and one without a day. Audited as task.added.
    """
    require(actor, "participation.add_task", process)
    values = _values(process, title, note, stage, event, anchor, days, due_on, role, assignee)
    with transaction.atomic():
        task = ProcessTask(process=process, **values)
        task.due_on = task.day_by_plan()
        task.full_clean()
        task.save()
        record(actor=actor, verb=Verb.TASK_ADDED, subject=task, now=now)
    return task


def change_task(
    *,
    actor: Actor,
    task: ProcessTask,
    title: str,
    note: str,
    stage: Stage | None,
    event: Event | None,
    anchor: str,
    days: int | None,
    due_on: date | None,
    role: str,
    assignee: User | None,
    now: datetime,
) -> ProcessTask:
    """Change what has to be done, by when and by whom.

    Refuses what add_task refuses, a task that is done or dropped, and a change that changes nothing. Audited as
    task.changed with what was and what is.
    """
    require(actor, "participation.change_task", task)
    values = _values(task.process, title, note, stage, event, anchor, days, due_on, role, assignee)
    with transaction.atomic():
        locked = _open(task)
        before = {name: getattr(locked, name) for name in values} | {"due_on": locked.due_on}
        for name, value in values.items():
            setattr(locked, name, value)
        locked.due_on = locked.day_by_plan()
        changes = {name: (old, getattr(locked, name)) for name, old in before.items() if getattr(locked, name) != old}
        if not changes:
            raise errors.NothingChanged()
        locked.full_clean()
        locked.save()
        record(actor=actor, verb=Verb.TASK_CHANGED, subject=locked, now=now, changes=changes)
    return locked


def finish_task(*, actor: Actor, task: ProcessTask, note: str = "", now: datetime) -> ProcessTask:
    """Say that it is done. Whoever it was given to may, and whoever plans the process.

    Refuses a task that is done or dropped. Audited as task.finished.
    """
    require(actor, "participation.finish_task", task)
    with transaction.atomic():
        locked = _open(task)
        locked.done_at, locked.done_note = now, note.strip()
        locked.done_by = actor if isinstance(actor, User) else None
        locked.full_clean()
        locked.save(update_fields=["done_at", "done_by", "done_note"])
        record(actor=actor, verb=Verb.TASK_FINISHED, subject=locked, now=now, reason=locked.done_note)
    return locked


def reopen_task(*, actor: Actor, task: ProcessTask, now: datetime) -> ProcessTask:
    """It was not done after all. Refuses a task that is open. Audited as task.reopened."""
    require(actor, "participation.reopen_task", task)
    with transaction.atomic():
        locked = _locked(task)
        if locked.done_at is None:
            raise errors.TaskIsOpen()
        locked.done_at, locked.done_by, locked.done_note = None, None, ""
        locked.save(update_fields=["done_at", "done_by", "done_note"])
        record(actor=actor, verb=Verb.TASK_REOPENED, subject=locked, now=now)
    return locked


def drop_task(*, actor: Actor, task: ProcessTask, now: datetime) -> ProcessTask:
    """It need not be done. The task stays in the log. Refuses one that is done or dropped. Audited as task.dropped."""
    require(actor, "participation.drop_task", task)
    with transaction.atomic():
        locked = _open(task)
        locked.dropped_at = now
        locked.save(update_fields=["dropped_at"])
        record(actor=actor, verb=Verb.TASK_DROPPED, subject=locked, now=now)
    return locked


def move_tasks(*, actor: Actor, moved: Stage | Event, keep_days: bool, now: datetime) -> list[ProcessTask]:
    """Open tasks counted from a stage or event get their new days – or, with `keep_days`, a new distance.

    Inside the transaction of the action that moved it. Audited as task.moved for each task that has another day.
    """
    require(actor, "participation.move_tasks", moved)
    tasks = []
    for task in moved.tasks.open().select_related("stage", "event").order_by("pk"):
        before, by_plan = task.due_on, task.day_by_plan()
        if before == by_plan or task.days is None:
            continue
        if keep_days:
            task.days -= (by_plan - before).days
            task.save(update_fields=["days"])
            continue
        task.due_on = by_plan
        task.save(update_fields=["due_on"])
        record(actor=actor, verb=Verb.TASK_MOVED, subject=task, now=now, changes={"due_on": (before, by_plan)})
        tasks.append(task)
    return tasks


def _values(
    process: Process,
    title: str,
    note: str,
    stage: Stage | None,
    event: Event | None,
    anchor: str,
    days: int | None,
    due_on: date | None,
    role: str,
    assignee: User | None,
) -> dict[str, Any]:
    if any(part is not None and part.process_id != process.pk for part in (stage, event)):
        raise errors.OtherProcess()
    if not role and assignee is None:
        raise errors.TaskWithoutPerson()
    is_fixed = anchor == TaskAnchor.FIXED
    if (due_on is None) if is_fixed else (days is None or (stage is None) == (event is None)):
        raise errors.TaskTimeMissing()
    start = stage.starts_on if stage else local_day(event.starts_at) if event else due_on
    return {
        "title": title.strip(), "note": note.strip(), "stage": stage, "event": event, "anchor": str(anchor),
        "days": None if is_fixed else days, "due_on": due_on if is_fixed else start, "role": role,
        "assignee": assignee,
    }  # fmt: skip


def _locked(task: ProcessTask) -> ProcessTask:
    rows = ProcessTask.objects.select_for_update(of=("self",)).select_related("process", "stage", "event")
    return rows.get(pk=task.pk)


def _open(task: ProcessTask) -> ProcessTask:
    locked = _locked(task)
    if not locked.is_open:
        raise errors.TaskIsClosed()
    return locked
