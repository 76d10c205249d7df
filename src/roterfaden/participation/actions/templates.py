"""Opening a process from a template or after another process, and keeping templates of one's own."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.planning import add_actor_group, open_process, plan_event, plan_stage
from roterfaden.participation.actions.process_tasks import add_task
from roterfaden.participation.enums import Verb
from roterfaden.participation.methods import EventTemplate, ProcessTemplate, process_templates, read_template
from roterfaden.participation.models import ActorGroup, Event, OwnTemplate, Process, Stage
from roterfaden.participation.queries import all_templates, template_of
from roterfaden.places.models import Area


def open_process_from_template(
    *,
    actor: Actor,
    template: str,
    slug: str,
    title: str,
    summary: str,
    mandate: str,
    area: Area,
    opened_on: date,
    now: datetime,
) -> Process:
    """Open a process with the groups, stages, events and tasks of a template, counted from the day it is opened: all or
    nothing.

    Everything can be changed afterwards. Refuses a template there is not. Audited as process.opened, and each group,
    stage, event and task as if it had been added by hand.
    """
    require(actor, "participation.open_process_from_template", area)
    pattern = all_templates().get(template)
    if pattern is None:
        raise errors.NoSuchTemplate()
    with transaction.atomic():
        process = open_process(
            actor=actor, slug=slug, title=title, summary=summary, mandate=mandate, area=area, opened_on=opened_on,
            now=now,
        )  # fmt: skip
        _lay_out(actor, process, pattern, now)
    return process


def copy_process(
    *,
    actor: Actor,
    source: Process,
    slug: str,
    title: str,
    summary: str,
    mandate: str,
    area: Area,
    opened_on: date,
    now: datetime,
) -> Process:
    """Open a process after another one: its groups, stages, openings, events, questions and tasks from a new first day.

    Nothing personal comes along: no voices, guests, invitations or names of staff. Audited like a process from a
    template.
    """
    require(actor, "participation.copy_process", area)
    require(actor, "participation.plan_stage", source)
    with transaction.atomic():
        process = open_process(
            actor=actor, slug=slug, title=title, summary=summary, mandate=mandate, area=area, opened_on=opened_on,
            now=now,
        )  # fmt: skip
        _lay_out(actor, process, template_of(source), now)
    return process


def save_template(*, actor: Actor, slug: str, content: str, now: datetime) -> OwnTemplate:
    """Keep a template of one's own, as TOML; under a slug that is there already the new one takes its place.

    Refuses a file with faults, naming the lines, and the slug of a built-in template. Audited as template.saved.
    """
    require(actor, "participation.save_template")
    if slug in process_templates():
        raise errors.TemplateExists()
    read = read_template(content, slug)
    with transaction.atomic():
        template = OwnTemplate.objects.select_for_update().filter(slug=slug).first() or OwnTemplate(slug=slug)
        template.title, template.content, template.saved_at = read.title, content, now
        template.saved_by = actor if isinstance(actor, User) else None
        template.full_clean()
        template.save()
        record(actor=actor, verb=Verb.TEMPLATE_SAVED, subject=template, now=now)
    return template


def remove_template(*, actor: Actor, template: OwnTemplate, now: datetime) -> None:
    """Throw a template of one's own away; processes opened with it stay. Audited as template.removed."""
    require(actor, "participation.remove_template")
    with transaction.atomic():
        record(actor=actor, verb=Verb.TEMPLATE_REMOVED, subject=template, now=now)
        template.delete()


def _lay_out(actor: Actor, process: Process, pattern: ProcessTemplate, now: datetime) -> None:
    groups = {
        each.slug: add_actor_group(actor=actor, process=process, slug=each.slug, name=each.name, now=now)
        for each in pattern.groups
    }
    stages: dict[str, Stage] = {}
    for stage in pattern.stages:
        starts_on, ends_on = stage.window(process.opened_on)
        stages[stage.slug] = plan_stage(
            actor=actor, process=process, slug=stage.slug, kind=stage.kind, title=stage.title,
            description=stage.description, starts_on=starts_on, ends_on=ends_on, gate=stage.gate, role=stage.role,
            openings=[(kind, groups[group] if group else None) for kind, group in stage.openings], now=now,
        )  # fmt: skip
    events = {each.slug: _event(actor, process, each, stages[each.stage], groups, now) for each in pattern.events}
    for task in pattern.tasks:
        add_task(
            actor=actor, process=process, title=task.title, note=task.note, stage=stages.get(task.stage),
            event=events.get(task.event), anchor=task.anchor, days=task.days, role=task.role, now=now,
        )  # fmt: skip


def _event(
    actor: Actor, process: Process, each: EventTemplate, stage: Stage, groups: dict[str, ActorGroup], now: datetime
) -> Event:
    day = stage.starts_on + timedelta(days=each.after)
    wall = datetime.combine(day, each.at)
    starts_at, ends_at = timezone.make_aware(wall), timezone.make_aware(wall + timedelta(minutes=each.minutes))
    return plan_event(
        actor=actor, process=process, stage=stage, slug=_free_event_slug(process, each.slug), kind=each.kind,
        title=each.title, description=each.description, questions=each.questions, starts_at=starts_at,
        ends_at=ends_at, capacity=each.capacity, tables=each.tables,
        actor_groups=[groups[slug] for slug in each.groups], now=now,
    )  # fmt: skip


def _free_event_slug(process: Process, slug: str) -> str:
    """Addresses of events are unique in the house: the slug of the process in front, and a number if need be."""
    wanted = f"{process.slug[:40]}-{slug}"[:75]
    taken = set(Event.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, 999))) if each not in taken)
