"""Hand-over to the 21 municipalities, their answers, and how the initiatives went."""

from datetime import timedelta

from roterfaden.example.read import at, day, day_or_none, table, toml
from roterfaden.example.story import Story
from roterfaden.implementation import actions as implementation

OFFERED = at("2018-05-02")


def tell(story: Story) -> None:
    """Offer the adopted version, record answers, milestones and states."""
    partners = [area for area in story.areas.values() if area.kind in {"unitary", "joint"}]
    adopted = next(version for version in story.versions.values() if version.kind == "adopted")
    planner = story.person("strategy_officer")
    implementation.make_offer(
        actor=planner,
        now=OFFERED,
        version=adopted,
        municipalities=partners,
        offered_on=OFFERED.date(),
        answer_by=day("2018-12-31"),
    )
    for row in table("adoptions.csv"):
        resolved = day_or_none(row["resolved_on"])
        implementation.answer_adoption(
            actor=planner,
            now=at(resolved or "2018-11-30") + timedelta(days=7),
            element=story.elements[row["goal"]],
            municipality=story.areas[row["municipality"]],
            answer=row["answer"],
            reason=row["reason"],
            adapted_text=row["adapted_text"],
            resolution_reference=row["resolution_reference"],
            resolved_on=resolved,
        )
    _milestones(story)
    for row in sorted(table("initiative_status.csv"), key=lambda found: found["as_of"]):
        implementation.report_progress(
            actor=story.person("goal_owner"),
            now=at(row["as_of"]) + timedelta(days=5),
            element=story.elements[row["initiative"]],
            municipality=story.areas[row["area"]] if row["area"] not in {"", "03459"} else None,
            progress=row["status"],
            reason=row["reason"],
            as_of=day(row["as_of"]),
        )


def _milestones(story: Story) -> None:
    owner = story.person("goal_owner")
    for row in toml("concept.toml")["initiative"]:
        for step in row.get("milestones", []):
            milestone = implementation.set_milestone(
                actor=owner,
                now=OFFERED,
                element=story.elements[row["key"]],
                title=step["title"],
                due_on=day(step["due_on"]),
            )
            if step["done_on"]:
                implementation.reach_milestone(
                    actor=owner, now=at(step["done_on"], 15), milestone=milestone, done_on=day(step["done_on"])
                )
