"""Taking part online: support, comments and reports in 2020, and an online event that runs while the example is new."""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.accounts.models import User
from roterfaden.example.read import at, toml
from roterfaden.example.story import Story
from roterfaden.kernel.actors import Actor, Participant, System
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import Channel, CommentRule, EventKind, StageKind
from roterfaden.participation.methods import signs_of_text
from roterfaden.participation.models import Comment, Event

SOME_DAY_IN_2020 = at("2020-06-14")
BEFORE, AFTER = timedelta(days=10), timedelta(days=32)


def tell(story: Story) -> None:
    """What happened in 2020, then what happens now."""
    data = toml("online.toml")
    participation.set_comment_rule(
        actor=story.person("strategy_officer"), process=story.process, rule=CommentRule.CHECKED_FIRST,
        now=SOME_DAY_IN_2020,
    )  # fmt: skip
    for number, codes in data["support"].items():
        for turn in range(codes):
            participation.support_contribution(
                actor=Participant(), contribution=story.contributions[int(number)],
                now=SOME_DAY_IN_2020 + timedelta(hours=turn),
            )  # fmt: skip
    written: dict[str, Comment] = {}
    for row in data["comment"]:
        written[row["key"]] = _comment(story, row, written)
    _now(story, data)


def _comment(story: Story, row: dict[str, str], written: dict[str, Comment]) -> Comment:
    """A comment, and what moderation did with it two hours later."""
    now, moderator = at(row["on"], 14), story.person("moderator")
    actor: Actor = story.person(row["role"]) if "role" in row else Participant()
    above = written[row["answers"]] if "answers" in row else None
    made = participation.add_comment(
        actor=actor, contribution=story.contributions[int(row["number"])], text=row["text"],
        language=row["language"], parent=above, now=now,
    )  # fmt: skip
    if isinstance(actor, User):  # moderation reads what others write, not itself
        return made
    later = now + timedelta(hours=2)
    if "withheld" in row:
        return participation.withhold_comment(actor=moderator, comment=made, reason=row["withheld"], now=later)
    return participation.publish_comment(actor=moderator, comment=made, now=later)


def _now(story: Story, data: dict[str, Any]) -> None:
    """The online event that runs, with answers, a comment and a report that wait for moderation."""
    planner, now = story.person("strategy_officer"), story.loaded_at
    begins = now - BEFORE
    stage = participation.plan_stage(
        actor=planner, now=begins, process=story.process, slug=data["stage"]["slug"],
        position=story.process.stages.count() + 1, kind=StageKind(data["stage"]["kind"]), title=data["stage"]["title"],
        description=data["stage"]["description"], gate=data["stage"]["gate"], starts_on=local_day(begins),
        ends_on=local_day(now + AFTER), openings=[(kind, None) for kind in data["stage"]["kinds"]],
    )  # fmt: skip
    event = participation.plan_event(
        actor=planner, now=begins, process=story.process, stage=stage, kind=EventKind.ONLINE, starts_at=begins,
        ends_at=now + AFTER, questions=[_wordings(row) for row in data["question"]], area=story.process.area,
        actor_groups=[], **data["event"],
    )  # fmt: skip
    fields = {number: story.fields.get(row["field"]) for number, row in enumerate(data["question"], start=1)}
    participation.set_question_fields(actor=planner, event=event, fields=fields, now=begins)
    for place, row in enumerate(data["answer"]):
        _answer(story, event, row, now - timedelta(hours=len(data["answer"]) - place))
    for row in data["live_comment"]:
        participation.add_comment(
            actor=Participant(), contribution=story.contributions[row["number"]], text=row["text"],
            language=row["language"], now=now,
        )  # fmt: skip
    for row in data["flag"]:
        participation.flag_contribution(
            actor=Participant(), contribution=story.contributions[row["number"]], reason=row["reason"],
            note=row["note"], now=now,
        )  # fmt: skip


def _wordings(row: dict[str, str]) -> dict[str, str]:
    return {language: text for language, text in row.items() if language != "field"}


def _answer(story: Story, event: Event, row: dict[str, Any], now: datetime) -> None:
    made = participation.capture_contribution(
        actor=Participant(), process=story.process, event=event, question=row["question"], kind=row["kind"],
        text=row["text"], language=row["language"], actor_group=story.groups[row["actor_group"]],
        channel=Channel.ONLINE, said_on=local_day(now), now=now,
    )  # fmt: skip
    if row.get("suspicious"):
        signs = signs_of_text(row["text"], row["language"], ())
        participation.suspect_contribution(actor=System("online"), contribution=made, signs=signs, now=now)
