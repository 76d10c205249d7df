"""Bodies, meetings and papers; the bodies sit in between the versions, so this chapter is told in instalments."""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.concept.models import Element, ElementRevision, Version
from roterfaden.council import actions as council
from roterfaden.council.methods import GroupVotes
from roterfaden.council.models import Amendment, Resolution
from roterfaden.example.read import at, day, day_or_none, moment, toml
from roterfaden.example.story import Story


def tell(story: Story) -> None:
    """Set up the bodies and their calendar."""
    clerk = story.person("council_clerk")
    script = toml("council.toml")
    start = at("2016-12-01")
    for row in script["body"]:
        until = day_or_none(row["valid_until"])
        story.bodies[row["slug"]] = council.add_body(
            actor=clerk,
            now=start,
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            area=story.areas["03459"],
            is_public=row["public"],
            valid_from=day(row["valid_from"]),
            valid_until=until + timedelta(days=1) if until else None,
            predecessor=story.bodies.get(row.get("predecessor", "")),
            remit=row.get("remit", ""),
        )
    for row in script["meeting"]:
        starts_at = moment(row["starts_at"])
        story.meetings[row["slug"]] = council.plan_meeting(
            actor=clerk,
            now=starts_at - timedelta(days=60),
            body=story.bodies[row["body"]],
            starts_at=starts_at,
            place=row["place"],
            is_public=row["public"],
        )


def sit_until(story: Story, until: datetime) -> None:
    """Everything the bodies did before `until`: papers come in, are consulted and resolved."""
    script = toml("council.toml")
    for row in script["paper"]:
        if row["slug"] not in story.papers and at(row["submitted_on"]) < until and _version_exists(story, row):
            _submit(story, row, [found for found in script["consultation"] if found["paper"] == row["slug"]])
    for row in sorted(script["resolution"], key=lambda found: found["decided_on"]):
        key = (row["paper"], row["meeting"])
        if key in story.consultations and moment_of(story, row) < until and not _is_resolved(story, key):
            _resolve(story, row, [a for a in script["amendment"] if (a["paper"], a["meeting"]) == key])


def moment_of(story: Story, row: dict[str, Any]) -> datetime:
    """When a meeting took its resolution: two hours after it began."""
    return story.meetings[row["meeting"]].starts_at + timedelta(hours=2)


def _version_exists(story: Story, row: dict[str, Any]) -> bool:
    return not row["version"] or row["version"] in story.versions


def _is_resolved(story: Story, key: tuple[str, str]) -> bool:
    return Resolution.objects.filter(consultation=story.consultations[key]).exists()


def _submit(story: Story, row: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    clerk = story.person("council_clerk")
    now = at(row["submitted_on"])
    paper = council.submit_paper(
        actor=clerk,
        now=now,
        reference=row["reference"],
        kind=row["kind"],
        title=row["title"],
        version=story.versions.get(row["version"]),
        is_public=row["public"],
        submitted_on=day(row["submitted_on"]),
        proposal=row["proposal"],
        reasons=row["reasons"],
        financial_effects=row["financial_effects"],
    )
    story.papers[row["slug"]] = paper
    for step in sorted(steps, key=lambda found: found["position"]):
        story.consultations[row["slug"], step["meeting"]] = council.plan_consultation(
            actor=clerk,
            now=now,
            paper=paper,
            meeting=story.meetings[step["meeting"]],
            role=step["role"],
            agenda_number=step["agenda_number"],
        )


def _resolve(story: Story, row: dict[str, Any], amendments: list[dict[str, Any]]) -> None:
    clerk = story.person("council_clerk")
    resolution = council.record_resolution(
        actor=clerk,
        now=moment_of(story, row),
        consultation=story.consultations[row["paper"], row["meeting"]],
        result=row["result"],
        text=row["text"],
        yes=row.get("yes"),
        no=row.get("no"),
        abstentions=row.get("abstentions"),
        decided_on=day(row["decided_on"]),
        groups=[GroupVotes(**votes) for votes in row.get("groups", [])],
    )
    for change in amendments:
        council.record_amendment(
            actor=clerk,
            now=moment_of(story, row),
            resolution=resolution,
            element=story.elements[change["element"]],
            proposer=change["proposer"],
            text=change["text"],
        )


def work_in_amendments(story: Story, element: Element, revision: ElementRevision, now: datetime) -> None:
    """The new wording of an element works in what politics changed about it."""
    for amendment in Amendment.objects.filter(element=element, revision=None).order_by("pk"):
        council.incorporate_amendment(
            actor=story.person("strategy_officer"), now=now, amendment=amendment, revision=revision
        )


def adopt(story: Story, version: dict[str, Any], frozen_at: datetime) -> Version:
    """The deciding body has resolved: the version with its amendments becomes the adopted one."""
    decided = Resolution.objects.filter(
        consultation__role="deciding",
        consultation__paper__version__concept=story.concept,
        decided_on__lte=frozen_at.date(),
    )
    return council.adopt_version(
        actor=story.person("strategy_officer"),
        now=frozen_at,
        resolution=decided.order_by("-decided_on", "-pk")[0],
        concept=story.concept,
        slug=version["slug"],
        title=version["title"],
    )
