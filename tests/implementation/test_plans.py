"""Plans of initiatives: pure dates, then what actions do and refuse."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions, errors, queries
from roterfaden.implementation.enums import DueKind, LateReason, Progress, Verb
from roterfaden.implementation.forms import BudgetForm
from roterfaden.implementation.methods import funding_step, lateness, months_later, next_due, report_due, way
from roterfaden.implementation.models import Dependency, Funding, InitiativePlan, Milestone, YearBudget
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW, TODAY

DAY = date(2026, 3, 31)
LATER = NOW + timedelta(days=1)


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends_on", "step"),
    [
        (date(2026, 3, 30), 0),
        (date(2026, 3, 31), 3),
        (date(2026, 6, 30), 3),
        (date(2026, 7, 1), 6),
        (date(2026, 9, 30), 6),
        (date(2027, 3, 31), 12),
        (date(2027, 4, 1), None),
    ],
)
def test_funding_is_warned_of_twelve_six_and_three_months_before(ends_on, step):
    assert funding_step(ends_on, DAY) == step


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-30, 30))
def test_months_later_is_in_the_month_meant_and_never_on_a_later_day(day, months):
    found = months_later(day, months)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day


@pytest.mark.parametrize(
    ("progress", "reasons"),
    [
        (Progress.UNDER_WAY, [LateReason.MILESTONE, LateReason.OVER]),
        ("", [LateReason.MILESTONE, LateReason.OVER]),
        (Progress.POSTPONED, [LateReason.POSTPONED, LateReason.MILESTONE, LateReason.OVER]),
        (Progress.DROPPED, [LateReason.DROPPED]),
        (Progress.DONE, []),
        (Progress.REGULAR_WORK, []),
    ],
)
def test_lateness_says_why(progress, reasons):
    steps = [(DAY - timedelta(days=1), "Räume"), (DAY, "Eröffnung")]

    assert [late.reason for late in lateness(progress, ends_on=date(2025, 12, 31), milestones=steps, on=DAY)] == reasons


def test_next_due_is_the_first_thing_with_a_date():
    due = next_due(
        Progress.UNDER_WAY, ends_on=date(2027, 1, 1), milestones=[(date(2026, 9, 1), "Räume")],
        fundings=[(date(2026, 3, 30), "vorbei"), (date(2026, 6, 30), "Land")], on=DAY,
    )  # fmt: skip

    assert (due.on, due.kind, due.title) == (date(2026, 6, 30), DueKind.FUNDING, "Land")
    assert next_due(Progress.DONE, ends_on=DAY, milestones=[], fundings=[], on=DAY) is None


def test_report_is_due_after_a_month_unless_settled():
    assert report_due(Progress.UNDER_WAY, DAY - timedelta(days=31), DAY)
    assert not report_due(Progress.UNDER_WAY, DAY - timedelta(days=30), DAY)
    assert not report_due(Progress.DONE, None, DAY)
    assert report_due("", None, DAY)


@given(st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7)), max_size=8), st.integers(0, 7), st.integers(0, 7))
def test_way_walks_along_edges_and_is_found_exactly_if_there_is_one(edges, start, goal):
    found = way(edges, start, goal)

    reached, size = {start}, 0
    while size != len(reached):
        size = len(reached)
        reached |= {after for here in reached for after in edges.get(here, ())}
    assert bool(found) == (goal in reached)
    if found:
        assert (found[0], found[-1]) == (start, goal)
        assert all(after in edges[before] for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("12500", "12500"), ("12.500", "12500"), ("12.500,50 €", "12500.50"), ("1.250.000", "1250000"), ("12.5", "12.5")],
)
def test_amounts_are_read_as_they_are_written_here(typed, amount):
    form = BudgetForm({"year": 2026, "amount": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal(amount)


# --- plans ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def concept(db):
    return factories.concept()


@pytest.fixture
def initiative(concept):
    return factories.element(concept, ElementKind.INITIATIVE, title="Kinderbetreuung im Kurs")


@pytest.fixture
def other(concept):
    return factories.element(concept, ElementKind.INITIATIVE, title="Kursräume")


def test_plan_supersedes_and_keeps_the_old_one(goal_owner, initiative):
    first = actions.set_plan(actor=goal_owner, element=initiative, unit="Referat S", partners="VHS\nCaritas", now=NOW)
    same = actions.set_plan(actor=goal_owner, element=initiative, unit="Referat S", partners="VHS\nCaritas", now=LATER)
    second = actions.set_plan(actor=goal_owner, element=initiative, unit="Referat A", weight="focus", now=LATER)

    first.refresh_from_db()
    assert (same, second.supersedes, first.superseded_at) == (first, first, LATER)
    assert first.partner_names == ("VHS", "Caritas")
    assert second.made_as == Role.GOAL_OWNER
    assert Event.objects.order_by("number").last().changes["unit"] == ["Referat S", "Referat A"]
    assert Event.objects.filter(verb=Verb.PLAN_SET).count() == 2


def test_municipality_plans_beside_the_county(coordinator, coordinator_elsewhere, planner, municipality, initiative):
    actions.set_plan(actor=planner, element=initiative, unit="Referat S", now=NOW)
    actions.set_plan(actor=coordinator, element=initiative, municipality=municipality, unit="Bürgerbüro", now=NOW)

    assert InitiativePlan.objects.current().count() == 2
    for actor, place in ((coordinator, None), (coordinator_elsewhere, municipality)):
        with pytest.raises(NotAllowed):
            actions.set_plan(actor=actor, element=initiative, municipality=place, unit="…", now=NOW)


def test_budget_of_a_year_is_replaced_only_by_one_of_the_same_year(planner, initiative):
    for year, amount in ((2026, 100), (2027, 200), (2026, 150)):
        actions.set_budget(actor=planner, element=initiative, year=year, amount=Decimal(amount), now=NOW)

    standing = YearBudget.objects.current().order_by("year").values_list("year", "amount")
    assert list(standing) == [(2026, Decimal(150)), (2027, Decimal(200))]
    assert YearBudget.objects.count() == 3


def fund(actor, initiative, **values):
    facts = {"funder": "Land", "starts_on": TODAY, "ends_on": TODAY + timedelta(days=100), "now": NOW}
    return actions.set_funding(actor=actor, element=initiative, **(facts | values))


def test_funding_is_replaced_ended_and_never_twice(planner, initiative, other):
    first = fund(planner, initiative)
    second = fund(planner, initiative, ends_on=TODAY + timedelta(days=400), replaces=first, now=LATER)

    with pytest.raises(errors.NoLongerInForce):
        fund(planner, initiative, replaces=first)
    with pytest.raises(errors.OtherInitiative):
        fund(planner, other, replaces=second)
    with pytest.raises(errors.FundingHasNoDays):
        fund(planner, initiative, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(errors.ReasonMissing):
        actions.end_funding(actor=planner, funding=second, reason=" ", now=LATER)
    actions.end_funding(actor=planner, funding=second, reason="Nicht bewilligt.", now=LATER)
    assert (Funding.objects.count(), Funding.objects.current().count()) == (2, 0)


def test_dependencies_never_close_a_circle(planner, concept, initiative, other):
    third = factories.element(concept, ElementKind.INITIATIVE, title="Stelle")
    factories.frozen_version(concept, VersionKind.ADOPTED)
    first = actions.set_dependency(actor=planner, element=initiative, needs=other, now=NOW)
    actions.set_dependency(actor=planner, element=other, needs=third, now=NOW)

    with pytest.raises(errors.Circle, match=r"Stelle → .*Kinderbetreuung.* → .*Kursräume.* → .*Stelle"):
        actions.set_dependency(actor=planner, element=third, needs=initiative, now=NOW)
    with pytest.raises(errors.NeededAlready):
        actions.set_dependency(actor=planner, element=initiative, needs=other, now=NOW)
    with pytest.raises(errors.NeedsItself):
        actions.set_dependency(actor=planner, element=third, needs=third, now=NOW)
    foreign = factories.element(factories.concept(slug="anders"), ElementKind.INITIATIVE)
    with pytest.raises(errors.OtherConcept):
        actions.set_dependency(actor=planner, element=third, needs=foreign, now=NOW)
    actions.end_dependency(actor=planner, dependency=first, now=LATER)
    assert actions.set_dependency(actor=planner, element=third, needs=initiative, now=LATER).pk
    assert Dependency.objects.current().count() == 2


def test_milestone_moves_with_a_reason_and_remembers(goal_owner, initiative):
    milestone = actions.set_milestone(actor=goal_owner, element=initiative, title="Räume", due_on=TODAY, now=NOW)
    to = TODAY + timedelta(days=60)

    with pytest.raises(errors.ReasonMissing):
        actions.move_milestone(actor=goal_owner, milestone=milestone, to_on=to, reason="", now=NOW)
    with pytest.raises(errors.MovedNowhere):
        actions.move_milestone(actor=goal_owner, milestone=milestone, to_on=TODAY, reason="…", now=NOW)
    move = actions.move_milestone(actor=goal_owner, milestone=milestone, to_on=to, reason="Umbau", now=NOW)

    assert (Milestone.objects.get().due_on, move.from_on, move.to_on, move.reason) == (to, TODAY, to, "Umbau")


def test_regular_work_says_what_carries_it_on(goal_owner, initiative):
    facts = {"actor": goal_owner, "element": initiative, "progress": Progress.REGULAR_WORK, "as_of": TODAY, "now": NOW}

    with pytest.raises(errors.CarriedOnByMissing):
        actions.report_progress(**facts)

    assert actions.report_progress(**facts, carried_on_by="Stellenplan").carried_on_by == "Stellenplan"


# --- reading ----------------------------------------------------------------------------------------------------------


def test_rows_warn_of_late_predecessors_and_ending_funding(planner, concept, initiative, other, query_count):
    factories.progress(other, Progress.POSTPONED, reason="Kein Raum")
    actions.set_dependency(actor=planner, element=initiative, needs=other, now=NOW)
    fund(planner, initiative)
    version = factories.frozen_version(concept, VersionKind.ADOPTED)

    rows = {row.element: row for row in queries.initiatives(version, on=TODAY)}

    assert rows[initiative].waits_for == (f"{rows[other].number} Kursräume",)
    assert (rows[initiative].late, rows[initiative].funding_step) == ((), 6)
    assert [late.reason for late in rows[other].late] == [LateReason.POSTPONED]
    assert rows[initiative].next_due.kind == DueKind.FUNDING
    assert query_count(lambda: queries.initiatives(version, on=TODAY)) == 6
    page = queries.initiative_page(version, initiative, on=TODAY)
    assert [(each.element_id, each.is_late) for each in page.needs] == [(other.pk, True)]
    assert queries.initiative_page(version, other, on=TODAY).needed_by[0].element_id == initiative.pk


def test_funding_ending_is_a_signal_unless_more_money_or_the_end_came(planner, concept, initiative, other, query_count):
    version = factories.frozen_version(concept, VersionKind.ADOPTED)
    fund(planner, initiative)
    fund(planner, other)

    def ending():
        return [end.element for end in queries.funding_ending(TODAY, 6, version=version)]

    assert ending() == [initiative, other]
    assert queries.funding_ending(TODAY, 3, version=version) == ()
    fund(planner, initiative, ends_on=TODAY + timedelta(days=900), funder="Bund")
    factories.progress(other, Progress.DONE)
    assert ending() == []
    assert query_count(ending) <= 3
