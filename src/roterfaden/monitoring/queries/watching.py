"""What the watch between reviews sees today: goals judged anew, requests that are late, funding that ends."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import Concept, Version
from roterfaden.implementation.queries import funding_ending
from roterfaden.monitoring.enums import SignalKind
from roterfaden.monitoring.methods.warnings import Review, early_warnings
from roterfaden.monitoring.models import Assessment, DataRequest, ReviewCycle
from roterfaden.monitoring.queries.judgements import JudgedGoal, judge_goals

REVIEWS_BEFORE = 2
FUNDING_MONTHS = 12


@dataclass(frozen=True)
class Seen:
    """Cause for a warning. `key` names what it is about and why; the numbers of a goal are those of its judgement."""

    key: str
    kind: SignalKind
    inputs: Mapping[str, Any]
    element_id: int = 0
    request_id: int = 0


def watched(concept: Concept, *, on: date) -> list[Seen]:
    """Everything there is cause to warn about on `on`. Ten queries at most, however many goals."""
    version = version_watched(concept)
    found = list(_requests(concept, on))
    if version is not None:
        found += [*_goals(concept, version, on), *_funding(version, on)]
    return found


def version_watched(concept: Concept) -> Version | None:
    """The version in force: the adopted or amended one frozen last. One query."""
    return (
        concept.versions.frozen()
        .filter(kind__in=[VersionKind.ADOPTED, VersionKind.AMENDED])
        .order_by("-frozen_at", "-pk")
        .first()
    )


def review_of(row: Assessment) -> Review:
    """What warnings need of a stored assessment. No query when the observation is at hand."""
    return Review(
        status=row.status, reason=row.reason_code, probability=row.probability, gap=row.gap,
        mean_change=row.inputs.get("mean_change"), value_on=row.observation.last_day if row.observation else None,
    )  # fmt: skip


def _goals(concept: Concept, version: Version, on: date) -> Iterator[Seen]:
    earlier = _reviews(concept, on)
    for each in judge_goals(version, reference=on, known_on=on):
        target = each.goal.target
        if target is None or target.target_on is None or target.target_on < on:
            continue  # without a promise, or its date has come: the review says what became of it
        rhythm = target.series.definition.rhythm_months if target.series else 0
        reviews = [_review(each), *earlier.get(each.goal.element_id, [])]
        for kind, inputs in early_warnings(reviews, known_on=on, rhythm_months=rhythm).items():
            yield Seen(f"{kind}:{each.goal.element_id}", kind, inputs, element_id=each.goal.element_id)


def _review(judged: JudgedGoal) -> Review:
    found = judged.judgement
    return Review(
        status=found.status, reason=found.reason, probability=found.probability, gap=found.gap,
        mean_change=found.mean_change, value_on=found.on,
    )  # fmt: skip


def _reviews(concept: Concept, on: date) -> dict[int, list[Review]]:
    """For each goal what the last two closed reviews said, newest first. Two queries."""
    cycles = list(
        ReviewCycle.objects.filter(concept=concept, closed_at__isnull=False, reference_date__lt=on).order_by(
            "-reference_date", "-pk"
        )[:REVIEWS_BEFORE]
    )
    found: dict[int, list[Review]] = defaultdict(list)
    rows = Assessment.objects.filter(cycle__in=cycles, superseded_at=None).select_related("observation")
    for row in rows.order_by("-cycle__reference_date", "-cycle", "pk"):
        found[row.element_id].append(review_of(row))
    return found


def _requests(concept: Concept, on: date) -> Iterator[Seen]:
    """Requests of open reviews whose day to answer has passed."""
    late = DataRequest.objects.waiting().filter(cycle__concept=concept, cycle__closed_at=None, due_on__lt=on)
    for row in late.order_by("due_on", "pk"):
        kind = SignalKind.ANSWER_MISSING
        yield Seen(f"{kind}:{row.pk}", kind, {"due_on": row.due_on.isoformat()}, request_id=row.pk)


def _funding(version: Version, on: date) -> Iterator[Seen]:
    """Fundings that end within a year. A warning closed at twelve months comes back at six and at three."""
    for each in funding_ending(on, FUNDING_MONTHS, version=version):
        kind = SignalKind.FUNDING_ENDING
        inputs = {"ends_on": each.ends_on.isoformat(), "funder": each.funding.funder, "months": each.months}
        yield Seen(f"{kind}:{each.funding.pk}", kind, inputs, element_id=each.element.pk)
