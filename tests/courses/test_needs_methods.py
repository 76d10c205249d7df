"""Need planning without a database: waiting times, ranges that hold what they promise, and small numbers that hide."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from roterfaden.courses.methods.needs import (
    Case,
    CaseEnd,
    Facts,
    Kind,
    Offer,
    Region,
    Report,
    Waiter,
    answer,
    changes,
    is_young,
    months_after,
    report,
    report_from,
    survival,
    waits,
)
from roterfaden.courses.methods.needs.earlier import COLUMNS, read_earlier
from roterfaden.courses.methods.needs.forecast import past_of, predicted, quantile, share_of, spread_of
from roterfaden.courses.methods.needs.obstacles import Obstacle, obstacles
from roterfaden.kernel.suppression import hidden_counts
from roterfaden.kernel.tables import table_of
from roterfaden.kernel.tables.shape import TableRow

ON = date(2026, 11, 23)
A_MONTH = date(2026, 6, 1)


def case(days, end=CaseEnd.STARTED, **values):
    """A registration of June."""
    return Case(values.pop("month", A_MONTH), days, end, "general", "melle", **values)


def offer(**values):
    """A course in Melle that begins in January."""
    usual = {
        "kind": "general", "section": 1, "area": "melle", "provider": "VHS", "site": 1, "starts_on": date(2027, 1, 11),
        "ends_on": date(2027, 6, 11), "state": "planned", "seats": 10, "slot": "morning",
    }  # fmt: skip
    return Offer(**(usual | values))


def waiter(**values):
    """Somebody in Melle who can come in the morning."""
    usual = {"kind": "general", "section": 1, "area": "melle", "home": 1, "slots": frozenset({"morning"})}
    return Waiter(**(usual | values))


def facts(**values):
    """Two municipalities, two types, nobody yet."""
    usual = {
        "on": ON, "kinds": {"general": Kind("Allgemeiner Kurs"), "youth": Kind("Jugendkurs", True, date(2025, 5, 1))},
        "regions": {"melle": Region("Melle", 1), "bramsche": Region("Bramsche", 2)}, "cases": (), "waiting": (),
        "offers": (), "first_month": None, "limit": 42, "limit_source": "IntV § 7 (4)", "travel_limit": 60,
    }  # fmt: skip
    return Facts(**(usual | values))


def test_who_still_waits_counts_in_waiting_times():
    started = [case(days) for days in (10, 20, 20, 30, 40, 50)]
    still = [case(days, CaseEnd.WAITS) for days in (15, 45, 60, 60)]

    steps = dict(survival([*started, *still]))

    # Kaplan-Meier by hand: 10 at risk, then 8 (one left the sample after 15 days), 6, 5, 3
    assert steps == pytest.approx({10: 0.9, 20: 0.675, 30: 0.5625, 40: 0.45, 50: 0.3})
    found = waits([*started, *still], 42)
    assert (found.people, found.started, found.waiting) == (10, 6, 4)
    assert (found.median, found.ninety) == (40, None)
    assert found.late == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("cases", "known"),
    [
        ([case(10)] * 9, False),  # too few people
        ([case(10)] * 4 + [case(10, CaseEnd.WAITS)] * 9, False),  # too few who began
        ([case(50)] * 5 + [case(60, CaseEnd.LEFT)] * 5, True),
    ],
)
def test_waiting_is_unknown_with_too_few(cases, known):
    found = waits(cases, 42)

    assert (found.median is not None) == known
    assert (found.late is not None) == known


def test_nobody_waits_too_long_where_everybody_began_in_time():
    assert waits([case(10)] * 12, 42).late == 0
    assert waits([case(10)] * 12 + [case(20, CaseEnd.WAITS)], 42).late is None


@pytest.mark.parametrize(("mean", "unrest"), [(0.6, 1.0), (4.0, 1.0), (15.0, 1.0), (15.0, 3.0)])
def test_ranges_hold_what_they_promise(mean, unrest):
    """At least 8 of 10 in simulated years; discrete counts and the prior make small means safer than that."""
    random = np.random.default_rng(60)
    held, rounds, months = 0, 200, 18
    for _round in range(rounds):
        if unrest > 1:
            size = mean / (unrest - 1)
            drawn = random.negative_binomial(size, 1 / unrest, months + 6)
        else:
            drawn = random.poisson(mean, months + 6)
        history, future = [int(each) for each in drawn[:months]], int(drawn[months:].sum())
        spread = spread_of([history])
        found = predicted(past_of(history, spread), 6, spread=spread)
        held += found.low <= future <= found.high
    assert 0.76 <= held / rounds <= 0.97


def test_few_months_say_nothing_and_a_change_of_level_is_noticed():
    assert past_of([9] * 5) is None
    assert past_of([9] * 12).months == 12
    fallen = past_of([20] * 12 + [6] * 6)
    assert (fallen.months, fallen.is_shifted) == (6, True)
    few, many = predicted(past_of([8] * 6), 6), predicted(past_of([8] * 24), 6)
    assert few.high - few.low > many.high - many.low
    assert (few.expected, many.expected) == (48, 48)
    assert share_of(3, 9) is None
    assert spread_of([[5, 5, 5, 15, 15, 15]]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("mean", "variance", "expected"),
    [(0.3, 0.5, (0, 0, 1)), (6.0, 9.0, (2, 6, 10)), (80.0, 240.0, (61, 79, 100)), (500.0, 900.0, (462, 500, 538))],
)  # as scipy.stats.nbinom.ppf says; above 400 it is the normal distribution
def test_quantiles_are_those_of_the_negative_binomial(mean, variance, expected):
    assert tuple(quantile(mean, variance, level) for level in (0.1, 0.5, 0.9)) == expected


def test_each_person_meets_the_first_thing_that_leaves_no_course():
    found = facts(
        regions={"melle": Region("Melle", 1)}, minutes={(1, 1): 20, (2, 1): 90, (3, 1): None},
        offers=(offer(care=1), offer(section=2, seats=5, taken=5), offer(section=3, is_online=True)),
        waiting=(
            waiter(), waiter(kind=""), waiter(is_entitled=False), waiter(section=6), waiter(women_only=True),
            waiter(slots=frozenset({"evening"})), waiter(home=2), waiter(home=3), waiter(home=9), waiter(children=2),
            waiter(section=2), waiter(kind="", has_seat=True), waiter(section=3), waiter(section=3, online=True),
        ),
    )  # fmt: skip

    assert obstacles(found) == {
        None: 3, Obstacle.TEST: 1, Obstacle.ENTITLEMENT: 1, Obstacle.COURSE: 2, Obstacle.WOMEN: 1, Obstacle.TIME: 1,
        Obstacle.WAY: 2, Obstacle.CARE: 1, Obstacle.FULL: 1,
    }  # fmt: skip


@pytest.fixture
def county():
    """Twelve months of ten registrations, thirty people who wait, one of them alone in Bramsche, two courses."""
    months = [months_after(ON, -step) for step in range(12, 0, -1)]
    cases = [
        case(30 + place * 5, CaseEnd.LEFT if place == 9 else CaseEnd.STARTED, month=month)
        for month in months for place in range(10)
    ]  # fmt: skip
    waiting = [waiter(under_27=number < 5, children=2 if number < 4 else 0) for number in range(29)]
    return facts(
        cases=tuple(cases), waiting=(*waiting, waiter(area="bramsche", home=2)), first_month=months[0],
        offers=(offer(care=1), offer(area="bramsche", site=2, starts_on=date(2027, 2, 1)),
                offer(state="cancelled", cancel_reason="no_teacher")),
        minutes={(1, 1): 10, (1, 2): 40, (2, 1): 40, (2, 2): 10},
    )  # fmt: skip


def sheets_of(found):
    """Rows of the tables of an answer by caption, without drawings."""
    return {sheet.caption: sheet.rows for sheet in found.sheets}


@pytest.mark.parametrize(
    ("question", "sentence"),
    {
        "wartezeit": "Die Hälfte wartet höchstens 50 Tage, 9 von 10 höchstens 70 Tage; 7 von 10 länger als 6 Wochen.",
        "angebot": "Es gibt 2 Kurse von 1 Trägern in 2 von 2 Kommunen; 2 davon beginnen bis 31. Mai 2027.",
        "luecken": "Bis 31. Mai 2027 fehlen zusammen etwa 66 Plätze (zwischen 54 und 78). Plätze fehlen bei: "
        "Allgemeiner Kurs (66).",
        "junge": "5 von 30 Wartenden sind unter 27. Eigene Kurse für junge Menschen gibt es zurzeit nicht.",
        "kinder": "Betreuung brauchen 8 Kinder von 4 Wartenden. Bis 31. Mai 2027 beginnen 2 Kurse; 1 davon haben "
        "Betreuung, mit zusammen 1 Plätzen.",
        "hindernisse": "4 von 30 Wartenden ohne Platz finden zurzeit keinen passenden Kurs. Der häufigste Grund: zu "
        "wenige Plätze in der Kinderbetreuung.",
        "vorausschau": "Bis 31. Mai 2027 melden sich voraussichtlich zwischen 50 und 75 Menschen neu an. Von 10 "
        "Angemeldeten beginnen gewöhnlich 9 einen Kurs.",
    }.items(),
)
def test_each_question_is_answered_in_a_sentence(county, question, sentence):
    assert answer(county, question, full=True).sentence == sentence


def test_small_numbers_hide_from_all_but_the_coordination(county):
    full, told = (sheets_of(answer(county, "luecken", full=full)) for full in (True, False))

    assert [row[:2] for row in full["Bedarf und Plätze nach Kommune"]] == [("Melle", 29), ("Bramsche", 1)]
    assert [row[:2] for row in told["Bedarf und Plätze nach Kommune"]] == [("übrige Kommunen", 30)]
    assert hidden_counts([0, 2, 9, 4]) == {1, 3}
    assert hidden_counts([1, 2, 9]) == {0, 1}
    assert hidden_counts([1, 1, 0, 9]) == {0, 1, 3}  # two hidden that make two are one each
    alone = replace(county, waiting=(waiter(children=1, under_27=True), waiter()))
    assert "weniger als 3 von weniger als 3 Wartenden" in answer(alone, "junge", full=False).sentence
    for found in report(alone, full=False).answers:
        assert all(figure.value not in (1, 2) for figure in found.figures if figure.unit in ("Menschen", "Kinder"))


def counts_of(found):
    """What the table of waiting times says of people, by row."""
    (sheet,) = found.sheets
    return {row[0]: row[1:4] for row in sheet.rows}


def test_waiting_times_tell_no_small_number_as_a_difference():
    of = {
        "general": (30, 12, 9), "youth": (8, 4, 3), "": (4, 0, 4),  # one of the eight left without a course
    }  # fmt: skip
    cases = tuple(
        replace(case(30 + place, end), kind=kind)
        for kind, (people, started, waiting) in of.items()
        for place, end in enumerate(
            [CaseEnd.STARTED] * started + [CaseEnd.WAITS] * waiting + [CaseEnd.LEFT] * (people - started - waiting)
        )
    )

    full, told = (counts_of(answer(facts(cases=cases), "wartezeit", full=full)) for full in (True, False))

    assert full["Jugendkurs"] == (8, 4, 3)
    assert sum(row[0] for name, row in full.items() if name != "alle Kursarten") == full["alle Kursarten"][0] == 42
    hidden = {name for name, row in told.items() if row == (None, None, None)}
    assert hidden == {"Jugendkurs", "noch ohne Einstufung", "Allgemeiner Kurs"}  # the first two: again one who left
    fewer = answer(facts(cases=cases[:10]), "wartezeit", full=False)
    assert counts_of(fewer)["alle Kursarten"] == (10, 10, 0)
    assert counts_of(answer(facts(cases=cases[10:30]), "wartezeit", full=False))["alle Kursarten"] == (None,) * 3


def test_share_of_few_people_is_told_to_nobody_else():
    cases = tuple(case(days) for days in [10] * 19 + [90])

    full, told = (answer(facts(cases=cases), "wartezeit", full=full) for full in (True, False))

    assert (full.sheets[0].rows[-1][-1], full.figures[2].value) == (5, 5)
    assert (told.sheets[0].rows[-1][-1], told.figures[2].value) == (None, None)
    assert told.sentence == "Die Hälfte wartet höchstens 10 Tage, 9 von 10 höchstens 10 Tage."


def test_small_month_is_told_by_no_sum_of_a_year(county):
    one = (case(30, month=months_after(ON, -3)), *(each for each in county.cases if each.month != months_after(ON, -3)))
    found = answer(replace(county, cases=one), "vorausschau", full=False)

    assert [row[1] for row in found.sheets[0].rows][-9] is None
    assert found.figures[0].value is None
    assert answer(county, "vorausschau", full=False).figures[0].value == 120


def test_the_others_beside_the_young_are_not_told_either(county):
    young = tuple(replace(who, under_27=place > 0) for place, who in enumerate(county.waiting))
    rows = sheets_of(answer(replace(county, waiting=young), "junge", full=False))

    assert rows["Wartende unter 27 nach Kursart"] == (("Allgemeiner Kurs", 30, None),)


def test_nothing_is_said_where_nothing_is_known():
    empty = report(facts(), full=True)

    assert "noch nicht sagen" in empty.answers[0].sentence
    assert "noch nicht sagbar" in empty.answers[2].sentence
    assert "noch nicht sagbar" in empty.answers[6].sentence


def test_a_report_is_frozen_whole_and_compared(county):
    first = report(county, full=False)
    again = report_from(first.to_json())

    assert again == first
    fewer = report(replace(county, waiting=county.waiting[:20]), full=False)
    found = {each.figure.slug: (each.before, each.figure.value) for each in changes(fewer, again)}
    assert found["waiting"] == (30, 20)
    assert {each.before for each in changes(fewer, None)} == {None}
    assert isinstance(again, Report)


def test_earlier_lists_are_read_with_a_reason_for_each_line_left_out():
    lines = [
        ("2025-03", "034590024024", "general", "40", "begonnen", "ja"), ("04.2025", "034590024024", "General", "7",
        "Ausgeschieden", ""), ("2026-11", "034590024024", "general", "7", "begonnen", ""),
        ("2025-03", "Melle", "general", "7", "begonnen", ""), ("2025-03", "034590024024", "x", "7", "begonnen", ""),
        ("2025-03", "034590024024", "general", "7", "offen", ""),
        ("2025-03", "034590024024", "general", "7", "ausgeschieden", "ja"),
    ]  # fmt: skip
    rows = [TableRow(1, COLUMNS), *(TableRow(number, cells) for number, cells in enumerate(lines, start=2))]

    found = read_earlier(
        table_of(rows), areas={"034590024024": 3}, types={"general": 5}, before=ON.replace(day=1)
    )  # fmt: skip

    assert [(row.month, row.days, row.again) for row in found.rows] == [
        (date(2025, 3, 1), 40, True), (date(2025, 4, 1), 7, False),
    ]  # fmt: skip
    assert [line for line, _reason in found.faults] == [4, 5, 6, 7, 8]
    assert read_earlier(table_of([rows[0], TableRow(2, ("2025-03",))]), areas={}, types={}, before=ON).rows == ()


@pytest.mark.parametrize(("born", "young"), [(date(1999, 11, 24), True), (date(1999, 11, 23), False)])
def test_young_is_under_twenty_seven(born, young):
    assert is_young(born, ON) == young
