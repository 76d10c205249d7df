"""Law as dated rows: what is loaded, what a change does to its neighbours, what a day sees, who may."""

from datetime import date
from decimal import Decimal

import pytest

from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import CourseKind, Priority, RuleName, Unit
from roterfaden.courses.methods.periods import after
from roterfaden.courses.methods.reference import reference
from roterfaden.courses.models import AdmissionStop, CourseType, Rule
from roterfaden.kernel.errors import NotAllowed
from tests.courses.network import NOW, TODAY

SOURCE = "KIM-Runde vom 12. März 2026"


@pytest.fixture
def loaded(system, db):
    return actions.load_reference(actor=system, now=NOW)


@pytest.mark.parametrize(
    ("start", "value", "unit", "expected"),
    [
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),
        (date(2026, 9, 1), 6, Unit.WEEKS, date(2026, 10, 13)),
        (date(2026, 10, 1), 3, Unit.WORKING_DAYS, date(2026, 10, 6)),
        (date(2026, 9, 1), 7, Unit.DAYS, date(2026, 9, 8)),
    ],
)
def test_period_ends_as_the_law_counts(start, value, unit, expected):
    assert after(start, value, unit) == expected


def test_distance_is_no_time():
    with pytest.raises(ValueError, match="no unit of time"):
        after(TODAY, 5, Unit.KILOMETRES)


def test_file_names_every_rule_with_source_and_every_kind_of_course():
    file = reference()

    assert {row["slug"] for row in file.rules} == set(RuleName.values)
    assert {row["kind"] for row in file.types} == set(CourseKind.values)
    assert all(row["legal_source"] for row in (*file.rules, *file.terms, *file.kinds, *file.stops, *file.notes))


def test_loading_twice_adds_nothing_and_joins_periods(loaded, system):
    assert loaded == sum(len(rows) for rows in (reference().types, *reference().keys.values()))
    assert actions.load_reference(actor=system, now=NOW) == 0
    assert queries.reference_page(TODAY).missing == 0

    intensive = CourseType.objects.get(slug="intensive")
    before, now = (queries.terms(intensive, day) for day in (date(2024, 4, 30), date(2024, 5, 1)))
    assert (before.hours_orientation, now.hours_orientation) == (30, 100)
    assert before.valid_to == now.valid_from
    obliged = {
        day: next(row for row in queries.entitlement_kinds(day) if row.slug == "obliged-jobcenter").legal_basis
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    }
    assert "§ 15 Abs. 5" in obliged[date(2026, 6, 30)]
    assert "§ 15a" in obliged[date(2026, 7, 1)]


def test_youth_courses_are_closed_but_known(loaded):
    open_types = {row.slug for row in queries.course_types(TODAY)}

    assert "youth" not in open_types
    assert {"general", "low_literacy", "land"} <= open_types
    assert "youth" in {row.slug for row in queries.course_types()}


def test_new_law_is_a_new_row_that_ends_the_old(loaded, course_coordinator):
    change = {"slug": RuleName.TRAVEL_GRANT, "unit": Unit.KILOMETRES, "legal_source": SOURCE, "now": NOW}
    actions.change_rule(actor=course_coordinator, value=Decimal("4.5"), valid_from=date(2027, 1, 1), **change)

    assert queries.rule(RuleName.TRAVEL_GRANT, date(2026, 12, 31)).value == 5
    assert queries.rule(RuleName.TRAVEL_GRANT, date(2027, 1, 1)).value == Decimal("4.5")
    actions.change_rule(actor=course_coordinator, value=Decimal(4), valid_from=date(2027, 1, 1), **change)
    actions.change_rule(actor=course_coordinator, value=Decimal(3), valid_from=date(2026, 10, 1), **change)
    between = queries.rule(RuleName.TRAVEL_GRANT, date(2026, 12, 31))
    assert (between.value, between.valid_to) == (3, date(2027, 1, 1))
    line = next(line for line in queries.reference_page(TODAY).rules if line.key == RuleName.TRAVEL_GRANT)
    assert [row.value for row in line.coming] == [3, 4]
    assert [(row.value, row.withdrawn_at is not None) for row in line.past] == [(Decimal("4.50"), True)]
    assert Rule.objects.filter(slug=RuleName.TRAVEL_GRANT).count() == 4


def test_change_of_terms_and_of_a_way_in_keeps_what_held(loaded, course_coordinator):
    literacy = CourseType.objects.get(slug="literacy")
    dated = {"valid_from": date(2027, 1, 1), "legal_source": SOURCE, "now": NOW, "actor": course_coordinator}
    actions.change_terms(course_type=literacy, values={"hours_language": 900, "size_max": 14}, **dated)
    actions.change_entitlement_kind(
        slug="claim", values={"name": "Anspruch", "priority": Priority.FIRST, "valid_months": 24}, **dated
    )

    assert queries.terms(literacy, TODAY).size_max == 16
    assert queries.terms_on(date(2027, 1, 1))[literacy.pk].size_max == 14
    assert len(queries.reference_page(TODAY).coming) == 2


def test_stop_begins_and_ends(loaded, course_coordinator):
    stop = AdmissionStop.objects.get()

    actions.reopen_admission(
        actor=course_coordinator, stop=stop, valid_to=date(2026, 12, 1), legal_source=SOURCE, now=NOW
    )

    assert [row.kind for row in queries.admission_stops(date(2026, 11, 30))] == ["admission"]
    assert queries.admission_stops(date(2026, 12, 1)) == []
    with pytest.raises(errors.StopNotInForce):
        actions.reopen_admission(
            actor=course_coordinator, stop=stop, valid_to=date(2027, 1, 1), legal_source=SOURCE, now=NOW
        )


def test_rule_without_source_and_by_somebody_else_is_refused(course_coordinator, provider):
    change = {"slug": RuleName.RESERVATION, "value": Decimal(5), "unit": Unit.DAYS, "valid_from": TODAY, "now": NOW}

    with pytest.raises(errors.SourceMissing):
        actions.change_rule(actor=course_coordinator, legal_source=" ", **change)
    with pytest.raises(NotAllowed):
        actions.change_rule(actor=provider, legal_source=SOURCE, **change)


def test_page_of_rules_asks_six_questions(loaded, query_count):
    assert query_count(lambda: queries.reference_page(TODAY)) == 6
