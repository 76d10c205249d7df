"""Templates of processes, and their days on a calendar. No database.

Everything is counted in days from the opening of the process; the files may say weeks.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from roterfaden.accounts.enums import Role
from roterfaden.kernel.workdays import closed_because
from roterfaden.participation.enums import TaskAnchor
from roterfaden.participation.methods.planning import Question

WEEK = 7
STAGE_ROLES = (Role.STRATEGY_OFFICER, Role.MODERATOR, Role.COUNCIL_CLERK, Role.COORDINATION_GROUP, Role.GOAL_OWNER)
"""Who can be responsible for a stage or a task."""


# --- what a template holds ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class GroupTemplate:
    """An actor group."""

    slug: str
    name: str


@dataclass(frozen=True)
class StageTemplate:
    """A stage, in days from the day the process is opened; without `days` it has no end.

    `openings` are pairs of kind and slug of an actor group; an empty slug means everybody.
    """

    slug: str
    kind: str
    title: str
    description: str
    gate: str
    after: int
    days: int | None
    openings: tuple[tuple[str, str], ...] = ()
    role: str = ""

    @property
    def starts_after_weeks(self) -> int:
        """Whole weeks from the opening, for reading."""
        return round(self.after / WEEK)

    @property
    def weeks(self) -> int | None:
        """Whole weeks it lasts, for reading."""
        return max(1, round(self.days / WEEK)) if self.days else None

    def window(self, opened_on: date) -> tuple[date, date | None]:
        """First and last day in a process opened on `opened_on`."""
        starts_on = opened_on + timedelta(days=self.after)
        return starts_on, starts_on + timedelta(days=self.days - 1) if self.days else None


@dataclass(frozen=True)
class EventTemplate:
    """The skeleton of an event: days from the first day of its stage, an hour, questions, invited groups."""

    slug: str
    stage: str
    kind: str
    title: str
    description: str
    after: int
    at: time
    minutes: int
    tables: int = 0
    capacity: int | None = None
    groups: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class TaskTemplate:
    """Something to be done by a day: counted from the first or last day of a stage or event."""

    title: str
    note: str
    stage: str
    event: str
    anchor: str
    days: int
    role: str


@dataclass(frozen=True)
class ProcessTemplate:
    """A process to begin with: actor groups, stages in their order, events, tasks."""

    slug: str
    title: str
    summary: str
    groups: tuple[GroupTemplate, ...]
    stages: tuple[StageTemplate, ...]
    events: tuple[EventTemplate, ...] = ()
    tasks: tuple[TaskTemplate, ...] = ()
    position: int = 0


# --- on a calendar --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PlannedDay:
    """One thing with its days; `closed` says why its first day is no working day."""

    what: str
    title: str
    starts_on: date
    ends_on: date | None
    closed: str


def calendar_of(template: ProcessTemplate, opened_on: date) -> tuple[PlannedDay, ...]:
    """Every stage, event and task with its days, in order; weekends and public holidays of Lower Saxony named."""
    windows = {stage.slug: stage.window(opened_on) for stage in template.stages}
    days = {event.slug: windows[event.stage][0] + timedelta(days=event.after) for event in template.events}
    found = [PlannedDay("stage", stage.title, *windows[stage.slug], "") for stage in template.stages]
    found += [
        PlannedDay("event", event.title, days[event.slug], None, closed_because(days[event.slug]))
        for event in template.events
    ]
    for task in template.tasks:
        starts_on, ends_on = (days[task.event], days[task.event]) if task.event else windows[task.stage]
        due = due_day(task.anchor, task.days, starts_on=starts_on, ends_on=ends_on)
        found.append(PlannedDay("task", task.title, due, None, closed_because(due)))
    order = ["stage", "event", "task"]
    return tuple(sorted(found, key=lambda each: (each.starts_on, order.index(each.what), each.title)))


def due_day(anchor: str, days: int, *, starts_on: date, ends_on: date | None) -> date:
    """The day a task is due: so many days after (or, negative, before) the first or last day of what it belongs to.

    What has no last day is counted from the first.
    """
    base = ends_on if anchor == TaskAnchor.END and ends_on is not None else starts_on
    return base + timedelta(days=days)
