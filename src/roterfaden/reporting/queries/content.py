"""What an edition says, read as of a moment, so that the same content comes out again later."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import translation

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration, Version
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.models import Adoption, Offer
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import ReasonCode, Status
from roterfaden.monitoring.methods import METHOD_VERSION
from roterfaden.monitoring.methods.forecast import Forecast
from roterfaden.monitoring.methods.judgement import Judgement
from roterfaden.monitoring.models import Assessment, Correction, FollowUp, Rating, ReviewCycle, Signal
from roterfaden.monitoring.queries.corrections import SETTLED, element_words
from roterfaden.monitoring.queries.judgements import GoalNode, JudgedGoal, goals_of, judge_goals
from roterfaden.monitoring.queries.views import target_view
from roterfaden.participation.models import Contribution, SplitPart
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.methods import (
    ATTRIBUTION,
    SCHEMA,
    CorrectionPart,
    Counted,
    FieldPart,
    GoalPart,
    MilestonePart,
    RatingPart,
    SignalPart,
    Snapshot,
    rounded,
)


def in_force(
    rows: QuerySet[Any], at: datetime, *, since: str = "made_at", until: str = "superseded_at"
) -> QuerySet[Any]:
    """Rows that had begun by `at` and had not ended by then."""
    return rows.filter(**{f"{since}__lte": at}).filter(Q(**{until: None}) | Q(**{f"{until}__gt": at}))


def stored_judgements(cycle: ReviewCycle, at: datetime) -> tuple[JudgedGoal, ...]:
    """The assessments in force at `at`, goal by goal. Two queries."""
    rows = in_force(Assessment.objects.filter(cycle=cycle), at, since="computed_at").select_related("observation")
    by_goal = {row.element_id: row for row in rows.order_by("pk")}
    return tuple(
        JudgedGoal(goal, _judgement(by_goal[goal.element_id]))
        for goal in goals_of(cycle.version)
        if goal.element_id in by_goal
    )


def fresh_judgements(cycle: ReviewCycle) -> tuple[JudgedGoal, ...]:
    """The same goals judged again from the values known on the day of the cycle. Three queries."""
    return judge_goals(cycle.version, reference=cycle.reference_date, known_on=cycle.known_on)


def _judgement(row: Assessment) -> Judgement:
    forecast = None
    if row.forecast is not None and row.forecast_low is not None and row.forecast_high is not None:
        forecast = Forecast(row.inputs.get("horizon", 0), row.forecast, row.forecast_low, row.forecast_high)
    value = row.observation
    return Judgement(
        status=Status(row.status), reason=ReasonCode(row.reason_code), on=value.last_day if value else None,
        value=float(value.value) if value and value.value is not None else None,
        observation_id=row.observation_id or 0, attainment=row.attainment, expected=row.expected, gap=row.gap,
        forecast=forecast, probability=row.probability, observation_ids=tuple(row.inputs.get("observations", ())),
    )  # fmt: skip


def snapshot_of(cycle: ReviewCycle, *, audience: str, at: datetime, judged: Sequence[JudgedGoal]) -> Snapshot:
    """Everything `audience` gets, as things stood at `at`. Six queries besides the judgements, one more for the group,
    and two more where there is counter-steering.
    """
    titles = {each.goal.element_id: each.goal.title for each in judged}
    ratings = _ratings(cycle, at)
    goals = [(each.goal.field_name, _goal(each.goal, each.judgement, ratings)) for each in judged]
    by_field: dict[str, list[GoalPart]] = defaultdict(list)
    for field_name, goal in goals:
        by_field[field_name].append(goal)
    asked, answered, answers = _answers(cycle, at)
    voices, outcomes = _voices(cycle, at)
    new, followed_up = _corrections(cycle, at, titles)
    with translation.override("de"):
        attribution = str(ATTRIBUTION)
    return Snapshot(
        schema=SCHEMA, audience=audience, concept=cycle.concept.title, version=cycle.version.title,
        version_checksum=cycle.version.checksum, cycle=cycle.title, reference_date=cycle.reference_date,
        known_on=cycle.known_on, method_version=METHOD_VERSION,
        counts=_counted(Status.values, (goal.status for _field, goal in goals)),
        fields=tuple(
            FieldPart(name, _counted(Status.values, (goal.status for goal in parts)), tuple(parts))
            for name, parts in by_field.items()
        ),
        corrections=new, followed_up=followed_up,
        signals=_signals(cycle, at, titles) if audience == Audience.GROUP else (),
        municipalities_asked=asked, municipalities_answered=answered, answers=answers, voices=voices,
        outcomes=outcomes, attribution=attribution,
    )  # fmt: skip


def _counted(codes: Iterable[str], found: Iterable[str]) -> tuple[Counted, ...]:
    """Counts in the order of the codes, without those that do not occur."""
    numbers = Counter(found)
    return tuple(Counted(code, numbers[code]) for code in codes if numbers[code])


def _goal(goal: GoalNode, found: Judgement, ratings: dict[int, RatingPart]) -> GoalPart:
    target = target_view(goal.target)
    return GoalPart(
        element_id=goal.element_id, number=goal.number, title=goal.title, accountable=goal.accountable,
        indicator=target.indicator_title if target else "", indicator_slug=target.indicator_slug if target else "",
        unit=target.unit if target else "", decimals=target.decimals if target else 0,
        source=target.source if target else "", is_fictitious=target.is_fictitious if target else False,
        not_measurable_reason=target.not_measurable_reason if target else "",
        baseline_value=_float(target.baseline_value if target else None),
        baseline_on=target.baseline_on if target else None,
        target_value=_float(target.target_value if target else None),
        target_on=target.target_on if target else None,
        corridor_low=_float(target.corridor_low if target else None),
        corridor_high=_float(target.corridor_high if target else None),
        status=found.status.value, reason=found.reason.value, observation_id=found.observation_id,
        value=rounded(found.value), value_on=found.on, expected=rounded(found.expected), gap=rounded(found.gap),
        attainment=rounded(found.attainment), probability=rounded(found.probability),
        forecast_low=rounded(found.forecast.low if found.forecast else None),
        forecast_high=rounded(found.forecast.high if found.forecast else None),
        observations=tuple(found.observation_ids), rating=ratings.get(goal.element_id),
        milestones=tuple(
            MilestonePart(each.on, _float(each.value), each.reason) for each in (target.milestones if target else ())
        ),
    )  # fmt: skip


def _float(value: Any) -> float | None:
    return rounded(None if value is None else float(value))


def _ratings(cycle: ReviewCycle, at: datetime) -> dict[int, RatingPart]:
    """Ratings in force that had not expired."""
    rows = in_force(Rating.objects.filter(assessment__cycle=cycle), at).filter(expires_on__gte=local_day(at))
    with translation.override("de"):
        return {
            row.assessment.element_id: RatingPart(row.status, row.reason, row.role_label, row.expires_on)
            for row in rows.select_related("assessment").order_by("pk")
        }


def _corrections(
    cycle: ReviewCycle, at: datetime, titles: Mapping[int, str]
) -> tuple[tuple[CorrectionPart, ...], tuple[CorrectionPart, ...]]:
    """What is new – agreed at this review, or between two since it was opened – and what was agreed before and is
    looked after here, unless an earlier review found it done or given up. At most three queries.
    """
    said = in_force(FollowUp.objects.all(), at)
    settled = said.filter(outcome__in=SETTLED).exclude(cycle=cycle)
    rows = (
        in_force(Correction.objects.filter(element__concept=cycle.concept_id), at)
        .filter(Q(cycle=None) | Q(cycle=cycle) | Q(cycle__reference_date__lt=cycle.reference_date))
        .exclude(pk__in=settled.values("correction"))
        .prefetch_related(Prefetch("follow_ups", said.filter(cycle=cycle).order_by("-made_at", "-pk"), to_attr="kept"))
        .order_by("due_on", "pk")
    )
    found = list(rows)
    gone = [row.element_id for row in found if row.element_id not in titles]
    named = dict(titles)
    if gone:
        words = element_words(gone, Version.objects.filter(frozen_at__lte=at))
        named |= {pk: title for pk, (_number, title) in words.items()}
    new = {row.pk for row in found if row.cycle_id == cycle.pk or (not row.cycle_id and row.made_at >= cycle.opened_at)}
    return (
        tuple(_correction(row, named) for row in found if row.pk in new),
        tuple(_correction(row, named) for row in found if row.pk not in new),
    )


def _correction(row: Correction, titles: Mapping[int, str]) -> CorrectionPart:
    said: FollowUp | None = row.kept[0] if row.kept else None  # type: ignore[attr-defined]
    return CorrectionPart(
        element_id=row.element_id, goal=titles.get(row.element_id, ""), fact=row.fact, cause=row.reason,
        action=row.action, owner=row.owner, agreed_on=local_day(row.made_at), due_on=row.due_on, effect=row.effect,
        is_between=row.cycle_id is None, outcome=said.outcome if said else "",
        outcome_reason=said.reason if said else "", result=said.effect if said else "",
    )  # fmt: skip


def _signals(cycle: ReviewCycle, at: datetime, titles: dict[int, str]) -> tuple[SignalPart, ...]:
    rows = in_force(Signal.objects.filter(assessment__cycle=cycle), at, since="raised_at", until="closed_at")
    return tuple(
        SignalPart(row.element_id, titles.get(row.element_id, ""), row.kind)
        for row in rows.order_by("element", "kind", "pk")
    )


def _answers(cycle: ReviewCycle, at: datetime) -> tuple[int, int, tuple[Counted, ...]]:
    """How many municipalities were asked, how many answered for at least one goal, and their answers by kind."""
    offered = Offer.objects.filter(version__concept=cycle.concept_id, offered_on__lte=local_day(at))
    asked = offered.values("municipality").distinct().count()
    rows = list(
        in_force(Adoption.objects.filter(element__concept=cycle.concept_id), at)
        .order_by("pk")
        .values_list("municipality", "answer")
    )
    answered = len({municipality for municipality, _answer in rows})
    return asked, answered, _counted(Answer.values, (answer for _municipality, answer in rows))


def _voices(cycle: ReviewCycle, at: datetime) -> tuple[int, tuple[Counted, ...]]:
    """How many voices the process had, and how many of them had each published outcome; a voice may have several."""
    process = cycle.concept.process_id
    voices = Contribution.objects.filter(process=process, captured_at__lte=at).count() if process else 0
    part = in_force(SplitPart.objects.filter(segment=OuterRef("segment")), at)
    answers = Consideration.objects.filter(contribution__process=process)
    rows = (
        in_force(answers, at, since="published_at", until="retired_at")
        .filter(Q(segment=None) | Exists(part))
        .values("outcome")
        .annotate(voices=Count("contribution", distinct=True))
        .order_by("outcome")
    )
    numbers = {row["outcome"]: row["voices"] for row in rows} if process else {}
    return voices, tuple(Counted(code, numbers[code]) for code in Outcome.values if numbers.get(code))
