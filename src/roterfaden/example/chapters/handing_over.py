"""Initiatives offered to the municipalities, joint units, and what still lies on their desks."""

from datetime import datetime
from typing import Any

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.example.read import at, day, day_or_none, toml
from roterfaden.example.story import Story
from roterfaden.implementation import actions
from roterfaden.implementation.methods import AnswerValues
from roterfaden.implementation.models import JointUnit


def tell(story: Story) -> None:
    """Joint units, the second offer, and the answers to it: from coordinators where there are any."""
    script, planner = toml("handover.toml"), story.person("strategy_officer")
    units = {
        row["slug"]: actions.set_joint_unit(
            actor=planner, slug=row["slug"], name=row["name"], since=day(row["since"]),
            municipalities=[story.areas[key] for key in row["members"]], now=at(row["since"]),
        )
        for row in script["unit"]
    }  # fmt: skip
    offer = script["offer"]
    actions.make_offer(
        actor=planner,
        version=next(version for version in story.versions.values() if version.kind == "adopted"),
        municipalities=[area for area in story.areas.values() if area.kind in {"unitary", "joint"}],
        elements=[story.elements[key] for key in offer["initiatives"]],
        offered_on=day(offer["offered_on"]),
        answer_by=day(offer["answer_by"]),
        reminder_days=offer["reminder_days"],
        now=at(offer["offered_on"]),
    )
    coordinators = _coordinators()
    for row in script["answer"]:
        # For all members of a unit at once only the county may answer; each role shows beside the answer.
        unit = units.get(row.get("unit", ""))
        actor = planner if unit else coordinators.get(row["municipality"], planner)
        _draft(story, actor, row, row["initiatives"], unit, at(row["on"]))
        actions.send_answers(actor=actor, municipality=story.areas[row["municipality"]], now=at(row["on"], 10))


def look_ahead(story: Story) -> None:
    """What still lies on the desks today: drafts, and a proposal to another member of a joint unit."""
    script, coordinators, now = toml("handover.toml"), _coordinators(), story.loaded_at
    proposal = script["proposal"]
    unit = JointUnit.objects.get(slug=proposal["unit"])
    actor, area = coordinators[proposal["municipality"]], story.areas[proposal["municipality"]]
    _draft(story, actor, proposal, [proposal["initiative"]], unit, now)
    actions.send_answers(actor=actor, municipality=area, now=now)
    for row in script["draft"]:
        _draft(story, coordinators[row["municipality"]], row, [row["initiative"]], None, now)


def _draft(
    story: Story, actor: User, row: dict[str, Any], initiatives: list[str], unit: JointUnit | None, now: datetime
) -> None:
    actions.keep_drafts(
        actor=actor,
        municipality=story.areas[row["municipality"]],
        elements=[story.elements[key] for key in initiatives],
        values=AnswerValues(
            answer=row["answer"],
            reason=row.get("reason", ""),
            adapted_text=row.get("adapted_text", ""),
            own_target_on=day_or_none(row.get("own_target_on", "")),
            done_since=row.get("done_since"),
            resolution_body=row.get("resolution_body", ""),
            resolution_reference=row.get("resolution_reference", ""),
            resolved_on=day_or_none(row.get("resolved_on", "")),
        ),
        joint_unit=unit,
        now=now,
    )


def _coordinators() -> dict[str, User]:
    """Key of a municipality → who coordinates it."""
    rows = Membership.objects.filter(role=Role.MUNICIPAL_COORDINATOR, scope_kind=ScopeKind.MUNICIPALITY, ended_at=None)
    return {row.scope_key: row.user for row in rows.select_related("user").order_by("pk")}
