"""Around the events: agenda and access, who came (counted without names), one documentation, a date that is coming."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from roterfaden.example.chapters.dialogue import PLANNED
from roterfaden.example.read import at, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import HeadcountOf
from roterfaden.participation.methods import read_agenda
from roterfaden.participation.models import Event

SPACE = uuid.UUID("6b1c4a52-6d0f-4a1e-9d55-0d1f0c7e5a10")
"""Draws the same identifiers for the same guests every time."""
CONTACT = "Referat für Strategische Planung (Beispiel), strategie@example.org"


def tell(story: Story) -> None:
    """What was planned in spring 2017, what was counted, and what was written afterwards."""
    data, planner = toml("meetings.toml"), story.person("strategy_officer")
    for slug, text in data["agenda"].items():
        _set_agenda(story, story.events[slug], text, PLANNED)
    for row in data["access"]:
        _describe(story, story.events[row.pop("event")], row, PLANNED)
    for row in data["headcount"]:
        _count(story, row)
    words = data["documentation"]
    event = story.events[words.pop("event")]
    written = event.ends_at + timedelta(days=10)
    page = participation.write_documentation(
        actor=story.person("moderator"),
        event=event,
        now=written,
        **{name: text.strip() for name, text in words.items()},
    )
    participation.publish_documentation(actor=planner, documentation=page, now=written + timedelta(days=1))


def look_ahead(story: Story) -> None:
    """A workshop three weeks after the example was loaded, in the stage that runs then: invitations and guests."""
    data, planner = toml("meetings.toml")["upcoming"], story.person("strategy_officer")
    now = story.loaded_at - timedelta(days=2)
    starts_at = at(local_day(story.loaded_at) + timedelta(days=data["days_ahead"]), 17) + timedelta(minutes=30)
    event = participation.plan_event(
        actor=planner, now=now, process=story.process,
        stage=story.process.stages.get(slug="online-rueckblick"), area=story.process.area, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3), questions=data["question"],
        **{name: data[name] for name in ("slug", "kind", "title", "description", "place", "capacity", "tables")},
    )  # fmt: skip
    event = _set_agenda(story, event, data["agenda"], now)
    event = _describe(story, event, data["access"], now)
    event = participation.set_registration(
        actor=planner, event=event, registration_from=now, registration_until=starts_at - timedelta(days=1), now=now
    )
    for language, words in (("de", data["invitation"]), ("ar", data["invitation_ar"])):
        participation.write_invitation(
            actor=planner, event=event, language=language, subject=words["subject"], text=words["text"], now=now
        )
    for place, row in enumerate(data["invitee"]):
        participation.add_invitee(
            actor=planner, event=event, row=participation.InviteeRow(place, **_linked(story, row)), now=now
        )
    for place, row in enumerate(data["guest"]):
        participation.register(
            actor=Participant(), event=event, submission=uuid.uuid5(SPACE, str(place)), answers=_linked(story, row),
            now=now + timedelta(hours=place),
        )  # fmt: skip


def _set_agenda(story: Story, event: Event, text: str, now: datetime) -> Event:
    agenda, wrong = read_agenda(text)
    if wrong:
        raise ValueError(wrong)
    return participation.set_agenda(actor=story.person("strategy_officer"), event=event, agenda=agenda, now=now)


def _describe(story: Story, event: Event, row: dict[str, Any], now: datetime) -> Event:
    nothing: dict[str, Any] = {
        "address": "", "directions": "", "access_features": [], "access_note": "", "interpreters": [],
        "child_care": False, "child_care_note": "", "contact": CONTACT,
    }  # fmt: skip
    return participation.describe_access(
        actor=story.person("strategy_officer"), event=event, now=now, **(nothing | row)
    )


def _count(story: Story, row: dict[str, Any]) -> None:
    event = story.events[row["event"]]
    kinds = {HeadcountOf.GROUP: "groups", HeadcountOf.AREA: "areas", HeadcountOf.LANGUAGE: "languages"}
    participation.record_headcounts(
        actor=EXAMPLE, event=event, total=row["total"], now=event.ends_at + timedelta(days=1),
        attended={(of.value, key): count for of, name in kinds.items() for key, count in row[name].items()},
    )  # fmt: skip


def _linked(story: Story, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the group and municipality its keys stand for."""
    found = dict(row)
    if "actor_group" in found:
        found["actor_group"] = story.groups[found["actor_group"]]
    if "area" in found:
        found["area"] = story.areas[found["area"]]
    return found
