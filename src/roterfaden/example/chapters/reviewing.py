"""The reviews: values as they were known, the group's rating, corrections, editions for three audiences."""

from datetime import timedelta
from typing import Any

from roterfaden.example.chapters import local_values, watching
from roterfaden.example.read import at, day, moment, toml
from roterfaden.example.story import Story
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.models import Assessment, ReviewCycle
from roterfaden.reporting import actions as reporting

MONTHS_TO_DATA = 9
"""A review looks at a reference date about nine months later: most yearly figures are known by then."""


def tell(story: Story) -> None:
    """Hold every review in the order of its reference date."""
    script = toml("review.toml")
    for row in sorted(script["cycle"], key=lambda found: found["reference_date"]):
        _review(story, script, row)


def _review(story: Story, script: dict[str, Any], row: dict[str, Any]) -> None:
    planner, group = story.person("strategy_officer"), story.person("coordination_group")
    reference = day(row["reference_date"])
    opened = at(reference) + timedelta(days=30 * MONTHS_TO_DATA)
    cycle = monitoring.open_cycle(
        actor=planner,
        now=opened,
        concept=story.concept,
        version=story.versions[row["version"]],
        slug=row["slug"],
        title=row["title"],
        reference_date=reference,
        known_on=opened.date(),
    )
    monitoring.assess_goals(actor=planner, now=opened + timedelta(hours=1), cycle=cycle)
    monitoring.raise_signals(actor=planner, now=opened + timedelta(hours=2), cycle=cycle)
    met = opened + timedelta(days=14)
    for rating in (found for found in script["rating"] if found["cycle"] == row["slug"]):
        monitoring.rate_goal(
            actor=group,
            now=met,
            assessment=Assessment.objects.get(cycle=cycle, element=story.elements[rating["goal"]], superseded_at=None),
            status=rating["status"],
            reason=rating["reason"],
            expires_on=(met + timedelta(days=365)).date(),
        )
    for found in (found for found in script["correction"] if found["cycle"] == row["slug"]):
        monitoring.agree_correction(
            actor=group,
            now=met,
            cycle=cycle,
            element=story.elements[found["goal"]],
            fact=found["fact"],
            reason=found["cause"],
            action=found["action"],
            owner=found["owner"],
            due_on=day(found["due_on"]),
            effect=found["effect"],
        )
    local_values.between(story, cycle)
    watching.meet(story, cycle, met=met)
    monitoring.close_cycle(actor=planner, now=met + timedelta(days=7), cycle=cycle)
    _report(story, script, cycle)


def _report(story: Story, script: dict[str, Any], cycle: ReviewCycle) -> None:
    planner = story.person("strategy_officer")
    editions = [found for found in script["edition"] if found["cycle"] == cycle.slug]
    if not editions:
        return
    first = min(moment(found["published_at"]) for found in editions)
    report = reporting.open_report(
        actor=planner, now=first - timedelta(days=3), cycle=cycle, slug=f"bericht-{cycle.slug}", title=cycle.title
    )
    for row in editions:
        edition = reporting.freeze_edition(
            actor=planner,
            now=moment(row["published_at"]) - timedelta(days=1),
            report=report,
            audience=row["audience"],
            title=row["title"],
            foreword=row["foreword"],
        )
        reporting.publish_edition(actor=planner, now=moment(row["published_at"]), edition=edition)
