"""Consultations: the finished one on the conference draft, answered; and one that runs while the example is new."""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.concept import actions as concept
from roterfaden.concept.enums import Audience
from roterfaden.concept.methods.consulting import seen_text
from roterfaden.concept.models import Consultation, Node, Remark
from roterfaden.example.read import at, moment, toml
from roterfaden.example.story import Story
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.time import local_day

BEFORE, AFTER = timedelta(days=12), timedelta(days=30)


def tell(story: Story) -> None:
    """Open it the day after the draft was frozen; publish each remark the next day; answer before the next version."""
    data = toml("consulting.toml")
    script = data["consultation"]
    planner = story.person("strategy_officer")
    answered = story.versions[script["answered_in"]]
    consultation = _open(story, script, at(script["starts_on"]), at(script["ends_on"]))
    wordings = {node.element_id: node.revision for node in answered.nodes.select_related("revision")}
    for row in data["remark"]:
        remark = _published(story, consultation, row, at(row["on"], 18))
        is_worked_in = row["outcome"] in ("worked_in", "partly")
        concept.answer_remarks(
            actor=planner, remarks=[remark], outcome=row["outcome"], reason=row["answer"], version=answered,
            revision=wordings[remark.element_id] if is_worked_in else None, now=moment(script["answered_at"]),
        )  # fmt: skip


def tell_now(story: Story) -> None:
    """What the next concept should do better: open to everybody, nobody has said anything yet.

    An open remark would keep whoever tries the example from freezing a version for the bodies.
    """
    _open(story, toml("consulting.toml")["running"], story.loaded_at - BEFORE, story.loaded_at + AFTER)


def _open(story: Story, script: dict[str, Any], starts: datetime, ends: datetime) -> Consultation:
    return concept.open_consultation(
        actor=story.person("strategy_officer"), version=story.versions[script["version"]], slug=script["slug"],
        title=script["title"], introduction=script["introduction"], audience=Audience.EVERYBODY,
        starts_on=local_day(starts), ends_on=local_day(ends), now=starts,
    )  # fmt: skip


def _published(story: Story, consultation: Consultation, row: dict[str, Any], said: datetime) -> Remark:
    remark = _say(story, consultation, row, said)
    return concept.publish_remark(actor=story.person("moderator"), remark=remark, now=said + timedelta(days=1))


def _say(story: Story, consultation: Consultation, row: dict[str, Any], now: datetime) -> Remark:
    element = story.elements[row["element"]]
    node = Node.objects.select_related("revision").get(version=consultation.version, element=element)
    seen = seen_text(node.revision.title, node.revision.body)
    start = seen.index(row["quote"]) if row["quote"] else 0
    return concept.add_remark(
        actor=Participant(), consultation=consultation, element=element, kind=row["kind"], text=row["text"],
        proposed=row.get("proposed", ""), language=row["language"], code=new_code(), may_publish=True, now=now,
        passage=(start, start + len(row["quote"]), row["quote"]) if row["quote"] else None,
        actor_group=story.process.actor_groups.get(name=row["group"]), door=consultation.door(local_day(now)),
    )  # fmt: skip
