"""The plans of some initiatives: who leads, who pays until when, what waits for what, who cares for them today."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from roterfaden.accounts.models import User
from roterfaden.example.read import at, day, toml
from roterfaden.example.story import Story
from roterfaden.implementation import actions as implementation
from roterfaden.implementation.models import Milestone
from roterfaden.kernel.time import local_day

BEGUN = at("2018-05-14")


def tell(story: Story) -> None:
    """Plans, money, dependencies, milestones that were moved, and the care as it is now."""
    data = toml("initiatives.toml")
    owner, planner = story.person("goal_owner"), story.person("strategy_officer")
    for row in data["dependency"]:
        implementation.set_dependency(
            actor=planner, element=story.elements[row["key"]], needs=story.elements[row["needs"]],
            reason=row["reason"], now=BEGUN,
        )  # fmt: skip
    for row in data["plan"]:
        _plan(story, owner, row)
    for row in data["move"]:
        implementation.move_milestone(
            actor=owner, milestone=Milestone.objects.get(element=story.elements[row["key"]], title=row["title"]),
            to_on=day(row["to_on"]), reason=row["reason"], now=at(row["on"]),
        )  # fmt: skip
    for row in data["care"]:
        implementation.assign_caretaker(
            actor=planner, element=story.elements[row["key"]], address=row.get("address", ""),
            person=story.person(row["role"]) if "role" in row else None, now=story.loaded_at,
        )  # fmt: skip


def _plan(story: Story, owner: User, row: dict[str, Any]) -> None:
    element, now = story.elements[row["key"]], at(row["on"])
    implementation.set_plan(
        actor=owner, element=element, unit=row["unit"], partners="\n".join(row["partners"]), weight=row["weight"],
        now=now,
    )  # fmt: skip
    for year, amount in row.get("budgets", []):
        implementation.set_budget(actor=owner, element=element, year=year, amount=Decimal(amount), now=now)
    for line in row.get("funding", []):
        implementation.set_funding(
            actor=owner, element=element, funder=line["funder"], amount=Decimal(line["amount"]),
            starts_on=day(line["starts_on"]), ends_on=_end(story, line), afterwards=line["afterwards"], now=now,
        )  # fmt: skip


def _end(story: Story, line: dict[str, Any]) -> date:
    """The day in the file, or so many days after the example is loaded."""
    if "ends_in" in line:
        return local_day(story.loaded_at) + timedelta(days=line["ends_in"])
    return day(line["ends_on"])
