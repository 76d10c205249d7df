"""Setting up a process: opening it, its stages with gates, its actor groups, its events."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model
from django.utils import translation

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.actions.hosting import tell_guests_of_change
from roterfaden.participation.actions.process_tasks import move_tasks
from roterfaden.participation.actions.registrations import move_up_waiting
from roterfaden.participation.enums import Verb
from roterfaden.participation.methods import Question
from roterfaden.participation.models import ActorGroup, Event, Opening, Process, Stage
from roterfaden.participation.queries import stage_openings
from roterfaden.places.models import Area

Openings = Sequence[tuple[str, ActorGroup | None]]
IN_CALENDARS = frozenset({"starts_at", "ends_at", "title", "place"})
"""What people have in their calendars; a change of it is told to them."""


def open_process(
    *, actor: Actor, slug: str, title: str, summary: str, mandate: str, area: Area, opened_on: date, now: datetime
) -> Process:
    """Open a participation process on the council's mandate. Audited as process.opened."""
    require(actor, "participation.open_process", area)
    with transaction.atomic():
        process = Process(slug=slug, title=title, summary=summary, mandate=mandate, area=area, opened_on=opened_on)
        process.full_clean()
        process.save()
        record(actor=actor, verb=Verb.PROCESS_OPENED, subject=process, now=now)
    return process


def plan_stage(
    *,
    actor: Actor,
    process: Process,
    slug: str,
    position: int | None = None,
    kind: str,
    title: str,
    description: str = "",
    starts_on: date,
    ends_on: date | None = None,
    gate: str = "",
    role: str = "",
    responsible: User | None = None,
    openings: Openings = (),
    now: datetime,
) -> Stage:
    """Add a step to the process with what it opens: (kind of contribution, actor group or None for everybody).

    Without `position` it comes last; at a position that is taken, it and those after it move back by one.
    Refuses actor groups of another process. Audited as stage.planned.
    """
    require(actor, "participation.plan_stage", process)
    _check_groups(process, [group for _kind, group in openings if group is not None])
    with transaction.atomic():
        position = _free_position(process, position)
        stage = Stage(
            process=process, slug=slug, position=position, kind=kind, title=title, description=description,
            starts_on=starts_on, ends_on=ends_on, gate=gate, role=role, responsible=responsible,
        )  # fmt: skip
        stage.full_clean()
        stage.save()
        _open(stage, openings)
        record(actor=actor, verb=Verb.STAGE_PLANNED, subject=stage, now=now)
    return stage


def reschedule_stage(
    *,
    actor: Actor,
    stage: Stage,
    title: str,
    description: str,
    starts_on: date,
    ends_on: date | None,
    gate: str,
    role: str | None = None,
    responsible: User | None = None,
    openings: Openings | None = None,
    tasks_follow: bool = True,
    now: datetime,
) -> Stage:
    """Change when a step takes place, what it is about, what has to be true before the next one, and what it opens.

    `openings=None` keeps what it opens, `role=None` who is responsible. Another gate has not been passed yet. Open
    tasks counted from the stage move with it, unless `tasks_follow` is off: then they keep their days. Refuses days on
    which an event of this step would lie outside it, actor groups of another process, and a change that changes
    nothing. Audited as stage.rescheduled with what was and what is, and task.moved.
    """
    require(actor, "participation.reschedule_stage", stage)
    _check_groups(stage.process, [group for _kind, group in openings or () if group is not None])
    with transaction.atomic():
        stage = Stage.objects.select_for_update().get(pk=stage.pk)
        values: dict[str, Any] = {
            "title": title.strip(), "description": description.strip(), "starts_on": starts_on, "ends_on": ends_on,
            "gate": gate.strip(),
        }  # fmt: skip
        if role is not None:
            values |= {"role": role, "responsible": responsible}
        if values["gate"] != stage.gate:
            values["gate_passed_on"] = None
        changes = _changed(stage, values)
        before = set(stage.openings.values_list("kind", "actor_group"))
        after = {(kind, group.pk if group else None) for kind, group in openings or ()}
        is_reopened = openings is not None and before != after
        if not changes and not is_reopened:
            raise errors.NothingChanged()
        for name, value in values.items():
            setattr(stage, name, value)
        stage.full_clean()
        _check_events_inside(stage)
        stage.save(update_fields=list(values))
        reason = ""
        if is_reopened:
            closed = _in_words(stage)
            stage.openings.all().delete()
            _open(stage, openings or ())
            reason = f"Öffnung vorher: {closed}; jetzt: {_in_words(stage)}"
        record(actor=actor, verb=Verb.STAGE_RESCHEDULED, subject=stage, now=now, changes=changes, reason=reason)
        move_tasks(actor=actor, moved=stage, keep_days=not tasks_follow, now=now)
    return stage


def pass_gate(*, actor: Actor, stage: Stage, passed_on: date, reason: str, now: datetime) -> Stage:
    """Say that what had to be true before the next step is true, and how one can see it.

    Refuses a step without gate, a gate that is passed already, a day in the future and an empty reason.
    Audited as stage.gate_passed.
    """
    require(actor, "participation.pass_gate", stage)
    if not reason.strip():
        raise errors.GateReasonMissing()
    if passed_on > local_day(now):
        raise errors.PassedInFuture()
    with transaction.atomic():
        stage = Stage.objects.select_for_update().get(pk=stage.pk)
        if not stage.gate:
            raise errors.NoGate()
        if stage.gate_passed_on is not None:
            raise errors.GatePassedAlready()
        stage.gate_passed_on = passed_on
        stage.full_clean()
        stage.save(update_fields=["gate_passed_on"])
        changes = {"gate_passed_on": (None, passed_on)}
        record(actor=actor, verb=Verb.STAGE_GATE_PASSED, subject=stage, now=now, changes=changes, reason=reason.strip())
    return stage


def _free_position(process: Process, position: int | None) -> int:
    """The position asked for, with whatever stands there and after it moved back by one; without one, the last."""
    Process.objects.select_for_update().get(pk=process.pk)
    stages = list(process.stages.order_by("-position", "-pk"))
    if position is None:
        return stages[0].position + 1 if stages else 1
    if any(stage.position == position for stage in stages):
        for stage in stages:  # from the end, because no two may share a position at any moment
            if stage.position >= position:
                stage.position += 1
                stage.save(update_fields=["position"])
    return position


def _check_groups(process: Process, groups: Iterable[ActorGroup]) -> None:
    if any(group.process_id != process.pk for group in groups):
        raise errors.OtherProcess()


def _open(stage: Stage, openings: Openings) -> None:
    for kind, group in openings:
        opening = Opening(stage=stage, kind=kind, actor_group=group)
        opening.full_clean()
        opening.save()


def _in_words(stage: Stage) -> str:
    """What a stage opens, for the log, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [f"{', '.join(kinds)} ({', '.join(groups) or 'alle'})" for kinds, groups in stage_openings(stage)]
    return "; ".join(lines) or "nichts"


def _check_events_inside(stage: Stage) -> None:
    for event in stage.events.order_by("starts_at", "pk"):
        if not (stage.is_open_on(local_day(event.starts_at)) and stage.is_open_on(local_day(event.ends_at))):
            raise errors.EventWouldLieOutside(event=event.title)


def _changed(row: Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Old and new value of what differs."""
    return {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}


def add_actor_group(
    *, actor: Actor, process: Process, slug: str, name: str, position: int | None = None, now: datetime
) -> ActorGroup:
    """Add a group that voices can speak for; without `position` it comes last. Audited as actor_group.added."""
    require(actor, "participation.add_actor_group", process)
    with transaction.atomic():
        if position is None:
            position = (process.actor_groups.aggregate(Max("position"))["position__max"] or 0) + 1
        group = ActorGroup(process=process, slug=slug, name=name, position=position)
        group.full_clean()
        group.save()
        record(actor=actor, verb=Verb.ACTOR_GROUP_ADDED, subject=group, now=now)
    return group


def plan_event(
    *,
    actor: Actor,
    process: Process,
    stage: Stage,
    slug: str,
    kind: str,
    title: str,
    description: str = "",
    questions: Sequence[Question] = (),
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    area: Area | None = None,
    capacity: int | None = None,
    tables: int = 0,
    actor_groups: Iterable[ActorGroup] = (),
    now: datetime,
) -> Event:
    """Plan a forum, conference, internal round or online event inside a stage.

    Refuses a stage or group of another process and days on which the stage is not open. Audited as event.planned.
    """
    require(actor, "participation.plan_event", process)
    groups = list(actor_groups)
    _check_event(process, stage, groups, starts_at=starts_at, ends_at=ends_at)
    with transaction.atomic():
        event = Event(
            process=process, stage=stage, slug=slug, kind=kind, title=title, description=description,
            questions=list(questions), starts_at=starts_at, ends_at=ends_at, place=place, area=area,
            capacity=capacity, tables=tables, changed_at=now,
        )  # fmt: skip
        event.full_clean()
        event.save()
        event.actor_groups.set(groups)
        record(actor=actor, verb=Verb.EVENT_PLANNED, subject=event, now=now)
    return event


def replan_event(
    *,
    actor: Actor,
    event: Event,
    stage: Stage,
    kind: str,
    title: str,
    description: str,
    questions: Sequence[Question],
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    area: Area | None,
    capacity: int | None,
    tables: int,
    actor_groups: Iterable[ActorGroup],
    now: datetime,
) -> Event:
    """Change an event that has been planned; its address and the codes of its cards stay.

    Another time, title or place grows its `sequence` in calendars and is told to everybody who has registered; more
    seats let the waiting list move up. Refuses what plan_event refuses, a called-off event, fewer tables than cards
    name already, and a change that changes nothing. Audited as event.replanned with what was and what is.
    """
    require(actor, "participation.replan_event", event)
    groups = sorted(actor_groups, key=lambda group: group.pk)
    _check_event(event.process, stage, groups, starts_at=starts_at, ends_at=ends_at)
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        if event.cancelled_at is not None:
            raise errors.EventIsCancelled()
        used = event.contributions.aggregate(Max("table"))["table__max"] or 0
        if used > tables > 0:
            raise errors.TableInUse(table=used)
        values: dict[str, Any] = {
            "stage": stage, "kind": kind, "title": title.strip(), "description": description.strip(),
            "questions": list(questions), "starts_at": starts_at, "ends_at": ends_at, "place": place.strip(),
            "area": area, "capacity": capacity, "tables": tables,
        }  # fmt: skip
        changes = _changed(event, values)
        before = list(event.actor_groups.order_by("pk"))
        if before != groups:
            changes["actor_groups"] = ([group.slug for group in before], [group.slug for group in groups])
        if not changes:
            raise errors.NothingChanged()
        has_moved = bool(IN_CALENDARS & changes.keys())
        values |= {"sequence": event.sequence + has_moved, "changed_at": now}
        for name, value in values.items():
            setattr(event, name, value)
        event.full_clean()
        event.save(update_fields=list(values))
        event.actor_groups.set(groups)
        record(actor=actor, verb=Verb.EVENT_REPLANNED, subject=event, now=now, changes=changes)
        move_tasks(actor=actor, moved=event, keep_days=False, now=now)
        if has_moved:
            tell_guests_of_change(actor=actor, event=event, now=now)
        move_up_waiting(actor=actor, event=event, now=now)
    return event


def _check_event(
    process: Process, stage: Stage, groups: Iterable[ActorGroup], *, starts_at: datetime, ends_at: datetime
) -> None:
    if stage.process_id != process.pk:
        raise errors.OtherProcess()
    _check_groups(process, groups)
    if not (stage.is_open_on(local_day(starts_at)) and stage.is_open_on(local_day(ends_at))):
        raise errors.EventOutsideStage(stage=stage.title)
