"""The concept: first draft, weighing of every voice, versions, the way through the bodies, amendments."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from roterfaden.concept import actions as concept
from roterfaden.concept.enums import ElementKind, Outcome, VersionKind
from roterfaden.concept.methods import TargetMilestone, TargetValues
from roterfaden.concept.models import Element, ElementRevision
from roterfaden.example.chapters import bodies
from roterfaden.example.read import at, day, day_or_none, moment, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.indicators.models import Series

FIRST_DRAFT = at("2017-07-03")


def tell(story: Story) -> None:
    """Write the draft, then version by version: weigh, revise, work in, freeze, take it through the bodies."""
    script = toml("concept.toml")
    _open(story, script)
    _first_draft(story, script)
    previous = FIRST_DRAFT
    for version in script["version"]:
        frozen_at = moment(version["frozen_at"])
        # What politics changed is worked in right after the sitting; everything else takes the office some days.
        ahead = timedelta(minutes=30) if version["kind"] == VersionKind.ADOPTED else timedelta(days=3)
        written_at = frozen_at - ahead
        weigh(story, after=previous, until=frozen_at)
        bodies.sit_until(story, frozen_at)
        _revise(story, script, version["slug"], now=written_at)
        _work_in(story, version["slug"], now=written_at + timedelta(minutes=10))
        if version["kind"] != VersionKind.DRAFT:  # the working draft stays open
            _freeze(story, version, frozen_at)
        previous = frozen_at
    bodies.sit_until(story, story.loaded_at)


def _open(story: Story, script: dict[str, Any]) -> None:
    before, now_in_force = script["predecessor"], script["concept"]
    predecessor = concept.open_concept(
        actor=EXAMPLE,
        now=at(before["starts_on"]),
        slug=before["slug"],
        title=before["title"],
        area=story.areas["03459"],
        process=None,
        predecessor=None,
        starts_on=day(before["starts_on"]),
        ends_on=day(before["ends_on"]),
    )
    story.concept = concept.open_concept(
        actor=story.person("strategy_officer"),
        now=FIRST_DRAFT,
        slug=now_in_force["slug"],
        title=now_in_force["title"],
        area=story.areas["03459"],
        process=story.process,
        predecessor=predecessor,
        starts_on=day(now_in_force["starts_on"]),
        ends_on=day(now_in_force["ends_on"]),
    )


def _first_draft(story: Story, script: dict[str, Any]) -> None:
    for row in script["field"]:
        _add(story, row["slug"], ElementKind.FIELD, None, title=row["name"], body=row["orientation"])
    for row in script["principle"]:
        _add(story, row["key"], ElementKind.PRINCIPLE, row["field"], title="Leitsatz", body=row["text"])
    for row in script["challenge"]:
        _add(story, row["key"], ElementKind.CHALLENGE, row["field"], title=row["title"], body=row["body"])
    for row in script["goal"]:
        _add(
            story,
            row["key"],
            ElementKind.GOAL,
            row["challenge"],
            title=row["title"],
            body=row["body"],
            accountable=row["accountable"],
            target=_target(story, row, {}),
        )
    for row in script["initiative"]:
        _add(
            story,
            row["key"],
            ElementKind.INITIATIVE,
            row["goal"],
            title=row["title"],
            body=row["body"],
            accountable=row["accountable"],
            starts_on=day_or_none(row["starts_on"]),
            ends_on=day_or_none(row["ends_on"]),
        )


def _add(story: Story, key: str, kind: str, parent: str | None, **words: Any) -> None:
    above = story.elements[parent] if parent else None
    story.elements[key] = concept.add_element(
        actor=story.person("strategy_officer"),
        now=FIRST_DRAFT,
        concept=story.concept,
        kind=kind,
        parent_element=above,
        field=story.fields[key] if kind == ElementKind.FIELD else above.field if above else None,
        reason="Erster Entwurf nach den Dialogforen",
        **{"accountable": "", "starts_on": None, "ends_on": None, "target": None} | words,
    )


def _target(story: Story, goal: dict[str, Any], changed: dict[str, Any]) -> TargetValues:
    """The target of a goal as TOML gives it, with the fields a later revision changed."""
    if "not_measurable_reason" in changed or ("target" not in goal and not changed.get("indicator")):
        reason = changed.get("not_measurable_reason", goal.get("not_measurable_reason", ""))
        return TargetValues(accountability=goal["accountability"], not_measurable_reason=reason)
    row = goal.get("target", {}) | {key: value for key, value in changed.items() if key in TARGET_KEYS}
    series = Series.objects.get(
        definition=story.definitions[row["indicator"]],
        area=story.areas[row["area"]],
        breakdown=row.get("breakdown", ""),
    )
    return TargetValues(
        accountability=goal["accountability"],
        series=series,
        baseline_value=_decimal(row.get("baseline_value")),
        baseline_on=day_or_none(row.get("baseline_on", "")),
        baseline_source=row.get("baseline_source", ""),
        target_value=_decimal(row.get("target_value")),
        target_on=day_or_none(row["target_on"]),
        tolerance=_decimal(row.get("tolerance")),
        corridor_low=_decimal(row.get("corridor_low")),
        corridor_high=_decimal(row.get("corridor_high")),
        milestones=tuple(
            TargetMilestone(day(each["on"]), Decimal(str(each["value"])), each["reason"])
            for each in row.get("milestones", ())
        ),
    )


TARGET_KEYS = {
    "indicator", "area", "breakdown", "baseline_value", "baseline_on", "baseline_source", "target_value", "target_on",
    "tolerance", "corridor_low", "corridor_high", "milestones",
}  # fmt: skip


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def weigh(story: Story, *, after: datetime, until: datetime) -> None:
    """Every voice heard and not yet answered gets its answer, spread over the weeks before `until`."""
    due = [
        row
        for row in table("considerations.csv")
        if int(row["nr"]) in story.contributions
        and int(row["nr"]) not in story.considerations
        and story.contributions[int(row["nr"])].captured_at < until - timedelta(days=5)
    ]
    for place, row in enumerate(due):
        number = int(row["nr"])
        earliest = max(after, story.contributions[number].captured_at + timedelta(days=1))
        latest = until - timedelta(days=4)
        story.considerations[number] = concept.consider_contribution(
            actor=story.person("strategy_officer"),
            now=earliest + (latest - earliest) * (place / max(len(due), 1)),
            contribution=story.contributions[number],
            element=story.elements[row["element"]] if row["element"] else None,
            outcome=row["outcome"],
            reason=row["reason"],
            plain_reason=row["plain_reason"],
            referred_to=row["referred_to"],
        )
        concept.publish_answers(
            actor=story.person("strategy_officer"),
            contribution=story.contributions[number],
            now=story.considerations[number].made_at + timedelta(hours=2),
        )


def _revise(story: Story, script: dict[str, Any], version: str, *, now: datetime) -> None:
    for goal in script["goal"]:
        so_far: dict[str, Any] = {}
        for change in goal.get("revision", []):
            so_far |= change
            if change["version"] != version:
                continue
            element = story.elements[goal["key"]]
            current = _current(element)
            revision = concept.revise_element(
                actor=story.person("strategy_officer"),
                now=now,
                element=element,
                title=change.get("title", current.title),
                body=change.get("body", current.body),
                accountable=change.get("accountable", current.accountable),
                starts_on=None,
                ends_on=None,
                target=_target(story, goal, so_far),
                reason=change["because"],
                expected_revision=current.number,
            )
            bodies.work_in_amendments(story, element, revision, now)


def _work_in(story: Story, version: str, *, now: datetime) -> None:
    for row in table("considerations.csv"):
        number = int(row["nr"])
        is_in_text = row["outcome"] in {Outcome.TAKEN_UP, Outcome.PARTLY} and row["version"] == version
        if not is_in_text or number not in story.considerations:
            continue
        concept.incorporate_contribution(
            actor=story.person("strategy_officer"),
            now=now,
            consideration=story.considerations[number],
            revision=_current(story.elements[row["element"]]),
            reason="",
        )


def _current(element: Element) -> ElementRevision:
    return element.revisions.order_by("-number", "-pk")[0]


def _freeze(story: Story, version: dict[str, Any], frozen_at: datetime) -> None:
    if version["kind"] == VersionKind.ADOPTED:
        story.versions[version["slug"]] = bodies.adopt(story, version, frozen_at)
        return
    story.versions[version["slug"]] = concept.freeze_version(
        actor=story.person("strategy_officer"),
        now=frozen_at,
        concept=story.concept,
        kind=version["kind"],
        slug=version["slug"],
        title=version["title"],
    )
