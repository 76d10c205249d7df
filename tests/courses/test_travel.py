"""Ways to courses: read from a table, kept as a whole, used by the placement, told in words; the travel grant."""

from datetime import timedelta
from decimal import Decimal

import pytest

from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import CourseKind, RuleName, Unit
from roterfaden.courses.exports import way_table
from roterfaden.courses.methods.way_table import HEADINGS, Places, columns_of, read_way
from roterfaden.courses.methods.ways import Way, basis_words, grant_words, way_words
from roterfaden.courses.models import Site, WayTable
from roterfaden.kernel.tables import read_table
from roterfaden.places.models import Area
from tests import factories
from tests.courses.network import NOW, TODAY, area, ready, rule, run, site

WORDS = (
    (Way(38, False, 1, "Bus", "VOS"), "mit Bus erreichbar: 38 Min., ein Umstieg (VOS)"),
    (Way(38, False, 0, "", "VOS"), "erreichbar: 38 Min., ohne Umstieg (VOS)"),
    (Way(75, False, 2, "Bus", "VOS"), "mit Bus zu weit: 75 Min., 2 Umstiege (VOS)"),
    (Way(None, False, source="VOS"), "nach Fahrplan nicht erreichbar (VOS)"),
    (Way(38, True), "nach Entfernung geschätzt: etwa 38 Min."),
    (Way(75, True), "nach Entfernung geschätzt: etwa 75 Min. (zu weit)"),
    (None, "Weg unbekannt: Es fehlen Koordinaten."),
)
GRANTS = (
    (12.3, CourseKind.GENERAL, True), (5.0, CourseKind.LITERACY, True), (4.9, CourseKind.GENERAL, False),
    (None, CourseKind.GENERAL, False), (12.3, CourseKind.VOCATIONAL, False),
)  # fmt: skip


def test_way_says_where_its_minutes_come_from():
    assert [way_words(way, 60) for way, _words in WORDS] == [words for _way, words in WORDS]


def test_travel_grant_follows_the_rule_of_the_day():
    told = [
        grant_words(Way(38, False, kilometres=far), kind, needed=Decimal("5.00"), source="IntV § 4a")
        for far, kind, _possible in GRANTS
    ]

    assert [bool(words) for words in told] == [possible for *_facts, possible in GRANTS]
    assert told[0] == ("Fahrtkostenzuschuss möglich: Fußweg über 5 km (von der Ortsmitte geschätzt 12 km; IntV § 4a)")


def test_run_says_where_its_ways_come_from():
    assert basis_words({}) == ""
    assert basis_words({"timetable": 0, "estimated": 4, "since": ""}) == "Alle Wege sind nach Entfernung geschätzt."
    assert basis_words({"timetable": 2, "estimated": 4, "since": "2026-08-01"}) == (
        "Wege: 2 nach dem Fahrplan ab 01.08.2026, 4 nach Entfernung geschätzt."
    )


def test_every_fault_of_a_row_is_named():
    cells = ("Nirgends", "", "s9", "", "2000", "viele", "x" * 61, "bald", "", "")

    row = read_way(2, cells, columns_of(HEADINGS), Places({}, {}))

    assert row.facts is None
    assert [fault.partition(":")[0] for fault in row.faults] == [
        "Von (Schlüssel)", "Nach (Schlüssel)", "Minuten", "Umstiege", "Mit", "Quelle", "Gilt ab",
    ]  # fmt: skip
    assert read_way(3, cells[:4] + ("",) * 6, columns_of(HEADINGS), Places({}, {})).faults == ()
    with pytest.raises(errors.ColumnsMissing):
        columns_of(HEADINGS[:4])


# --- a table as a whole -----------------------------------------------------------------------------------------------


def brought(*rows, since="01.08.2026"):
    """A table with these rows: from, to, minutes."""
    lines = [";".join((str(start), "", f"s{end}", "", str(minutes), "1", "Bus", since, "VOS 2026", "")) for
             start, end, minutes in rows]  # fmt: skip
    return read_table("\n".join([";".join(HEADINGS), *lines]).encode(), "wege.csv")


@pytest.fixture
def places(db):
    """Quakenbrück with its site, and Melle far away."""
    factories.municipality(
        short_name="Melle", name="Stadt Melle", slug="melle", latitude=Decimal("52.203"), longitude=Decimal("8.336")
    )
    return area(), site()


def test_table_replaces_the_one_before_and_nothing_is_lost(places, course_coordinator):
    town, place = places
    table = brought((town.key, place.pk, 25), ("Melle", place.pk, "keine"), ("Atlantis", place.pk, 9))
    first, preview = actions.import_ways(actor=course_coordinator, table=table, now=NOW)
    assert [row.outcome for row in preview.rows] == ["new", "new", "refused"]

    again = brought((town.key, place.pk, 30), (town.key, 0, 5))
    second, preview = actions.import_ways(actor=course_coordinator, table=again, now=NOW)
    assert ([row.outcome for row in preview.rows], preview.gone) == (["changed", "refused"], 1)
    later = brought((town.key, place.pk, 40), since="13.12.2026")
    actions.import_ways(actor=course_coordinator, table=later, now=NOW)

    first.refresh_from_db()
    assert (first.withdrawn_at, first.ways.count(), second.ways.count()) == (NOW, 2, 1)
    ways = {
        on: queries.ways_on(on, areas=[town.pk], sites=[place.pk]).way(town, place)
        for on in (TODAY - timedelta(days=60), TODAY, TODAY + timedelta(days=200))
    }
    assert [(way.minutes, way.is_estimated) for way in ways.values()] == [(10, True), (30, False), (40, False)]
    with pytest.raises(errors.NothingToTakeOver):
        actions.import_ways(actor=course_coordinator, table=brought(("Atlantis", 1, 9)), now=NOW)


def test_rows_of_another_day_and_ways_told_twice_are_refused(places):
    town, place = places
    table = brought((town.key, place.pk, 25), (town.name, place.pk, 26))
    other_day = brought((town.key, place.pk, 25), ("Melle", place.pk, 26))
    other_day.rows[1] = other_day.rows[1]._replace(
        cells=tuple("13.12.2026" if cell == "01.08.2026" else cell for cell in other_day.rows[1].cells)
    )

    twice, day = queries.ways_preview(table, TODAY), queries.ways_preview(other_day, TODAY)

    assert ({row.outcome for row in twice.rows}, twice.ways) == ({"refused"}, ())
    assert [row.outcome for row in day.rows] == ["new", "refused"]


def test_what_goes_out_comes_in_again_unchanged(places, course_coordinator):
    town, place = places
    kept, _preview = actions.import_ways(
        actor=course_coordinator, table=brought((town.key, place.pk, 25), ("Melle", place.pk, "keine")), now=NOW
    )

    with way_table(kept, TODAY) as file:
        back = read_table(file.read(), "wege.xlsx")
    preview = queries.ways_preview(back, TODAY)

    assert {row.outcome for row in preview.rows} == {"same"}
    assert (len(preview.ways), preview.gone) == (2, 0)


def test_placement_takes_the_timetable_where_there_is_one(places, course_coordinator):
    town, place = places
    elsewhere = Site.objects.create(provider=place.provider, name="Dort", address="Weg 1", area=town)
    run()
    run("Q-2", site=elsewhere)
    ready(course_coordinator, 0)
    estimated = actions.start_plan(actor=course_coordinator, now=NOW)
    table = brought((town.key, place.pk, 33), (town.key, elsewhere.pk, "keine"))
    actions.import_ways(actor=course_coordinator, table=table, now=NOW)

    plan = actions.start_plan(actor=course_coordinator, now=NOW)

    assert estimated.instance["minutes"][town.key] == {f"s{place.pk}": 10, f"s{elsewhere.pk}": 10}
    assert estimated.ways == {"timetable": 0, "estimated": 2, "since": ""}
    assert plan.instance["minutes"] == {town.key: {f"s{place.pk}": 33}}
    assert plan.ways == {"timetable": 2, "estimated": 0, "since": "2026-08-01"}


@pytest.mark.parametrize("count", [1, 3])
def test_coverage_names_what_is_missing_in_the_same_queries(places, course_coordinator, query_count, count):
    town, place = places
    for number in range(count - 1):
        Site.objects.create(provider=place.provider, name=f"Ort {number}", address="Weg 1", area=town)
    actions.import_ways(actor=course_coordinator, table=brought((town.key, place.pk, 25)), now=NOW)

    assert query_count(lambda: queries.ways_page(TODAY)) == 5
    page = queries.ways_page(TODAY)
    assert (page.known, page.total, page.table) == (1, 2 * count, WayTable.objects.get())
    (row,) = [each for each in page.sites if each.site == place]
    assert row.missing == ("Melle",)


def test_person_and_course_know_their_ways(places, course_coordinator, query_count):
    town, place = places
    rule(RuleName.TRAVEL_GRANT, 5, Unit.KILOMETRES)
    course = run()
    person = ready(course_coordinator, 0, area=Area.objects.get(slug="melle"))

    (found,) = queries.ways_to_courses(person, TODAY)
    assert found.reach.way.startswith("nach Entfernung geschätzt: etwa ")
    assert found.reach.grant.startswith("Fahrtkostenzuschuss möglich: Fußweg über 5 km")
    assert queries.reaches(course, [town], TODAY)[town.pk].grant == ""
    actions.import_ways(actor=course_coordinator, table=brought(("Melle", place.pk, 55)), now=NOW)
    assert query_count(lambda: queries.ways_to_courses(person, TODAY)) == 4
    (found,) = queries.ways_to_courses(person, TODAY)
    assert found.reach.way == "mit Bus erreichbar: 55 Min., ein Umstieg (VOS 2026)"
    catchment = queries.catchment(course.site, TODAY)
    assert (catchment.by_timetable, catchment.estimated, catchment.total) == (1, 1, 2)
