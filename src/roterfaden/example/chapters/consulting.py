"""The consultation on the conference draft: what people said to its text, and what the next version made of it."""

from datetime import timedelta
from typing import Any

from roterfaden.concept import actions as concept
from roterfaden.concept.enums import Audience
from roterfaden.concept.methods.consulting import seen_text
from roterfaden.concept.models import Consultation, Node, Remark
from roterfaden.example.read import at, day, moment, toml
from roterfaden.example.story import Story
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.codes import new_code


def tell(story: Story) -> None:
    """Open it the day after the draft was frozen; publish each remark the next day; answer before the next version."""
    data = toml("consulting.toml")
    script = data["consultation"]
    planner, moderator = story.person("strategy_officer"), story.person("moderator")
    consulted, answered = story.versions[script["version"]], story.versions[script["answered_in"]]
    consultation = concept.open_consultation(
        actor=planner, version=consulted, slug=script["slug"], title=script["title"],
        introduction=script["introduction"], audience=Audience.EVERYBODY, starts_on=day(script["starts_on"]),
        ends_on=day(script["ends_on"]), now=at(script["starts_on"]),
    )  # fmt: skip
    wordings = {node.element_id: node.revision for node in answered.nodes.select_related("revision")}
    for row in data["remark"]:
        remark = _say(story, consultation, row)
        concept.publish_remark(actor=moderator, remark=remark, now=at(row["on"]) + timedelta(days=1))
        is_worked_in = row["outcome"] in ("worked_in", "partly")
        concept.answer_remarks(
            actor=planner, remarks=[remark], outcome=row["outcome"], reason=row["answer"], version=answered,
            revision=wordings[remark.element_id] if is_worked_in else None, now=moment(script["answered_at"]),
        )  # fmt: skip


def _say(story: Story, consultation: Consultation, row: dict[str, Any]) -> Remark:
    element, now = story.elements[row["element"]], at(row["on"], 18)
    node = Node.objects.select_related("revision").get(version=consultation.version, element=element)
    seen = seen_text(node.revision.title, node.revision.body)
    start = seen.index(row["quote"]) if row["quote"] else 0
    return concept.add_remark(
        actor=Participant(), consultation=consultation, element=element, kind=row["kind"], text=row["text"],
        proposed=row.get("proposed", ""), language=row["language"], code=new_code(), may_publish=True, now=now,
        passage=(start, start + len(row["quote"]), row["quote"]) if row["quote"] else None,
        actor_group=story.process.actor_groups.get(name=row["group"]), door=consultation.door(now.date()),
    )  # fmt: skip
