"""Pages, windows of time and tombstones of the OParl lists."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from roterfaden.council import actions
from roterfaden.council.enums import Result
from tests import factories
from tests.api.oparl import LISTS, SCHEMA, Reader, council_world, list_url, url_of, validators
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=10)
LATER_STILL = NOW + timedelta(days=20)
SINCE = "?modified_since=2017-06-20T00:00:00%2B02:00"
TOMBSTONE = {"id", "type", "created", "modified", "deleted"}


@pytest.fixture
def reader():
    return Reader()


def moment(value):
    return quote(timezone.localtime(value).isoformat(timespec="seconds"))


def papers(n):
    return [factories.paper(title=f"Vorlage {number}") for number in range(n)]


# --- pages ---------------------------------------------------------------------------------------------------------


def test_pages_hold_every_row_once_in_a_stable_order(reader):
    rows = [url_of("paper", row) for row in papers(7) if factories.instance()]

    pages = reader.pages(list_url("papers", "?limit=3"))

    assert [len(page["data"]) for page in pages] == [3, 3, 1]
    assert [row["id"] for page in pages for row in page["data"]] == rows
    assert {tuple(page["pagination"].items()) for page in pages} == {
        (("totalElements", 7), ("elementsPerPage", 3), ("totalPages", 3))
    }


def test_links_lead_to_first_self_next_and_last(reader):
    factories.instance(), papers(6)

    first, last = reader.pages(list_url("papers", "?limit=3&unknown=1"))

    assert reader.read(first["links"]["last"]) == last
    assert reader.read(last["links"]["first"]) == first
    assert reader.read(last["links"]["self"]) == last
    assert reader.read(first["links"]["self"]) == first
    assert ("next" in first["links"], "next" in last["links"]) == (True, False)
    assert first["links"]["first"].endswith("/papers?limit=3")


def test_an_empty_list_has_one_page_without_next(reader):
    factories.instance()

    page = reader.read(list_url("persons"))

    assert (page["data"], sorted(page["links"])) == ([], ["first", "last", "self"])


def test_rows_added_or_withdrawn_between_pages_move_nothing(reader, clerk):
    factories.instance()
    rows = papers(6)
    first = reader.read(list_url("papers", "?limit=2"))

    actions.withdraw_paper(actor=clerk, paper=rows[0], now=LATER)
    papers(2)
    rest = reader.ids(first["links"]["next"])

    assert rest[:4] == [url_of("paper", row) for row in rows[2:]]
    assert len(rest) == len(set(rest)) == 6


def test_pages_of_files_go_through_all_their_kinds(reader):
    council_world()
    whole = reader.ids(list_url("files"))

    for limit in (1, 2, 3, 4):
        pages = reader.pages(list_url("files", f"?limit={limit}"))
        assert [row["id"] for page in pages for row in page["data"]] == whole
        assert reader.read(pages[0]["links"]["last"]) == pages[-1]


def test_a_page_holds_at_most_a_hundred(reader):
    factories.instance()

    assert reader.read(list_url("papers", "?limit=5000"))["pagination"]["elementsPerPage"] == 100


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=-1", "limit=viele", "after=1", "after=0.x", "after=0.0", "omit_internal=vielleicht",
        "modified_since=gestern", "created_until=2017-13-01T00:00:00%2B01:00", "created_since=",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["papers", "persons", "files"])
def test_a_parameter_that_cannot_be_understood_is_refused(reader, query, name):
    factories.instance()

    assert reader.read(list_url(name, f"?{query}"), 400)["type"] == f"{SCHEMA}Error"


@pytest.mark.parametrize("query", ["after=0.999999999999999999", "after=9.1", "limit=999999999"])
def test_a_place_behind_the_end_is_an_empty_page(reader, query):
    factories.instance()

    assert reader.read(list_url("papers", f"?{query}"))["data"] == []


# --- windows -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["created", "modified"])
def test_windows_include_both_ends_to_the_second(reader, name):
    factories.instance()
    moments = [NOW - timedelta(days=1), NOW + timedelta(microseconds=600_000), NOW + timedelta(days=1)]
    rows = [url_of("paper", factories.paper(published_at=at, modified_at=at)) for at in moments]

    def found(query):
        return [rows.index(found) for found in reader.ids(list_url("papers", f"?{query}"))]

    written = moment(NOW)
    assert found(f"{name}_since={written}") == [1, 2]
    assert found(f"{name}_until={written}") == [0, 1]
    assert found(f"{name}_since={written}&{name}_until={written}") == [1]
    assert found(f"{name}_since={quote('2017-06-15T12:00:00.5+02:00')}") == [2]
    assert found(f"{name}_since={moment(NOW + timedelta(days=2))}") == []
    assert found(f"{name}_since=0001-01-01T00:00:00Z&{name}_until=9999-12-31T23:59:59Z") == [0, 1, 2]


@pytest.mark.parametrize("spelt", ["2017-06-15T12:00:00+02:00", "2017-06-15T12:00:00%2B02:00", "2017-06-15T10:00:00Z"])
def test_moments_are_read_with_and_without_escaped_plus(reader, spelt):
    factories.instance()
    before, then = (factories.paper(modified_at=at) for at in (NOW - timedelta(seconds=1), NOW))

    assert reader.ids(list_url("papers", f"?modified_since={spelt}")) == [url_of("paper", then)]
    assert reader.ids(list_url("papers", f"?modified_until={spelt}"))[0] == url_of("paper", before)


def test_every_list_heeds_every_filter(reader):
    council_world(2)
    never = {"created_since": "2100", "created_until": "2000", "modified_since": "2100", "modified_until": "2000"}
    always = {"created_since": "2000", "created_until": "2100", "modified_since": "2000", "modified_until": "2100"}

    for name in LISTS:
        whole = reader.ids(list_url(name))
        organization = reader.all(list_url("organizations"))[0]
        for key in never:
            assert reader.ids(list_url(name, f"?{key}={never[key]}-01-01T00:00:00%2B01:00")) == [], (name, key)
            assert reader.ids(list_url(name, f"?{key}={always[key]}-01-01T00:00:00%2B01:00")) == whole, (name, key)
            assert reader.ids(f"{organization['meeting']}?{key}={never[key]}-01-01T00:00:00%2B01:00") == []


def test_filters_stay_in_every_link_in_alphabetical_order(reader):
    factories.instance(), papers(3)

    page = reader.read(list_url("papers", f"{SINCE.replace('06-20', '06-01')}&limit=1&omit_internal=true"))

    for name in ("first", "self", "next", "last"):
        query = page["links"][name].partition("?")[2]
        assert "limit=1&modified_since=2017-06-01T00%3A00%3A00%2B02%3A00&omit_internal=true" in query
        assert query == "&".join(sorted(query.split("&")))


def test_omit_internal_leaves_out_embedded_lists_and_stays_valid(reader):
    council_world()
    schemas = validators()

    paper = reader.all(list_url("papers", "?omit_internal=true"))[0]
    meeting = reader.all(list_url("meetings", "?omit_internal=true"))[0]

    assert {"consultation", "auxiliaryFile"} & set(paper) == set()
    assert "agendaItem" not in meeting
    assert [*schemas["Paper"].iter_errors(paper), *schemas["Meeting"].iter_errors(meeting)] == []


# --- what is gone --------------------------------------------------------------------------------------------------


def test_a_withdrawn_paper_leaves_tombstones_to_modified_since_and_nowhere_else(reader, clerk):
    world = council_world(2)
    paper, (first, last) = world.papers[0], world.steps[:2]
    gone = {
        "papers": [url_of("paper", paper)],
        "consultations": [url_of("consultation", first), url_of("consultation", last)],
        "agenda_items": [url_of("agenda_item", first), url_of("agenda_item", last)],
    }

    actions.withdraw_paper(actor=clerk, paper=paper, now=LATER)

    for name, urls in gone.items():
        assert set(urls) & set(reader.ids(list_url(name))) == set()
        assert set(urls) & set(reader.ids(list_url(name, "?created_since=2000-01-01T00:00:00%2B01:00"))) == set()
        assert set(urls) & set(reader.ids(list_url(name, "?modified_until=2100-01-01T00:00:00%2B01:00"))) == set()
        found = {row["id"]: row for row in reader.all(list_url(name, SINCE))}
        for url in urls:
            assert set(found[url]) == TOMBSTONE
            assert (found[url]["deleted"], found[url]["modified"]) == (True, "2017-06-25T12:00:00+02:00")
            assert reader.read(url) == found[url]
    for meeting in world.meetings[:2]:
        assert "agendaItem" not in reader.read(url_of("meeting", meeting))
    schemas = validators()
    assert [*schemas["Paper"].iter_errors(reader.read(url_of("paper", paper)))] == []


def test_a_withdrawn_meeting_takes_its_place_and_agenda_along(reader, clerk):
    world = council_world()
    meeting = world.meetings[0]

    actions.withdraw_meeting(actor=clerk, meeting=meeting, now=LATER)

    for kind, row in (("meeting", meeting), ("location", meeting), ("agenda_item", world.steps[0])):
        assert set(reader.read(url_of(kind, row))) == TOMBSTONE
    changed = {name: reader.ids(list_url(name, SINCE)) for name in ("meetings", "locations", "papers")}
    assert changed == {
        "meetings": [url_of("meeting", meeting)], "locations": [url_of("location", meeting)],
        "papers": [url_of("paper", world.papers[0])],
    }  # fmt: skip
    assert [step["id"] for step in reader.read(changed["papers"][0])["consultation"]] == [
        url_of("consultation", world.steps[1])
    ]


def test_what_never_was_public_leaves_no_tombstone(reader, clerk):
    world = council_world()

    actions.withdraw_meeting(actor=clerk, meeting=world.meetings[1], now=LATER)

    assert url_of("consultation", world.hidden_step) not in reader.ids(list_url("consultations", SINCE))
    assert url_of("paper", world.private_paper) not in reader.ids(list_url("papers", SINCE))


def test_what_happens_to_a_withdrawn_paper_does_not_move_its_tombstone(reader, clerk):
    world = council_world()
    actions.withdraw_paper(actor=clerk, paper=world.papers[0], now=LATER)
    before = reader.all(list_url("consultations", SINCE))

    actions.record_resolution(
        actor=clerk, consultation=world.steps[0], result=Result.RECOMMENDED, text="Ja.", decided_on=TODAY,
        now=LATER_STILL,
    )  # fmt: skip
    actions.plan_consultation(
        actor=clerk, paper=world.papers[0], meeting=factories.meeting(world.committee), role="noting", now=LATER_STILL
    )

    assert reader.all(list_url("consultations", SINCE)) == before
    assert reader.read(url_of("paper", world.papers[0]))["modified"] == "2017-06-25T12:00:00+02:00"


def test_what_is_published_again_is_whole_again(reader, clerk):
    world = council_world()
    paper = world.papers[0]
    before = reader.read(url_of("paper", paper))

    actions.withdraw_paper(actor=clerk, paper=paper, now=LATER)
    actions.publish_paper(actor=clerk, paper=paper, now=LATER_STILL)

    after = reader.read(url_of("paper", paper))
    assert after["created"] == before["created"]
    assert after["modified"] == after["consultation"][0]["modified"] == "2017-07-05T12:00:00+02:00"
    assert [step["id"] for step in after["consultation"]] == [step["id"] for step in before["consultation"]]


def test_a_meeting_made_public_shows_what_it_resolved(reader, clerk):
    factories.instance()
    meeting = factories.meeting(factories.body(), is_public=False)
    step = factories.consultation(factories.paper(), meeting)
    factories.resolution(step)

    actions.publish_meeting(actor=clerk, meeting=meeting, now=LATER)

    assert reader.read(url_of("agenda_item", step))["created"] == "2017-06-25T12:00:00+02:00"
    for name in ("meetings", "papers", "consultations", "agenda_items"):
        assert len(reader.ids(list_url(name, SINCE))) == 1


# --- what changes its parents --------------------------------------------------------------------------------------


def test_a_resolution_changes_item_meeting_paper_and_step(reader, clerk):
    world = council_world(2)

    actions.record_resolution(
        actor=clerk, consultation=world.steps[0], result=Result.RECOMMENDED, text="Ja.", decided_on=TODAY, now=LATER
    )

    assert {
        name: reader.ids(list_url(name, SINCE)) for name in ("agenda_items", "consultations", "meetings", "papers")
    } == {
        "agenda_items": [url_of("agenda_item", world.steps[0])],
        "consultations": [url_of("consultation", world.steps[0])],
        "meetings": [url_of("meeting", world.meetings[0])],
        "papers": [url_of("paper", world.papers[0])],
    }


def test_a_new_step_changes_meeting_and_paper(reader, clerk):
    factories.instance()
    paper, meeting = factories.paper(), factories.meeting(factories.body())

    step = actions.plan_consultation(actor=clerk, paper=paper, meeting=meeting, role="deciding", now=LATER)

    assert reader.ids(list_url("consultations", SINCE)) == [url_of("consultation", step)]
    assert reader.ids(list_url("papers", SINCE)) == [url_of("paper", paper)]
    assert reader.ids(list_url("meetings", SINCE)) == [url_of("meeting", meeting)]


def test_what_happens_in_private_changes_nothing_outside(reader, clerk):
    world = council_world()
    private = factories.meeting(world.executive)

    actions.plan_consultation(actor=clerk, paper=world.papers[0], meeting=private, role="preparing", now=LATER)

    assert [reader.ids(list_url(name, SINCE)) for name in LISTS] == [[] for _name in LISTS]


# --- queries -------------------------------------------------------------------------------------------------------

QUERIES = {
    "organizations": 3, "persons": 1, "memberships": 1, "legislative_terms": 1, "meetings": 4, "locations": 3,
    "papers": 6, "consultations": 3, "agenda_items": 3, "files": 11,
}  # fmt: skip
WITH_TOMBSTONES = QUERIES | {
    "meetings": 5, "locations": 4, "papers": 7, "consultations": 4, "agenda_items": 4, "files": 12,
}  # fmt: skip


@pytest.mark.parametrize("n", [1, 4])
def test_lists_take_the_same_queries_for_any_number(reader, query_count, n):
    council_world(n)

    assert {name: query_count(lambda name=name: reader.read(list_url(name))) for name in LISTS} == QUERIES
    since = "?modified_since=2000-01-01T00:00:00%2B01:00"
    assert {
        name: query_count(lambda name=name: reader.read(list_url(name, since))) for name in LISTS
    } == WITH_TOMBSTONES


def test_objects_take_few_queries(reader, query_count):
    world = council_world(3)
    urls = {kind: url_of(kind, row) for kind, row in (
        ("organization", world.council), ("meeting", world.meetings[0]), ("paper", world.papers[0]),
        ("consultation", world.steps[0]), ("agenda_item", world.steps[0]), ("location", world.meetings[0]),
    )}  # fmt: skip

    assert {kind: query_count(lambda url=url: reader.read(url)) for kind, url in urls.items()} == {
        "organization": 2, "meeting": 4, "paper": 6, "consultation": 3, "agenda_item": 3, "location": 3,
    }  # fmt: skip
