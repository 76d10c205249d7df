"""The review from opening to closing: computed again, rated beside, warned, corrected – and who may do what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.indicators.enums import ObservationStatus
from roterfaden.indicators.models import Break
from roterfaden.kernel.errors import NotAllowed
from roterfaden.monitoring import actions
from roterfaden.monitoring.enums import ReasonCode, SignalKind, Status
from roterfaden.monitoring.errors import (
    AssessmentSuperseded,
    CycleClosed,
    DueInPast,
    ExpiryInPast,
    NotAGoalHere,
    NothingAssessed,
    ReasonMissing,
    SlugTaken,
    VersionNotFrozen,
    VersionOfOtherConcept,
)
from roterfaden.monitoring.methods import METHOD_VERSION
from roterfaden.monitoring.models import Assessment, Rating, Signal
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 1, 9, 0, tzinfo=UTC)
RISING = {2014: 28, 2015: 28.5, 2016: 29, 2017: 29.5, 2018: 30, 2019: 31}


@pytest.fixture
def concept():
    return factories.concept()


def review(concept, **values):
    """An open cycle over the goals the concept has now."""
    version = factories.frozen_version(concept)
    return factories.cycle(version, **values)


def assess(planner, cycle, now=NOW):
    actions.assess_goals(actor=planner, cycle=cycle, now=now)
    return list(Assessment.objects.filter(cycle=cycle, superseded_at=None).order_by("pk"))


def last_verb():
    return Event.objects.order_by("-number").first().verb


# --- open ----------------------------------------------------------------------------------------------------------


def open_cycle(actor, concept, version, **values):
    return actions.open_cycle(
        **{
            "actor": actor, "concept": concept, "version": version, "slug": "pruefung-2019",
            "title": "Überprüfung 2019", "reference_date": date(2019, 12, 31),
            "known_on": date(2020, 9, 30), "now": NOW,
        }
        | values
    )  # fmt: skip


def test_open_cycle_of_a_frozen_version(planner, concept):
    cycle = open_cycle(planner, concept, factories.frozen_version(concept))

    assert (cycle.opened_at, cycle.closed_at) == (NOW, None)
    assert last_verb() == "cycle.opened"


def test_open_cycle_refuses_draft_other_concept_and_taken_slug(planner, concept):
    version = factories.frozen_version(concept)
    open_cycle(planner, concept, version)

    with pytest.raises(VersionNotFrozen):
        open_cycle(planner, concept, concept.versions.get(kind=VersionKind.DRAFT), slug="neu")
    with pytest.raises(VersionOfOtherConcept):
        open_cycle(planner, factories.concept(), version, slug="neu")
    with pytest.raises(SlugTaken):
        open_cycle(planner, concept, version)


def test_open_cycle_needs_the_planner(group_member, outsider, concept):
    version = factories.frozen_version(concept)

    for person in (group_member, outsider):
        with pytest.raises(NotAllowed):
            open_cycle(person, concept, version)


# --- assess --------------------------------------------------------------------------------------------------------


def test_assess_goals_keeps_status_reason_and_inputs(planner, concept):
    factories.measured_goal(concept, RISING)

    (found,) = assess(planner, review(concept))

    assert (found.status, found.reason_code) == (Status.ON_TRACK, ReasonCode.LIKELY)
    assert float(found.observation.value) == 31
    assert (round(found.attainment, 2), round(found.gap, 1)) == (1.1, 6.0)
    assert found.probability > 0.7
    assert found.forecast_low < found.forecast < found.forecast_high
    assert len(found.inputs["observations"]) == 6
    assert found.inputs["horizon"] == 3
    assert found.method_version == METHOD_VERSION
    assert last_verb() == "goals.assessed"


def test_assess_goals_covers_every_goal_and_nothing_else(planner, concept):
    field = factories.element(concept, ElementKind.FIELD)
    factories.measured_goal(concept, RISING, parent=field)
    factories.target(factories.element(concept, ElementKind.GOAL, parent=field))
    factories.element(concept, ElementKind.GOAL, parent=field)
    factories.element(concept, ElementKind.INITIATIVE, parent=field)

    found = assess(planner, review(concept))

    assert [row.reason_code for row in found] == ["likely", "not_measurable", "not_measurable"]


def test_assess_goals_uses_what_was_known_that_day(planner, concept):
    goal = factories.measured_goal(concept, RISING)
    line = goal.revisions.get().target.series
    factories.observation(line, 2019, 21, known_on=date(2021, 3, 1))
    factories.observation(line, 2020, 40, known_on=date(2020, 9, 1))

    (found,) = assess(planner, review(concept))

    assert float(found.observation.value) == 31


def test_assess_goals_again_supersedes(planner, concept):
    factories.measured_goal(concept, RISING)
    cycle = review(concept)
    (first,) = assess(planner, cycle)

    (second,) = assess(planner, cycle, NOW + timedelta(hours=1))

    first.refresh_from_db()
    assert first.superseded_at == NOW + timedelta(hours=1)
    assert second.pk != first.pk


def test_assess_goals_hides_small_counts(planner, concept):
    goal = factories.measured_goal(concept, RISING)
    line = goal.revisions.get().target.series
    line.definition.unit, line.definition.denominator = "Personen", ""
    line.definition.save()
    factories.observation(line, 2019, 2, known_on=date(2020, 9, 1))

    (found,) = assess(planner, review(concept))

    assert found.reason_code == ReasonCode.SUPPRESSED
    assert (found.observation, found.gap, found.inputs["observations"]) == (None, None, [])


def test_assess_goals_stops_at_breaks_and_signs(planner, concept):
    broken = factories.measured_goal(concept, RISING)
    Break.objects.create(
        definition=broken.revisions.get().target.series.definition, on=date(2018, 1, 1), note="Neue Zählweise"
    )
    unknown = factories.measured_goal(concept, {2014: 1, 2015: 2})
    factories.observation(unknown.revisions.get().target.series, 2019, None, raw=".", status=ObservationStatus.UNKNOWN)

    found = assess(planner, review(concept))

    assert [row.reason_code for row in found] == ["break", "outdated"]


def test_assess_goals_needs_the_same_queries_for_one_and_many_goals(planner, concept, query_count):
    planner.roles_held  # noqa: B018 -- the role is asked once a request
    factories.measured_goal(concept, RISING)
    one = review(concept)
    assess(planner, one)
    assert query_count(lambda: assess(planner, one)) == 11
    for _number in range(3):
        factories.measured_goal(concept, RISING)
    many = review(concept)

    assert query_count(lambda: assess(planner, many)) == 11


def test_assessment_once_for_each_goal(planner, concept):
    factories.measured_goal(concept, RISING)
    (found,) = assess(planner, review(concept))
    found.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


# --- rate ----------------------------------------------------------------------------------------------------------


def rate(actor, assessment, **values):
    return actions.rate_goal(
        **{
            "actor": actor, "assessment": assessment, "status": Status.UNCERTAIN,
            "reason": "Die Plätze reichen nur bis Sommer.", "expires_on": date(2021, 10, 1), "now": NOW,
        }
        | values
    )  # fmt: skip


def test_rating_stands_beside_the_computed_status(planner, group_member, concept):
    factories.measured_goal(concept, RISING)
    (found,) = assess(planner, review(concept))

    rating = rate(group_member, found)

    found.refresh_from_db()
    assert found.status == Status.ON_TRACK
    assert (rating.status, rating.made_by, rating.made_as) == (Status.UNCERTAIN, group_member, "coordination_group")
    assert last_verb() == "goal.rated"


def test_next_rating_supersedes_also_after_computing_again(planner, group_member, concept):
    factories.measured_goal(concept, RISING)
    cycle = review(concept)
    first = rate(group_member, assess(planner, cycle)[0])
    (again,) = assess(planner, cycle, NOW + timedelta(hours=1))

    second = rate(group_member, again, status=Status.AT_RISK, now=NOW + timedelta(hours=2))

    assert second.supersedes == first
    assert list(Rating.objects.filter(superseded_at=None)) == [second]


def test_rating_is_refused_without_reason_in_the_past_and_on_old_assessments(planner, group_member, concept):
    factories.measured_goal(concept, RISING)
    cycle = review(concept)
    (old,) = assess(planner, cycle)

    with pytest.raises(ReasonMissing):
        rate(group_member, old, reason="  ")
    with pytest.raises(ExpiryInPast):
        rate(group_member, old, expires_on=NOW.date())
    assess(planner, cycle, NOW + timedelta(hours=1))
    old.refresh_from_db()
    with pytest.raises(AssessmentSuperseded):
        rate(group_member, old)


def test_rating_needs_the_group(planner, goal_owner, outsider, concept):
    factories.measured_goal(concept, RISING)
    (found,) = assess(planner, review(concept))

    for person in (goal_owner, outsider):
        with pytest.raises(NotAllowed):
            rate(person, found)


# --- warn ----------------------------------------------------------------------------------------------------------


def test_signals_are_raised_once_and_closed_when_gone(planner, concept):
    goal = factories.measured_goal(
        concept, {2014: 20, 2015: 21, 2016: 20, 2017: 21, 2018: 20, 2019: 19}, target_value=60
    )
    cycle = review(concept)
    assess(planner, cycle)

    (signal,) = actions.raise_signals(actor=planner, cycle=cycle, now=NOW)
    assert (signal.kind, signal.element) == (SignalKind.OFF_PATH, goal)
    assert last_verb() == "signal.raised"
    assert actions.raise_signals(actor=planner, cycle=cycle, now=NOW) == [signal]

    factories.observation(goal.revisions.get().target.series, 2019, 45, known_on=date(2020, 9, 2))
    assess(planner, cycle, NOW + timedelta(hours=1))
    assert actions.raise_signals(actor=planner, cycle=cycle, now=NOW + timedelta(hours=1)) == []
    signal.refresh_from_db()
    assert signal.closed_at == NOW + timedelta(hours=1)


def test_signals_compare_with_the_reviews_before(planner, concept):
    goal = factories.measured_goal(concept, RISING)
    version = factories.frozen_version(concept)
    cycles = [
        factories.cycle(version, reference_date=date(year, 12, 31), known_on=date(year + 1, 9, 30))
        for year in (2017, 2018, 2019)
    ]
    for cycle, status, chance in zip(
        cycles, [Status.REACHED, Status.ON_TRACK, Status.UNCERTAIN], [0.9, 0.8, 0.5], strict=True
    ):
        assess(planner, cycle)
        Assessment.objects.filter(cycle=cycle).update(status=status, probability=chance)

    found = actions.raise_signals(actor=planner, cycle=cycles[2], now=NOW)

    assert {signal.kind for signal in found} == {SignalKind.WORSENED, SignalKind.LESS_LIKELY}
    assert {signal.element for signal in found} == {goal}
    assert actions.raise_signals(actor=planner, cycle=cycles[1], now=NOW) == []


def test_signals_need_assessments(planner, concept):
    with pytest.raises(NothingAssessed):
        actions.raise_signals(actor=planner, cycle=review(concept), now=NOW)


# --- correct and close ---------------------------------------------------------------------------------------------


def correct(actor, cycle, element, **values):
    return actions.agree_correction(
        **{
            "actor": actor, "cycle": cycle, "element": element, "fact": "Die Wartezeit steigt.",
            "reason": "Zwei Lehrkräfte fehlen.", "action": "Ein Abendkurs mehr.", "owner": "Kurskoordination",
            "due_on": date(2021, 3, 31), "effect": "", "now": NOW,
        }
        | values
    )  # fmt: skip


def test_correction_names_fact_cause_action_owner_and_date(group_member, concept):
    goal = factories.measured_goal(concept, RISING)

    made = correct(group_member, review(concept), goal)

    assert (made.reason, made.owner, made.due_on) == ("Zwei Lehrkräfte fehlen.", "Kurskoordination", date(2021, 3, 31))
    assert last_verb() == "correction.agreed"


def test_correction_is_refused_for_other_elements_past_days_and_without_cause(group_member, concept):
    goal = factories.measured_goal(concept, RISING)
    cycle = review(concept)

    with pytest.raises(NotAGoalHere):
        correct(group_member, cycle, factories.element(concept, ElementKind.INITIATIVE))
    with pytest.raises(DueInPast):
        correct(group_member, cycle, goal, due_on=NOW.date())
    with pytest.raises(ReasonMissing):
        correct(group_member, cycle, goal, reason="")


def test_closed_cycle_stays_as_it_is(planner, group_member, concept):
    goal = factories.measured_goal(concept, RISING)
    cycle = review(concept)
    with pytest.raises(NothingAssessed):
        actions.close_cycle(actor=planner, cycle=cycle, now=NOW)
    (found,) = assess(planner, cycle)

    actions.close_cycle(actor=planner, cycle=cycle, now=NOW)

    found.refresh_from_db()
    assert last_verb() == "cycle.closed"
    for refused in (
        lambda: actions.assess_goals(actor=planner, cycle=cycle, now=NOW),
        lambda: actions.raise_signals(actor=planner, cycle=cycle, now=NOW),
        lambda: actions.close_cycle(actor=planner, cycle=cycle, now=NOW),
        lambda: rate(group_member, found),
        lambda: correct(group_member, cycle, goal),
    ):
        with pytest.raises(CycleClosed):
            refused()
    assert Signal.objects.count() == 0
