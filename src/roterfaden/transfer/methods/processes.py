"""A process as an object of a bundle, and back as a template of this house. No database."""

from dataclasses import replace
from datetime import time

from roterfaden.participation.methods.templates import EventTemplate, GroupTemplate, ProcessTemplate, StageTemplate
from roterfaden.transfer.methods.bundle import Object


def object_of(template: ProcessTemplate) -> Object:
    """What of a template travels: its structure and words. Tasks and who is responsible are matters of each office."""
    return {
        "key": template.slug,
        "title": template.title,
        "summary": template.summary,
        "groups": [{"slug": group.slug, "name": group.name} for group in template.groups],
        "stages": [
            {
                "slug": stage.slug, "kind": stage.kind, "title": stage.title, "description": stage.description,
                "gate": stage.gate, "after": stage.after, "days": stage.days,
                "openings": [list(pair) for pair in stage.openings],
            }
            for stage in template.stages
        ],
        "events": [
            {
                "slug": event.slug, "stage": event.stage, "kind": event.kind, "title": event.title,
                "description": event.description, "after": event.after, "at": f"{event.at:%H:%M}",
                "minutes": event.minutes, "tables": event.tables, "capacity": event.capacity,
                "groups": list(event.groups), "questions": list(event.questions),
            }
            for event in template.events
        ],
    }  # fmt: skip


def template_from(given: Object, *, keep: ProcessTemplate | None = None) -> ProcessTemplate:
    """The template an object of a bundle describes.

    `keep` is the template it takes the place of: its tasks and roles belong to this house and stay, as far as their
    stages and events are still there.
    """
    groups = tuple(GroupTemplate(each["slug"], each["name"]) for each in given["groups"])
    stages = tuple(
        StageTemplate(**{**each, "openings": tuple((kind, group) for kind, group in each["openings"])})
        for each in given["stages"]
    )
    events = tuple(
        EventTemplate(**{
            **each, "at": time.fromisoformat(each["at"]), "groups": tuple(each["groups"]),
            "questions": tuple(each["questions"]),
        })
        for each in given["events"]
    )  # fmt: skip
    made = ProcessTemplate(given["key"], given["title"], given["summary"], groups, stages, events)
    return _with_ours(made, keep) if keep else made


def _with_ours(made: ProcessTemplate, ours: ProcessTemplate) -> ProcessTemplate:
    roles = {stage.slug: stage.role for stage in ours.stages}
    places = {stage.slug for stage in made.stages} | {event.slug for event in made.events}
    return replace(
        made,
        slug=ours.slug,
        stages=tuple(replace(stage, role=roles.get(stage.slug, "")) for stage in made.stages),
        tasks=tuple(task for task in ours.tasks if (task.event or task.stage) in places),
    )
