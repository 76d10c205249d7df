"""Tasks of processes: what has to be done by when; done, and open again."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from roterfaden.api.asking import PLAIN, Key, a_page, only
from roterfaden.api.office.shared import ERRORS, MISSING, OfProcess, one, own_processes, owner
from roterfaden.api.office.signing_in import needs
from roterfaden.api.opendata.records import Page
from roterfaden.machines.enums import Permit
from roterfaden.participation.actions import finish_task, reopen_task
from roterfaden.participation.models import ProcessTask

router = Router()
OPENS = "participation.view_process"
State = Literal["open", "done", "dropped"]


class TaskRecord(Schema):
    """Something to be done for a process. Whom of the office it was given to is not told, only for which role."""

    id: int
    process: str
    stage: str | None
    event: str | None
    title: str
    note: str
    due_on: date
    role: str
    state: State
    done_at: datetime | None
    done_note: str

    @classmethod
    def of(cls, row: ProcessTask) -> "TaskRecord":
        state: State = "open" if row.is_open else "dropped" if row.dropped_at else "done"
        return cls(
            id=row.pk, process=row.process.slug, stage=row.stage.slug if row.stage else None,
            event=row.event.slug if row.event else None, title=row.title, note=row.note, due_on=row.due_on,
            role=row.role, state=state, done_at=row.done_at, done_note=row.done_note,
        )  # fmt: skip


class TasksAsked(OfProcess):
    """Tasks of one process, in one state."""

    state: State | None = None


class TaskDone(Schema):
    """That a task is done, and what came of it."""

    note: Annotated[str, Field(pattern=PLAIN, max_length=300)] = ""


@router.get("/tasks", response={200: Page[TaskRecord], **ERRORS}, url_name="tasks")
@needs(Permit.READ_TASKS, OPENS)
def tasks(request: HttpRequest, asked: Query[TasksAsked]) -> Any:
    """Tasks of the processes the owner may open, in the order they were written down."""
    only(request, asked)
    rows = _tasks(request).filter(pk__gt=asked.after)
    if asked.process is not None:
        rows = rows.filter(process__slug=asked.process)
    if asked.state is not None:
        rows = rows.filter(
            done_at__isnull=asked.state != "done", dropped_at__isnull=asked.state != "dropped"
        )  # fmt: skip
    found = [TaskRecord.of(row) for row in rows.order_by("pk")[: asked.limit + 1]]
    return a_page(request, found, asked, lambda each: each.id)


@router.post("/tasks/{pk}/done", response={200: TaskRecord, **MISSING}, url_name="task_done")
@needs(Permit.WRITE_TASKS, OPENS)
def task_done(request: HttpRequest, pk: Path[Key], said: TaskDone) -> Any:
    """Say that a task is done; one that is done already is answered as it is."""
    only(request, Schema())
    task = one(_tasks(request), pk=pk)
    if task.done_at is None:
        finish_task(actor=owner(request), task=task, note=said.note, now=timezone.now())
    return TaskRecord.of(one(_tasks(request), pk=pk))


@router.post("/tasks/{pk}/open", response={200: TaskRecord, **MISSING}, url_name="task_open")
@needs(Permit.WRITE_TASKS, OPENS)
def task_open(request: HttpRequest, pk: Path[Key]) -> Any:
    """Say that a task is not done after all; one that is open is answered as it is."""
    only(request, Schema())
    task = one(_tasks(request), pk=pk)
    if not task.is_open:
        reopen_task(actor=owner(request), task=task, now=timezone.now())
    return TaskRecord.of(one(_tasks(request), pk=pk))


def _tasks(request: HttpRequest) -> QuerySet[ProcessTask]:
    rows = ProcessTask.objects.filter(process__in=own_processes(request).order_by())
    return rows.select_related("process", "stage", "event")
