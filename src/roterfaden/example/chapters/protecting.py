"""People are protected and work is planned: a passage left out, a request to look again, quotes, tasks."""

from datetime import timedelta

from roterfaden.accounts.enums import Role
from roterfaden.example.read import toml
from roterfaden.example.story import Story
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import ConsentPurpose, TaskAnchor


def tell(story: Story) -> None:
    """Everything of the last weeks before the example was loaded."""
    data = toml("protecting.toml")
    _leave_out(story, data["sealed"])
    _look_again(story, data["review"])
    for number in data["quotable"]:
        participation.give_consent(
            actor=Participant(), contribution=story.contributions[number], purposes=[ConsentPurpose.QUOTE],
            now=story.loaded_at - timedelta(days=40),
        )  # fmt: skip
    _plan(story, data["task"])


def _leave_out(story: Story, row: dict[str, object]) -> None:
    participation.seal_passages(
        actor=story.person("moderator"), contribution=story.contributions[int(str(row["card"]))],
        kind=str(row["kind"]), passages=[str(row["passage"])], reason=str(row["reason"]),
        now=story.loaded_at - timedelta(days=20),
    )  # fmt: skip


def _look_again(story: Story, row: dict[str, object]) -> None:
    participation.ask_review(
        actor=Participant(), contribution=story.contributions[int(str(row["card"]))], words=str(row["words"]),
        now=story.loaded_at - timedelta(days=2),
    )  # fmt: skip


def _plan(story: Story, rows: list[dict[str, object]]) -> None:
    """Tasks counted from the coming workshop; what lies well before today is done."""
    now = story.loaded_at - timedelta(days=30)
    planner = story.person("strategy_officer")
    event = story.process.events.order_by("-starts_at", "-pk").first()
    for row in rows:
        task = participation.add_task(
            actor=planner, process=story.process, title=str(row["title"]), note=str(row.get("note", "")), event=event,
            anchor=TaskAnchor.START, days=int(str(row["days"])), role=Role(str(row["role"])), now=now,
        )  # fmt: skip
        if row.get("done"):
            participation.finish_task(
                actor=story.person(task.role), task=task, note=str(row["done"]),
                now=min(story.loaded_at, now + timedelta(days=3)),
            )  # fmt: skip
    if event is not None:
        participation.add_task(
            actor=planner, process=story.process, title="Zwischenstand für den Ausschuss zusammenstellen",
            due_on=local_day(story.loaded_at) - timedelta(days=3), role=Role.STRATEGY_OFFICER, now=now,
        )  # fmt: skip
