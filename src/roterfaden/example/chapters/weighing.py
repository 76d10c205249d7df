"""The weighing desk today: who has what on the desk, two text modules, a common answer, something half written."""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.concept.models import Consideration
from roterfaden.example.read import toml
from roterfaden.example.story import Story
from roterfaden.kernel.time import local_day
from roterfaden.weighing import actions as weighing
from roterfaden.weighing.models import ModuleRevision, Unit


def tell(story: Story) -> None:
    """Three days ago the planning answered some voices anew; yesterday it shared out the rest."""
    data, planner = toml("weighing.toml"), story.person("strategy_officer")
    then = story.loaded_at - timedelta(days=3)
    words = ("title", "outcome", "plain_reason", "file_reason")
    modules = {
        row["key"]: weighing.add_module(actor=planner, now=then, **{name: row[name] for name in words})
        .revisions.select_related("module")
        .get()
        for row in data["module"]
    }
    _together(story, data["batch"], modules, now=then + timedelta(hours=1))
    _changed(story, data["use"], modules, now=then + timedelta(hours=2))
    for row in data["desk"]:
        _desk(story, row, now=story.loaded_at - timedelta(days=1))
    draft = data["draft"]
    weighing.keep_draft(
        actor=planner, contribution=story.contributions[draft["number"]], now=story.loaded_at - timedelta(hours=2),
        values={name: draft[name] for name in ("outcome", "plain_reason", "reason")},
    )  # fmt: skip


def _together(story: Story, row: dict[str, Any], modules: dict[str, ModuleRevision], *, now: datetime) -> None:
    """One answer for three voices in the words of a module, in place of those they had."""
    planner, module = story.person("strategy_officer"), modules[row["module"]]
    batch = weighing.open_batch(
        actor=planner, process=story.process, theme=story.themes[row["theme"]], module=module, now=now,
        chosen=[weighing.Chosen(story.contributions[number], replaces=True) for number in row["numbers"]],
        outcome=module.module.outcome, reason=module.file_reason, plain_reason=module.plain_reason,
    )  # fmt: skip
    weighing.continue_batch(actor=planner, batch=batch, now=now)


def _changed(story: Story, row: dict[str, Any], modules: dict[str, ModuleRevision], *, now: datetime) -> None:
    """A voice answered with a module whose words were changed for this person."""
    module, voice = modules[row["module"]], story.contributions[row["number"]]
    standing = Consideration.objects.in_force().select_related("element").get(contribution=voice)
    weighing.answer_voice(
        actor=story.person("strategy_officer"), contribution=voice, element=standing.element, supersedes=standing,
        outcome=module.module.outcome, reason=module.file_reason, referred_to=row["referred_to"], module=module,
        plain_reason=module.plain_reason.replace(row["instead_of"], row["says"]), now=now,
    )  # fmt: skip


def _desk(story: Story, row: dict[str, Any], *, now: datetime) -> None:
    weighing.put_on_desk(
        actor=story.person("strategy_officer"), note=row["note"], now=now,
        subject=story.themes[row["theme"]] if "theme" in row else story.contributions[row["number"]],
        desk=story.person(row["role"]) if "role" in row else Unit.objects.get(name=row["unit"]),
        due_on=local_day(story.loaded_at) + timedelta(days=row["due_in_days"]),
    )  # fmt: skip
