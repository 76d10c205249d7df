"""Reading what has to be done for a process, and a process as a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from roterfaden.accounts.enums import ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.kernel.workdays import closed_because
from roterfaden.participation.methods import (
    STAGE_ROLES,
    EventTemplate,
    GroupTemplate,
    ProcessTemplate,
    StageTemplate,
    TaskTemplate,
    process_templates,
    read_template,
)
from roterfaden.participation.models import (
    Event,
    Opening,
    OwnTemplate,
    Process,
    ProcessQuerySet,
    ProcessTask,
    ProcessTaskQuerySet,
    Stage,
)

SOON_DAYS = 28
DIGEST_DAYS = 7


# --- tasks --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TaskRow:
    """A task with why its day is no working day, if it is none."""

    task: ProcessTask
    closed: str


@dataclass(frozen=True)
class TaskPage:
    """Tasks by urgency: late, due within four weeks, later, and the last ones done."""

    late: tuple[TaskRow, ...]
    soon: tuple[TaskRow, ...]
    later: tuple[TaskRow, ...]
    done: tuple[TaskRow, ...]

    @property
    def open(self) -> int:
        """How many are not done."""
        return len(self.late) + len(self.soon) + len(self.later)


def task_page(processes: ProcessQuerySet, *, on: date) -> TaskPage:
    """Everything that has to be done for these processes. Two queries."""
    rows = [TaskRow(task, closed_because(task.due_on)) for task in open_tasks(processes)]
    limit = on + timedelta(days=SOON_DAYS)
    done = _tasks(processes).filter(done_at__isnull=False).select_related("done_by").order_by("-done_at", "-pk")[:20]
    return TaskPage(
        late=tuple(row for row in rows if row.task.due_on < on),
        soon=tuple(row for row in rows if on <= row.task.due_on <= limit),
        later=tuple(row for row in rows if row.task.due_on > limit),
        done=tuple(TaskRow(task, "") for task in done),
    )


def open_tasks(processes: ProcessQuerySet) -> ProcessTaskQuerySet:
    """Tasks neither done nor dropped, of processes that still run, the most urgent first."""
    running = processes.filter(closed_on=None).order_by()
    return _tasks(running).open().order_by("due_on", "pk")


def _tasks(processes: ProcessQuerySet) -> ProcessTaskQuerySet:
    rows = ProcessTask.objects.filter(process__in=processes.order_by())
    return rows.select_related("process", "stage", "event", "assignee")


def tasks_given_to(actor: Actor, *, until: date) -> QuerySet[ProcessTask]:
    """Open tasks due by `until` that were given to this person, or to a role they hold in the process. One query."""
    held = getattr(actor, "roles_held", ())
    mine = Q(assignee=actor.actor_id) if actor.actor_kind == "staff" else Q(pk=None)
    for role, scope in held:
        if scope.kind == ScopeKind.COUNTY:
            mine |= Q(assignee=None, role=role)
        elif scope.kind == ScopeKind.PROCESS:
            mine |= Q(assignee=None, role=role, process__slug=scope.key)
    running = ProcessTask.objects.open().filter(mine, due_on__lte=until, process__closed_on=None)
    return running.select_related("process", "stage", "event", "assignee").order_by("due_on", "pk")


@dataclass(frozen=True)
class Digest:
    """What one person should know this week."""

    person: User
    late: tuple[ProcessTask, ...]
    due: tuple[ProcessTask, ...]


def digests(*, now: datetime) -> list[Digest]:
    """Everybody with late tasks or tasks of the next seven days. Two queries and two for each person with a role."""
    today = local_day(now)
    until = today + timedelta(days=DIGEST_DAYS)
    due = ProcessTask.objects.open().filter(due_on__lte=until, process__closed_on=None)
    roles = set(due.filter(assignee=None).values_list("role", flat=True))
    named = due.filter(assignee__isnull=False).values("assignee")
    holding = Membership.objects.valid_at(now).filter(role__in=roles).values("user")
    people = User.objects.filter(Q(pk__in=named) | Q(pk__in=holding), is_active=True).order_by("pk")
    found = []
    for person in people:
        tasks = list(tasks_given_to(person, until=until))
        late = tuple(task for task in tasks if task.due_on < today)
        if tasks:
            found.append(Digest(person, late, tuple(task for task in tasks if task not in late)))
    return found


@dataclass(frozen=True)
class MovedTask:
    """What would become of a task if its stage moved."""

    task: ProcessTask
    day: date
    closed: str


def tasks_that_move(stage: Stage, *, starts_on: date, ends_on: date | None) -> tuple[MovedTask, ...]:
    """Open tasks that would get another day if the stage had these days. One query."""
    stage = Stage(pk=stage.pk, starts_on=starts_on, ends_on=ends_on)
    moved = []
    for task in ProcessTask.objects.open().filter(stage=stage.pk).order_by("due_on", "pk"):
        task.stage = stage
        day = task.day_by_plan()
        if day != task.due_on:
            moved.append(MovedTask(task, day, closed_because(day)))
    return tuple(moved)


def staff_for(process: Process, *, now: datetime) -> QuerySet[User]:
    """Who can be given a task: active people with a role for the county or for this process, by name."""
    held = Membership.objects.valid_at(now).filter(
        Q(scope_kind=ScopeKind.COUNTY) | Q(scope_kind=ScopeKind.PROCESS, scope_key=process.slug)
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


# --- templates ----------------------------------------------------------------------------------------------------
def all_templates() -> dict[str, ProcessTemplate]:
    """Built-in templates, then the house's own, by slug. One query."""
    own = OwnTemplate.objects.order_by("title", "pk")
    return process_templates() | {row.slug: read_template(row.content, row.slug) for row in own}


def template_of(process: Process) -> ProcessTemplate:
    """A process as a template: structure without anything personal. Six queries."""
    stages = process.stages.order_by("position", "pk").prefetch_related(
        Prefetch("openings", Opening.objects.select_related("actor_group").order_by("pk"))
    )
    events = list(
        process.events.filter(cancelled_at=None)
        .select_related("stage")
        .prefetch_related("actor_groups")
        .order_by("starts_at", "pk")
    )
    slugs = {event.pk: f"v{number}" for number, event in enumerate(events, start=1)}
    return ProcessTemplate(
        slug=process.slug,
        title=process.title,
        summary=process.summary,
        groups=tuple(GroupTemplate(row.slug, row.name) for row in process.actor_groups.order_by("position", "pk")),
        stages=tuple(_stage(stage, process.opened_on) for stage in stages),
        events=tuple(_event(event, slugs[event.pk]) for event in events),
        tasks=tuple(_tasks_of(process, slugs)),
    )


def _stage(stage: Stage, opened_on: date) -> StageTemplate:
    days = (stage.ends_on - stage.starts_on).days + 1 if stage.ends_on else None
    return StageTemplate(
        slug=stage.slug, kind=stage.kind, title=stage.title, description=stage.description, gate=stage.gate,
        after=max(0, (stage.starts_on - opened_on).days), days=days, role=stage.role,
        openings=tuple(
            (row.kind, row.actor_group.slug if row.actor_group else "") for row in stage.openings.all()
        ),
    )  # fmt: skip


def _event(event: Event, slug: str) -> EventTemplate:
    # By the clock on the wall, so that an hour of summer time makes an event neither longer nor shorter.
    starts_at, ends_at = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    lasts = ends_at.replace(tzinfo=None) - starts_at.replace(tzinfo=None)
    return EventTemplate(
        slug=slug, stage=event.stage.slug, kind=event.kind, title=event.title, description=event.description,
        after=(starts_at.date() - event.stage.starts_on).days, at=starts_at.time().replace(second=0, microsecond=0),
        minutes=int(lasts.total_seconds() // 60), tables=event.tables,
        capacity=event.capacity, groups=tuple(sorted(group.slug for group in event.actor_groups.all())),
        questions=tuple(event.questions),
    )  # fmt: skip


def _tasks_of(process: Process, slugs: dict[int, str]) -> Iterable[TaskTemplate]:
    """Tasks that were not dropped and count from a stage or an event; a fixed day belongs to one process only."""
    rows = process.tasks.filter(dropped_at=None, days__isnull=False).select_related("stage").order_by("due_on", "pk")
    for task in rows:
        if task.stage is None and task.event_id not in slugs:
            continue
        yield TaskTemplate(
            title=task.title, note=task.note, stage=task.stage.slug if task.stage else "",
            event=slugs.get(task.event_id or 0, ""), anchor=task.anchor, days=task.days or 0,
            role=task.role or STAGE_ROLES[0],
        )  # fmt: skip
