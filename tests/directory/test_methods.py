"""Hours, distances, guides, tables and documents: pure calculation."""

import json
from datetime import date, datetime, time

import pytest

from roterfaden.directory.enums import Freshness, PageState
from roterfaden.directory.errors import ColumnsMissing, DaysNotUnderstood, HoursNotUnderstood, ListingUnreadable
from roterfaden.directory.methods import (
    Explained,
    Hours,
    Opening,
    ReadRow,
    ServiceFacts,
    Special,
    Spell,
    asked_words,
    columns,
    freshness,
    hsds_page,
    kilometres,
    opening_at,
    parse_specials,
    parse_spells,
    read_hsds,
    read_rows,
    sections,
    specials_text,
    spells_text,
    table_row,
    text_state,
    unmarked,
)
from roterfaden.directory.methods.searching import IDEA, idea_keys
from roterfaden.kernel.tables import read_table, write_csv

MORNING, AFTERNOON = Spell(time(9), time(12)), Spell(time(14), time(18))
WEEK = [*(Hours(day, MORNING) for day in range(5)), Hours(3, AFTERNOON)]
CLOSED = Special(date(2026, 11, 26), date(2026, 11, 27), None, "Umzug")
ON_HOLIDAY = Special(date(2026, 12, 25), date(2026, 12, 25), MORNING)

FACTS = ServiceFacts(
    uid="9b2f7a52-6d3e-4f57-9d2c-5a3c1c0f7a11", title="=Kita; Platz", text="Zwei\nZeilen", organisation="Jugendamt",
    kind="authority", email="amt@example.org", phone="0541 1", website="https://example.org", site="Haus",
    street="Weg 1", postcode="49324", town="Melle", area="03459024", latitude="52.2", longitude="8.34", stop="Markt",
    step_free="yes", directions="Hof", hours=("9–12", "", "9–12, 14:30–18", "", "", "", ""), topics=("bildung",),
    languages=("ar", "de"), target_group="families", cost="reduced", cost_note="2 Euro", by_appointment=True,
    checked_on="2026-10-01", texts=(("ar", "روضة", "مكان"), ("en", "Kindergarten", "A place")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23 10:00", Opening(is_open=True, until=time(12))),
        ("2026-11-23 12:00", Opening(is_open=False, next_on=date(2026, 11, 24), next_at=time(9))),
        ("2026-11-19 13:00", Opening(is_open=False, next_on=date(2026, 11, 19), next_at=time(14))),
        ("2026-11-21 10:00", Opening(is_open=False, next_on=date(2026, 11, 23), next_at=time(9))),
        ("2026-11-26 10:00", Opening(is_open=False, next_on=date(2026, 11, 30), next_at=time(9), reason="Umzug")),
        ("2026-12-25 10:00", Opening(is_open=True, until=time(12))),
        (
            "2025-10-31 10:00",
            Opening(is_open=False, next_on=date(2025, 11, 3), next_at=time(9), reason="Reformationstag"),
        ),
    ],
)
def test_opening_at_a_moment(at, expected):
    assert opening_at(datetime.fromisoformat(at), WEEK, [CLOSED, ON_HOLIDAY], land="NI") == expected


def test_opening_is_not_known_without_hours_and_differs_by_land():
    at = datetime.fromisoformat("2025-10-31 10:00")

    assert opening_at(at, [], [], land="NI") is None
    assert opening_at(at, WEEK, [], land="BY").is_open


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9-12", "9–12"),
        ("14.30 bis 18 Uhr, 9–12", "9–12, 14:30–18"),
        ("geschlossen", ""),
        ("", ""),
        ("8-24", "8–23:59"),
    ],
)
def test_hours_are_read_as_people_type_them(typed, shown):
    assert spells_text(parse_spells(typed)) == shown
    assert parse_spells(shown) == parse_spells(typed)


@pytest.mark.parametrize("typed", ["vormittags", "12-9", "9-25", "9-12, 11-13"])
def test_hours_not_understood_are_refused(typed):
    with pytest.raises(HoursNotUnderstood):
        parse_spells(typed)


def test_days_that_differ_are_read_and_written():
    text = "24.12.2026 geschlossen Heiligabend\n27.12.2026–30.12.2026 10–12 Notdienst"

    assert specials_text(parse_specials(text)) == text
    with pytest.raises(DaysNotUnderstood):
        parse_specials("Weihnachten zu")
    with pytest.raises(DaysNotUnderstood):
        parse_specials("31.02.2026 geschlossen")


def test_distance_of_two_towns():
    assert kilometres((52.2029, 8.3384), (52.6772, 7.9575)) == pytest.approx(58.7, abs=1)


def test_freshness_and_state_of_texts():
    today = date(2026, 11, 23)

    assert [freshness(on, on=today, days=180) for on in (None, date(2026, 5, 27), date(2026, 5, 26))] == [
        Freshness.UNCHECKED, Freshness.CHECKED, Freshness.OVERDUE,
    ]  # fmt: skip
    assert [text_state(None, is_current=True), text_state("draft", is_current=True)] == [
        PageState.MISSING, PageState.DRAFT,
    ]  # fmt: skip
    assert text_state("checked", is_current=False) == PageState.OUTDATED


def test_guide_explains_a_word_where_it_first_occurs():
    words = {"kaution": Explained("kaution", "Kaution", "Geld für den Vermieter.")}
    first, second = sections("Vor [[kaution]]\n\n## Danach\n[[kaution|die Kaution]] und [[duldung]]", words)

    assert (first.heading, first.text, first.words) == ("", "Vor [Kaution](#wort-kaution)", (words["kaution"],))
    assert (second.heading, second.words) == ("Danach", ())
    assert second.text == "[die Kaution](#wort-kaution) und duldung"
    assert unmarked("[[kaution|die Kaution]]", words) == "die Kaution"


def test_table_reads_back_what_was_written():
    data = b"".join(write_csv(columns(), [table_row(FACTS)]))

    (row,) = read_rows(read_table(data, "angebote.csv"))

    assert row.facts.as_json() == FACTS.as_json()
    assert ReadRow.from_json(row.as_json()) == row


def test_table_says_what_is_wrong_with_a_row():
    data = "Angebot;Einrichtung;Kosten;Breite;Geprüft am\nKurs;;billig;Nord;31.02.2026\n".encode()

    (row,) = read_rows(read_table(data, "angebote.csv"))

    assert len(row.faults) == 4
    with pytest.raises(ColumnsMissing):
        read_rows(read_table(b"Name;Ort\nA;B\n", "x.csv"))


def test_hsds_reads_back_what_was_written():
    page = hsds_page([FACTS])
    (row,) = read_hsds(json.dumps(page).encode())

    assert row == ReadRow(1, FACTS)
    assert page["contents"][0]["assured_date"] == "2026-10-01"
    assert {each["byday"] for each in page["contents"][0]["service_at_locations"][0]["schedules"]} == {"MO", "WE"}


def test_hsds_of_another_system_is_read_as_far_as_it_goes():
    (row,) = read_hsds(b'{"id": "17", "name": "Kurs", "status": "active", "organization": {"name": "Schule"}}')

    assert (row.facts.title, row.facts.organisation, row.faults) == ("Kurs", "Schule", ())
    assert len(row.facts.uid) == 36
    for data in (b"[]", b"nichts", b'{"contents": [1]}'):
        with pytest.raises(ListingUnreadable):
            read_hsds(data)


def test_idea_is_the_same_in_every_language_and_words_that_ask_are_left_out():
    ideas = {next(iter(asked_words(typed, "de")[0].ideas)) for typed in ("Kita", "حضانة", "дитячий садок", "nursery")}

    assert ideas == {f"{IDEA}kita"}
    assert [word.typed for word in asked_words("ich suche eine Wohnung", "de")] == ["Wohnung"]
    assert len(idea_keys()) == len(set(idea_keys())) > 40
