"""Reading another council system's answers, without network and database."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from roterfaden.council.enums import ConsultationRole, ForeignKind, MatchReason, Result, SyncFault
from roterfaden.council.errors import NoOParl, Unreadable
from roterfaden.council.methods import sync
from roterfaden.council.methods.sync import values

FIXTURES = Path("/work/shared/data/oparl")
PERSONS = {"originatorPerson", "person", "membership"}
HOME = "https://rat.de/oparl/system"


def fixture_files(pattern):
    found = sorted(FIXTURES.glob(pattern))
    return found or [pytest.param(None, marks=pytest.mark.skip(reason=f"{FIXTURES} is not on this machine"))]


@pytest.mark.parametrize(("written", "key"), [
    ("Vorlage 2026/123", "2026/123"), ("2026-123", "2026/123"), ("2026/0123", "2026/123"), ("123/2026", "2026/123"),
    ("BV 123/26", "2026/123"), ("DS-Nr. 26/0123", "2026/123"), ("Drs. 2026/123/1", "2026/123/1"),
    ("123/2026 2. Ergänzung", "2026/123/2"), ("16564", "16564"), ("WP18/0042", "18/42"), ("", ""), ("ohne", ""),
])  # fmt: skip
def test_number_of_a_paper_has_one_spelling(written, key):
    assert sync.reference_key(written) == key


@pytest.mark.parametrize(("ours", "theirs", "worth", "reasons"), [
    (("2026/45", "Konzept Integration", "2026-02-01"), ("BV 45/2026", "Konzept Integration", "2026-02-01"), 100,
     ["same_reference", "same_title", "same_day"]),
    (("2026/45", "Konzept Integration", "2026-02-01"), ("2026-45", "Neubau der Feuerwache Süd", "2025-01-01"), 60,
     ["same_reference", "other_title", "days_apart"]),
    (("2026/45", "Konzept Migration und Integration", "2026-02-01"),
     ("V 9", "Migration und Integration: Konzept", "2026-02-20"), 79,
     ["other_reference", "similar_title", "days_apart"]),
    (("2026/45", "Konzept Integration", "2026-02-01"), ("V 9", "Konzept Integration", "2024-02-01"), 0,
     ["other_reference", "same_title", "days_apart"]),
    (("2026/45", "Konzept Integration", "2026-02-01"), ("", "Gebührensatzung", None), 0, ["other_title"]),
])  # fmt: skip
def test_likeness_of_two_papers_says_why(ours, theirs, worth, reasons):
    def candidate(reference, title, on):
        return sync.Candidate(reference, title, date.fromisoformat(on) if on else None)

    found = sync.likeness(candidate(*ours), candidate(*theirs))

    assert found.points == worth
    assert [reason.code.value for reason in found.reasons] == reasons


def test_number_that_several_papers_bear_is_named():
    same = sync.Candidate("2026/45", "A", None)

    assert sync.Reason(MatchReason.SHARED_REFERENCE, "3") in sync.likeness(same, same, with_this_number=3).reasons


@pytest.mark.parametrize(("words", "result"), [
    ("einstimmig beschlossen", Result.ADOPTED), ("mehrheitlich zugestimmt", Result.ADOPTED),
    ("Zustimmung", Result.ADOPTED), ("unverändert beschlossen", Result.ADOPTED),
    ("Zugestimmt zu geändertem Beschlusstext", Result.ADOPTED_WITH_CHANGES),
    ("geändert beschlossen", Result.ADOPTED_WITH_CHANGES),
    ("mehrheitlich abgelehnt", Result.REJECTED), ("bei Stimmengleichheit abgelehnt", Result.REJECTED),
    ("nicht zugestimmt", Result.REJECTED), ("vertagt", Result.DEFERRED), ("Kenntnisnahme", Result.NOTED),
    ("zur Annahme empfohlen", Result.RECOMMENDED), ("zur Kenntnis genommen", Result.NOTED),
    ("einstimmig", None), ("teilweise zugestimmt", None), ("keine Abstimmung", None), ("erledigt", None),
    ("verwiesen in Fachausschuss", None), ("", None), ("beschlossen und teils abgelehnt", None),
    ("BUA: einstimmig beschlossen. " * 12, None),
])  # fmt: skip
def test_result_is_read_when_the_words_are_clear(words, result):
    assert sync.read_result(words) == result


@pytest.mark.parametrize(("words", "role"), [
    ("Vorberatung", ConsultationRole.PRELIMINARY), ("Vorbereitung", ConsultationRole.PREPARING),
    ("Beschlussfassung", ConsultationRole.DECIDING), ("Entscheidung", ConsultationRole.DECIDING),
    ("Kenntnisnahme", ConsultationRole.NOTING), ("unbekannt", None), ("Behandlung", None), ("Anhörung", None),
    ("Vorberatung oder Entscheidung", None),
])  # fmt: skip
def test_role_is_read_when_the_word_is_clear(words, role):
    assert sync.read_role(words) == role


def test_result_of_an_advising_body_is_advice():
    assert sync.suggested_result(Result.ADOPTED, ConsultationRole.PRELIMINARY) == Result.RECOMMENDED
    assert sync.suggested_result(Result.ADOPTED, ConsultationRole.DECIDING) == Result.ADOPTED
    assert sync.suggested_result(Result.RECOMMENDED, ConsultationRole.DECIDING) == ""


def test_votes_are_read_when_counted_once():
    counted = sync.read_votes("einstimmig, 12 Ja-Stimmen, 0 Enthaltungen, 1 Nein-Stimme")

    assert (counted.yes, counted.no, counted.abstentions) == (12, 1, 0)
    assert sync.read_votes("WiToLa: 9 Ja-Stimmen, BUA: 11 Ja-Stimmen").yes is None


@pytest.mark.parametrize(("content", "value"), [
    (b'\xef\xbb\xbf{"a": 1}', {"a": 1}), ('{"a": "Grün"}'.encode("latin-1"), {"a": "Grün"}),
    (b'{"a": "b\nc\td"}', {"a": "b\nc\td"}), (b'{"a": "x\\u0000\\ud800y"}', {"a": "xy"}),
    (b'{"a": NaN, "b": 1e999}', {"a": None, "b": None}), (b"[]", []), (b"null", None),
])  # fmt: skip
def test_json_is_read_with_good_will(content, value):
    assert sync.read_json(content) == value


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"{", b"[" * 100_000, b'{"a":' * 60 + b"1" + b"}" * 60, b"9" * 5000]
)
def test_what_is_no_json_is_said_so(content):
    with pytest.raises(Unreadable):
        sync.read_json(content)


@pytest.mark.parametrize(("value", "day"), [
    ("2026-02-01", date(2026, 2, 1)), ("2026-02-01T23:30:00+01:00", date(2026, 2, 1)),
    ("2026-02-01T23:30:00Z", date(2026, 2, 2)), ("01.02.2026", date(2026, 2, 1)), ("0001-01-01", None),
    ("9999-12-31T23:59:59", None), ("2026-13-45", None), (20260201, date(2026, 2, 1)), (None, None), ({}, None),
])  # fmt: skip
def test_day_is_read_in_any_spelling(value, day):
    assert values.as_day(value) == day


def test_moment_without_zone_is_german_time():
    assert values.as_moment("2026-07-01T12:00:00") == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_question_for_changes_needs_no_escaping():
    assert sync.since_parameter(datetime(2026, 7, 1, 10, tzinfo=UTC)) == "2026-07-01T09:00:00-01:00"


def test_persons_and_whole_documents_are_dropped_at_any_depth():
    paper = {
        "id": "https://rat.de/p/1", "originatorPerson": ["https://rat.de/person/1"], "vendor:author": "Frau A",
        "mainFile": {"name": "Vorlage", "text": "Wortlaut …"}, "consultation": [
            {"id": "https://rat.de/c/1", "x": [{"type": "https://schema.oparl.org/1.1/Person", "name": "Herr B"}]}],
    }  # fmt: skip

    kept = sync.without_persons(paper)

    assert kept == {
        "id": "https://rat.de/p/1", "mainFile": {"name": "Vorlage"},
        "consultation": [{"id": "https://rat.de/c/1", "x": []}],
    }  # fmt: skip


@pytest.mark.parametrize(("value", "kept", "faults"), [
    ({"id": "https://rat.de/p/1", "type": "https://schema.oparl.org/1.0/Paper"}, True, ()),
    ({"id": "https://rat.de/p/1"}, True, (SyncFault.NO_TYPE,)),
    ({"id": "https://rat.de/p/1", "deleted": True}, True, ()),
    ({"id": "https://rat.de/p/1", "type": "Paper", "reference": 7, "name": ["A"], "date": {}}, True, ()),
    ({"id": "https://rat.de/p/1", "type": "Paper", "date": "2026-99-99"}, True, (SyncFault.WRONG_VALUE,)),
    ({"id": "https://rat.de/p/1", "type": "https://schema.oparl.org/1.1/File"}, False, (SyncFault.OTHER_TYPE,)),
    ({"type": "Paper"}, False, (SyncFault.NO_ID,)),
    ({"id": 7, "type": "Paper"}, False, (SyncFault.NO_ID,)),
    ({"id": "javascript:alert(1)//", "type": "Paper"}, False, (SyncFault.NO_ID,)),
])  # fmt: skip
def test_object_is_kept_whatever_its_form(value, kept, faults):
    row, odd = sync.read_row(value, ForeignKind.PAPER)

    assert (row is not None, odd) == (kept, faults)


def test_object_keeps_its_key_when_its_host_changes_and_its_content_when_only_its_time_does():
    before, _odd = sync.read_row({"id": "http://alt.de/p/1", "name": "A", "modified": "2026-01-01"}, ForeignKind.PAPER)
    after, _odd = sync.read_row({"id": "https://neu.de/p/1", "name": "A", "modified": "2026-02-02"}, ForeignKind.PAPER)

    assert before.key == after.key
    assert before.digest != after.digest  # the address in it is another
    same, _odd = sync.read_row({"id": "http://alt.de/p/1", "name": "A", "modified": "heute"}, ForeignKind.PAPER)
    assert before.digest == same.digest


@pytest.mark.parametrize(("value", "count", "following"), [
    ({"data": [{"id": "a/1"}], "links": {"next": "https://rat.de/2"}}, 1, "https://rat.de/2"),
    ({"data": [{"id": "a/1"}], "links": {"next": {"href": "https://rat.de/2"}}}, 1, "https://rat.de/2"),
    ({"data": {"id": "a/1"}}, 1, ""), ([{"id": "a/1"}, "x", None], 1, ""), ([], 0, ""), ({"id": "a/1"}, 1, ""),
    ({"data": None, "links": []}, 0, ""), ("x", 0, ""), (None, 0, ""), ({}, 0, ""),
])  # fmt: skip
def test_page_is_read_whatever_its_form(value, count, following):
    page = sync.read_page(value)

    assert (len(page.objects), page.next_url) == (count, following)


def test_walk_ends_at_other_hosts_circles_and_repetitions():
    walk = sync.Walk(HOME, most_pages=50)
    current = walk.first("https://rat.de/papers")

    assert walk.following(current, "?page=2", ["a"]) == "https://rat.de/papers?page=2"
    assert walk.following("https://rat.de/papers?page=2", "http://rat.de/papers?page=3", ["b"]).startswith(
        "https://rat.de"
    )
    assert walk.following("https://rat.de/papers?page=3", "https://rat.de/papers", ["c"]) == ""
    assert walk.following(current, "https://boese.de/papers", ["d"]) == ""
    pages, current = 0, "https://rat.de/papers?page=9"
    while current:
        pages, current = pages + 1, walk.following(current, f"https://rat.de/papers?page={pages + 100}", ["z"])
    assert pages == 4  # one with news, then three that repeat it
    assert walk.faults == [SyncFault.LOOP, SyncFault.OTHER_HOST, SyncFault.LOOP]


def test_walk_has_a_last_page():
    walk, pages, current = sync.Walk(HOME, most_pages=5), 0, "https://rat.de/papers"
    while current:
        pages, current = pages + 1, walk.following(current, f"?page={pages}", [str(pages)])

    assert (pages, walk.faults) == (5, [SyncFault.TOO_MANY_PAGES])


@pytest.mark.parametrize(("url", "here"), [
    ("http://rat.de/a", "https://rat.de/a"), ("//rat.de/a", "https://rat.de/a"), ("b", "https://rat.de/oparl/b"),
    ("https://rat.de:443/a", "https://rat.de/a"), ("https://rat.de:8443/a", ""), ("https://www.rat.de/a", ""),
    ("https://rat.de@boese.de/a", ""), ("ftp://rat.de/a", ""), ("https://[", ""),
])  # fmt: skip
def test_address_of_another_host_is_not_at_home(url, here):
    assert sync.at_home(url, HOME) == here


@pytest.mark.parametrize("value", [None, [], {}, {"data": []}, {"id": "https://rat.de/x", "type": "Person"}, "x"])
def test_what_is_no_entrance_is_said_so(value):
    with pytest.raises(NoOParl):
        sync.read_entrance(value)


@pytest.mark.parametrize("path", fixture_files("huertgenwald*/*_paper*.json") + fixture_files("karlsruhe*/papers.json"))
def test_papers_of_real_systems_are_read(path):
    value = sync.read_json(path.read_bytes())
    page = sync.read_page(value)
    rows = [sync.read_row(each, ForeignKind.PAPER)[0] for each in page.objects]

    given = [each.get("reference") for each in page.objects if each.get("reference")]
    assert len(rows) == len(value["data"] if isinstance(value, dict) else value)
    assert all(row is not None and not PERSONS & row.raw.keys() for row in rows)
    assert [row.reference for row in rows if row.reference] == given
    assert all(row.reference_key for row in rows if row.reference)


@pytest.mark.parametrize("path", fixture_files("huertgenwald*/body.json") + fixture_files("huertgenwald*/system.json"))
def test_entrance_of_a_real_system_is_read(path):
    entrance = sync.read_entrance(sync.read_json(path.read_bytes()))

    assert entrance.version == "1.0"
    assert entrance.bodies_url or entrance.bodies[0].ags == "5358016"


@pytest.mark.parametrize(("folder", "read", "unclear"), [("karlsruhe-1.1/meetings.json", 0.6, 0.3)])
def test_most_results_of_a_real_system_are_clear(folder, read, unclear):
    if not (FIXTURES / folder).exists():
        pytest.skip(f"{FIXTURES} is not on this machine")
    meetings = json.loads((FIXTURES / folder).read_bytes())
    words = [item["result"] for meeting in meetings for item in meeting["agendaItem"] if item.get("result")]

    clear = sum(sync.read_result(each) is not None for each in words)
    assert clear / len(words) > read
    assert 1 - clear / len(words) < unclear


@pytest.mark.parametrize("path", fixture_files("spec-1.1-examples/*.json"))
def test_examples_of_the_specification_are_survived(path):
    value = sync.read_json(path.read_bytes())
    for kind in ForeignKind:
        row, _odd = sync.read_row(value, kind)
        for inner, inner_kind in sync.embedded(value, kind):
            sync.read_row(inner, inner_kind)
        assert row is None or list(sync.details_of(kind, row.raw)) is not None
