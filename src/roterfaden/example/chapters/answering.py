"""Before and after the answers: advice of units, one still awaited, and what people said to what they were answered."""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.example.read import at, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.time import local_day
from roterfaden.weighing import actions as weighing
from roterfaden.weighing.methods import AdvisingUnit
from roterfaden.weighing.models import AdviceRequest, Unit

REPLIED = at("2018-06-04", 18)
READ = timedelta(days=2)


def tell(story: Story) -> None:
    """A request that was answered, one that is open while the example is new, and a few replies."""
    data = toml("answering.toml")
    begin = _asked_at(story, data["answered"])
    units = {
        row["key"]: weighing.add_unit(actor=EXAMPLE, name=row["name"], email=row["email"], now=begin)
        for row in data["unit"]
    }
    _answered(story, data["answered"], units)
    _open(story, data["open"], units)
    for row in data["reply"]:
        _reply(story, row)


def _asked_at(story: Story, row: dict[str, Any]) -> datetime:
    return story.considerations[row["numbers"][0]].made_at - timedelta(days=row["days_before"])


def _answered(story: Story, row: dict[str, Any], units: dict[str, Unit]) -> None:
    asked_at = _asked_at(story, row)
    request = weighing.request_advice(
        actor=story.person("strategy_officer"), process=story.process, unit=units[row["unit"]],
        voices=[story.contributions[number] for number in row["numbers"]], question=row["question"],
        due_on=local_day(asked_at + timedelta(days=10)), now=asked_at,
    )  # fmt: skip
    said = {story.contributions[each["number"]].pk: (each["recommendation"], each["words"]) for each in row["said"]}
    released = {story.contributions[each["number"]].pk for each in row["said"] if each.get("released")}
    answered_at = asked_at + timedelta(days=6)
    for reply in weighing.give_advice(actor=_opened(request), request=request, said=said, now=answered_at):
        if reply.contribution_id in released:
            later = answered_at + timedelta(days=30)
            weighing.release_advice(actor=story.person("strategy_officer"), reply=reply, now=later)


def _open(story: Story, row: dict[str, Any], units: dict[str, Unit]) -> None:
    now = story.loaded_at
    asked_at = now - timedelta(days=row["asked_days_ago"])
    request = weighing.request_advice(
        actor=story.person("strategy_officer"), process=story.process, unit=units[row["unit"]],
        voices=[story.contributions[number] for number in row["numbers"]], question=row["question"],
        due_on=local_day(now + timedelta(days=row["due_in_days"])), now=asked_at,
    )  # fmt: skip
    begun = row["begun"]
    said = {story.contributions[begun["number"]].pk: ("", begun["words"])}
    weighing.save_advice(actor=_opened(request), request=request, said=said, now=now - timedelta(days=1))


def _opened(request: AdviceRequest) -> AdvisingUnit:
    return AdvisingUnit(opens=request.pk, actor_id=str(request.unit_id))


def _reply(story: Story, row: dict[str, Any]) -> None:
    when = story.loaded_at - timedelta(days=1) if row.get("unread") else REPLIED
    reply = weighing.reply_to_answer(
        actor=Participant(), consideration=story.considerations[row["number"]], verdict=row["verdict"],
        words=row["words"], now=when,
    )  # fmt: skip
    if row["words"] and not row.get("unread"):
        weighing.handle_reply(
            actor=story.person("strategy_officer"), reply=reply, release=row.get("released", False), now=when + READ
        )
