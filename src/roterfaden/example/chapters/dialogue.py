"""The Integrationsdialog: mandate, forums, conference, and every card."""

from datetime import datetime, timedelta

from roterfaden.example.read import at, day, day_or_none, moment, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import EventKind, TranslationStatus
from roterfaden.participation.models import Event

PLANNED = at("2017-02-01")


def tell(story: Story) -> None:
    """Open the process, invite, plan every event."""
    _plan(story)


def cards(story: Story, *, until: datetime) -> None:
    """Every card said before `until` and not captured yet, in the order of the numbers."""
    for row in table("contributions.csv"):
        said = _moment_of(story, story.events.get(row["event"]), int(row["nr"]))
        if int(row["nr"]) not in story.contributions and said < until:
            _card(story, row, said)


def gates(story: Story, *, until: datetime) -> None:
    """Every stage that was over before `until` has passed its gate on its last day."""
    waiting = story.process.stages.filter(gate_passed_on=None, ends_on__lt=local_day(until)).exclude(gate="")
    for stage in waiting.order_by("ends_on", "position"):
        if stage.ends_on is not None:
            participation.pass_gate(
                actor=story.person("strategy_officer"),
                now=at(stage.ends_on, hour=17),
                stage=stage,
                passed_on=stage.ends_on,
                reason="Für das Beispiel angenommen: am letzten Tag des Abschnitts erfüllt.",
            )


def _plan(story: Story) -> None:
    plan = toml("process.toml")
    head = plan["process"]
    story.process = participation.open_process(
        actor=EXAMPLE,
        now=at(head["opened_on"]),
        slug=head["slug"],
        title=head["title"],
        summary=head["summary"],
        mandate=head["mandate"],
        area=story.areas[head["area"]],
        opened_on=day(head["opened_on"]),
    )
    planner = story.person("strategy_officer")
    for position, row in enumerate(plan["actor_group"], start=1):
        story.groups[row["slug"]] = participation.add_actor_group(
            actor=planner, now=PLANNED, process=story.process, slug=row["slug"], name=row["name"], position=position
        )
    for position, row in enumerate(plan["stage"], start=1):
        story.stages[row["slug"]] = participation.plan_stage(
            actor=planner,
            now=PLANNED,
            process=story.process,
            slug=row["slug"],
            position=position,
            kind=row["kind"],
            title=row["title"],
            description=row["description"],
            starts_on=day(row["starts_on"]),
            ends_on=day_or_none(row["ends_on"]),
            gate=row["gate"],
            openings=[
                (kind, story.groups[group])
                for opening in plan["opening"]
                if opening["stage"] == row["slug"]
                for group in opening["actor_groups"]
                for kind in opening["kinds"]
            ],
        )
    for row in plan["event"]:
        story.events[row["slug"]] = participation.plan_event(
            actor=planner,
            now=PLANNED,
            process=story.process,
            stage=story.stages[row["stage"]],
            slug=row["slug"],
            kind=row["kind"],
            title=row["title"],
            description=row["description"],
            questions=row["questions"],
            starts_at=moment(row["starts_at"]),
            ends_at=moment(row["ends_at"]),
            place=row["place"],
            area=story.areas.get(row["area"]),
            capacity=row.get("capacity"),
            tables=row.get("tables", 0),
            actor_groups=[story.groups[slug] for slug in row["actor_groups"]],
        )


def _card(story: Story, row: dict[str, str], said: datetime) -> None:
    moderator = story.person("moderator")
    card = participation.capture_contribution(
        actor=moderator,
        now=said,
        process=story.process,
        kind=row["kind"],
        text=row["text"],
        language=row["language"],
        channel=row["channel"],
        event=story.events.get(row["event"]),
        table=int(row["table"]) if row["table"] else None,
        question=_question_of(story.events.get(row["event"]), row["kind"]),
        actor_group=story.groups[row["actor_group"]],
        area=story.areas.get(row["area"]),
        weight=int(row["weight"] or 0),
        said_on=said.date(),
    )
    story.contributions[int(row["nr"])] = card
    checked = said + timedelta(days=2)
    if row["moderation"] == "withheld":
        participation.withhold_contribution(
            actor=moderator, now=checked, contribution=card, reason=row["moderation_reason"]
        )
        return
    participation.publish_contribution(actor=moderator, now=checked, contribution=card)
    if row["translation_de"]:
        participation.translate_contribution(
            actor=moderator,
            now=checked,
            contribution=card,
            language="de",
            text=row["translation_de"],
            status=TranslationStatus.CHECKED,
        )


def _question_of(event: Event | None, kind: str) -> int | None:
    """The question of the online dialogue a voice of this kind answers; cards of other events answer none by number."""
    if event is None or event.kind != EventKind.ONLINE:
        return None
    return int(toml("online.toml")["question_of_kind"][kind])


def _moment_of(story: Story, event: Event | None, number: int) -> datetime:
    """Cards of an event arrive one by one while it lasts; letters arrive during the forums."""
    if event is None:
        return at(story.stages["dialogforen"].starts_on, 10) + timedelta(days=number % 40)
    minutes = (event.ends_at - event.starts_at).total_seconds() / 60
    return event.starts_at + timedelta(minutes=30 + number % max(int(minutes) - 30, 1))
