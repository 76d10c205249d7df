"""Small counts: hidden, protected by others, proved by exact intervals – for tables, vintages and shares."""

import itertools
from datetime import date
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roterfaden.indicators.enums import Protection
from roterfaden.indicators.methods.protection import Cell, Fact, Frame, Member, Ratio, Table, audit, decide, hide

COUNTY, JOINT = 1, 9
KNOWN = date(2021, 7, 1)
DAY = date(2020, 12, 31)
ALWAYS = date(1980, 1, 1)


def fact(key, amount, area=COUNTY, parts="", *, definition=1, limit=3, known_on=KNOWN, day=DAY, start=None, **more):
    pairs = frozenset(tuple(each.split("=")) for each in parts.split(";") if each)
    return Fact(
        key, area * 100 + len(parts), definition, area, pairs, start or day, day, known_on, amount, limit, **more
    )


def frame(*children, joint=(), **more):
    members = {COUNTY: tuple(Member(each, ALWAYS, None) for each in children)}
    if joint:
        members[JOINT] = tuple(Member(each, ALWAYS, None) for each in joint)
    return Frame(members=members, **more)


def hidden(decision):
    return {key for key, protection in decision.protection.items() if protection != Protection.FREE}


def assert_safe(decision):
    assert all(exposure.is_safe for exposure in decision.audited())


# --- one table --------------------------------------------------------------------------------------------------------
def test_count_alone_is_hidden_and_zero_is_shown():
    decision = decide([fact(1, 2), fact(2, 0, day=date(2019, 12, 31)), fact(3, 3, day=date(2018, 12, 31))], Frame())

    assert decision.protection == {1: Protection.SMALL, 2: Protection.FREE, 3: Protection.FREE}


def test_limit_of_a_small_area_is_not_told_apart():
    """ "Fewer than 3" would say that it is not 3 or 4."""
    raised = fact(1, 2, limit=5, is_raised=True)

    assert decide([raised], Frame()).protection == {1: Protection.SMALL_AREA}


def test_municipality_takes_the_cheapest_other_along():
    facts = [fact(1, 112), fact(2, 2, 2), fact(3, 100, 3), fact(4, 10, 4), fact(5, 0, 5)]

    decision = decide(facts, frame(2, 3, 4, 5))

    assert hidden(decision) == {2, 4}
    assert decision.protection[2] == decision.protection[4] == Protection.LINKED
    (exposure,) = decision.audited()
    assert (exposure.key, exposure.interval.low, exposure.interval.high) == (2, 1.0, 11.0)


def test_two_ones_do_not_protect_each_other():
    """A county of 2 with two municipalities of 1 each: hidden counts are at least 1, so both would be known."""
    decision = decide([fact(1, 20), fact(2, 1, 2), fact(3, 1, 3), fact(4, 18, 4)], frame(2, 3, 4))

    assert hidden(decision) == {2, 3, 4}
    assert_safe(decision)


def test_small_count_of_a_joint_municipality_is_protected_through_all_levels():
    """Its only inhabited member is the whole of it: the joint municipality goes too, and another part of the county."""
    facts = [fact(1, 52), fact(2, 2, JOINT), fact(3, 2, 91), fact(4, 0, 92), fact(5, 30, 3), fact(6, 20, 4)]

    decision = decide(facts, frame(JOINT, 3, 4, joint=(91, 92)))

    assert hidden(decision) == {2, 3, 6}
    assert_safe(decision)


def test_members_stand_in_for_a_joint_municipality_without_a_number():
    facts = [fact(1, 52), fact(3, 2, 91), fact(4, 20, 92), fact(5, 30, 3)]

    decision = decide(facts, frame(JOINT, 3, joint=(91, 92)))

    assert hidden(decision) == {3, 4}


def test_two_way_table_is_protected_by_a_cycle():
    """Municipalities by sex: hiding in the row alone would leave the column open."""
    facts, key = [], 1
    grid = {2: (2, 40), 3: (30, 20), 4: (25, 35)}
    for area, (women, men) in [*grid.items(), (COUNTY, (57, 95))]:
        for parts, amount in (("", women + men), ("geschlecht=w", women), ("geschlecht=m", men)):
            facts.append(fact(key, amount, area, parts))
            key += 1

    decision = decide(facts, frame(2, 3, 4))

    assert len(hidden(decision)) == 4
    assert_safe(decision)


def test_what_a_breakdown_leaves_unsaid_is_protected_too():
    """20 mediators, 18 of them with a history of migration: nobody printed the 2 others, but everybody can subtract."""
    decision = decide([fact(1, 20), fact(2, 18, parts="zuwanderung=ja")], Frame())

    assert hidden(decision) == {2}
    assert_safe(decision)


def test_overlapping_parts_are_no_sum():
    facts = [fact(1, 20), fact(2, 18, parts="anlass=a"), fact(3, 15, parts="anlass=b"), fact(4, 2, parts="anlass=c")]

    assert decide(facts, Frame()).protection[4] == Protection.SMALL


def test_codes_within_codes_add_up_to_their_own_total():
    """Named by the office: a1 and a2 are parts of a; without that they would overlap with it."""
    parts = {1: ("", 30), 2: ("s=a", 20), 3: ("s=b", 10), 4: ("s=a1", 18), 5: ("s=a2", 2)}
    facts = [fact(key, amount, parts=text) for key, (text, amount) in parts.items()]

    decision = decide(facts, Frame(broader={("s", "a1"): "a", ("s", "a2"): "a"}))

    assert hidden(decision) == {4, 5}
    assert_safe(decision)


def test_averages_are_not_added_up():
    facts = [fact(1, 40), fact(2, 2, 2), fact(3, 55, 3), fact(4, 38, 4)]

    assert hidden(decide(facts, frame(2, 3, 4))) == {2}


# --- time -------------------------------------------------------------------------------------------------------------
def test_quarters_make_up_their_year():
    ends = [date(2020, 1, 1), date(2020, 4, 1), date(2020, 7, 1), date(2020, 10, 1), date(2021, 1, 1)]
    quarters = [
        fact(key, amount, start=start, day=end)
        for key, (amount, (start, end)) in enumerate(zip((2, 30, 40, 50), itertools.pairwise(ends), strict=True), 2)
    ]

    decision = decide([fact(1, 122, start=ends[0], day=ends[-1]), *quarters], Frame())

    assert hidden(decision) == {2, 3}
    assert_safe(decision)


def test_revision_cannot_be_subtracted_from_the_state_before():
    """The other municipality can be read already; a corrected total would give the small one away, so it goes."""
    old, new = date(2021, 7, 1), date(2022, 7, 1)
    free = {"protection": Protection.FREE}
    facts = [
        fact(1, 30, known_on=old, **free), fact(2, 10, 2, known_on=old, **free), fact(3, 20, 3, known_on=old, **free),
        fact(4, 22, known_on=new), fact(5, 2, 2, known_on=new),
    ]  # fmt: skip

    decision = decide(facts, frame(2, 3))

    assert hidden(decision) == {4, 5}
    assert not decision.withdrawn
    assert_safe(decision)


def test_same_series_is_hidden_every_year():
    facts, key = [], 1
    for year, amounts in ((2019, (2, 20, 21)), (2020, (1, 22, 20))):
        day = date(year, 12, 31)
        facts.append(fact(key, sum(amounts), day=day))
        facts += [fact(key + place, amount, place + 1, day=day) for place, amount in enumerate(amounts, 1)]
        key += 10

    assert hidden(decide(facts, frame(2, 3, 4))) == {2, 3, 12, 13}


# --- shares -----------------------------------------------------------------------------------------------------------
SHARE = Frame(ratios={3: Ratio((1,), (2,), 100.0)}, shares=frozenset({3}))


@pytest.mark.parametrize(
    ("counted", "whole", "gone"),
    [
        (2, 40, {1, 3}),  # the count is small, so its share would tell it
        (38, 40, {1, 3}),  # two are left over: the count is hidden, because the whole is shown
        (20, 40, set()),
        (2, 2, {1, 2, 3}),
    ],
)
def test_share_does_not_tell_what_it_is_made_of(counted, whole, gone):
    facts = [fact(1, counted), fact(2, whole, definition=2), fact(3, 100 * counted / whole, definition=3)]

    decision = decide(facts, SHARE)

    assert hidden(decision) == gone
    assert_safe(decision)


@pytest.mark.parametrize(("share", "is_hidden"), [(5.0, True), (95.0, True), (50.0, False), (0.0, False)])
def test_share_of_a_known_whole_is_a_count(share, is_hidden):
    facts = [fact(2, 40, definition=2), fact(3, share, definition=3)]

    assert (3 in hidden(decide(facts, Frame(ratios={3: Ratio((), (2,), 100.0)}, shares=frozenset({3}))))) == is_hidden


# --- the auditor ------------------------------------------------------------------------------------------------------
def test_audit_tells_an_open_count_from_a_safe_one():
    cells = (Cell(1, 12, 3), Cell(2, 2, 3), Cell(3, 4, 3), Cell(4, 6, 3))
    table = Table(cells, ((1, (2, 3, 4)),))

    (open_one,) = audit(table, {2})
    (safe,) = audit(table, {2, 4})
    (free,) = audit(table, {1, 2})

    assert (open_one.interval.low, open_one.interval.high, open_one.is_safe) == (2.0, 2.0, False)
    assert (safe.interval.low, safe.interval.high, safe.is_safe) == (1.0, 7.0, True)
    assert (free.interval.high, free.is_safe) == (inf, True)


def integer_tables(table, gone, most):
    """Every table of whole numbers an attacker could think of, by trying all of them: no linear programme."""
    unknown = sorted(gone | {cell.key for cell in table.cells if cell.is_rest})
    lowest = {cell.key: 0 if cell.is_rest else 1 for cell in table.cells}
    shown = {cell.key: int(cell.amount) for cell in table.cells}
    for guess in itertools.product(*(range(lowest[key], most + 1) for key in unknown)):
        said = shown | dict(zip(unknown, guess, strict=True))
        if all(said[total] == sum(said[part] for part in parts) for total, parts in table.sums):
            yield said


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    grid=st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=3), min_size=2, max_size=3),
    limit=st.integers(3, 5),
    joint=st.booleans(),
    small=st.sets(st.sampled_from([2, 3, 4, 91])),
)
def test_nothing_shown_gives_a_small_count_away(grid, limit, joint, small):
    """Random tables with margins, and a second level of areas, some of them with a higher limit because few people live
    there: no attacker with linear programmes finds a small count, and no attacker who tries all whole numbers does."""
    width = min(len(row) for row in grid)
    rows = [row[:width] for row in grid]
    facts, keys = [], itertools.count(1)
    for area, row in [*enumerate(rows, 2), (COUNTY, [sum(column) for column in zip(*rows, strict=True)])]:
        facts.append(fact(next(keys), sum(row), area, limit=limit))
        facts += [fact(next(keys), amount, area, f"a={place}", limit=limit) for place, amount in enumerate(row)]
    if joint:
        total, parts = facts[0], facts[1 : width + 1]
        facts += [fact(next(keys), total.amount, 91, limit=limit)]
        facts += [fact(next(keys), each.amount, 91, f"a={place}", limit=limit) for place, each in enumerate(parts)]
    areas = {COUNTY: tuple(Member(each, ALWAYS, None) for each in range(2, 2 + len(rows)))}
    if joint:
        areas[2] = (Member(91, ALWAYS, None),)

    facts = [row._replace(limit=row.limit + 2, is_raised=True) if row.area in small else row for row in facts]

    decision = decide(facts, Frame(members=areas))

    assert_safe(decision)
    gone = hidden(decision)
    assert all(row.amount > 0 for row in facts if row.key in gone)
    assert {row.key for row in facts if 0 < row.amount < row.limit} <= gone
    for table in decision.tables:
        own = gone & set(table.index)
        if len(own) <= 5:
            guesses = list(itertools.islice(integer_tables(table, own, 14), 5000))
            for cell in table.cells:
                if cell.is_sensitive and not cell.is_rest and guesses:
                    assert len({guess[cell.key] for guess in guesses}) > 1


def test_hiding_the_same_table_gives_the_same_cells():
    cells = tuple(Cell(key, amount, 3, weight=1.0) for key, amount in enumerate((40, 2, 8, 10, 20), 1))
    table = Table(cells, ((1, (2, 3, 4, 5)),))

    assert hide(table) == hide(table) == {2, 3}
