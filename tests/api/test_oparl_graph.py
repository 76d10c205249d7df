"""The whole graph of OParl: valid, complete, without a dangling link, and nothing in it that is not public."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from tests.api.oparl import (
    KEY,
    LISTS,
    SCHEMA,
    SECRET,
    Reader,
    council_world,
    list_url,
    strict_faults,
    url_of,
    validators,
)
from tests.pages import read_to_the_end

pytestmark = pytest.mark.django_db

OWN = "/oparl/v1.1/"
OUTSIDE = {"website", "accessUrl", "downloadUrl", "web", "type", "oparlVersion"}


@pytest.fixture
def reader():
    return Reader()


def references(value, key=""):
    """Every address in an answer with the name it stands under."""
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in references(inner, name)]
    if isinstance(value, list):
        return [found for inner in value for found in references(inner, key)]
    return [(key, value)] if isinstance(value, str) and value.startswith("http") else []


def crawl(reader, query=""):
    """Every object that can be reached from the system, as it answers at its own address; addresses seen beside."""
    start = settings.BASE_URL + reverse("api:oparl_system") + query
    waiting, answers, pages_of_people = [start], {}, set()
    while waiting:
        url = waiting.pop()
        if url in answers:
            continue
        answers[url] = reader.read(url)
        for key, found in references(answers[url]):
            if key in {"website", "accessUrl", "downloadUrl", "web"}:
                pages_of_people.add(found)
            elif found.startswith(settings.BASE_URL):
                waiting.append(found)
    return answers, pages_of_people


def test_every_object_fulfils_its_official_schema(reader):
    council_world(3)
    schemas = validators()

    answers, _pages = crawl(reader)
    found = [row for answer in answers.values() for row in answer.get("data", [answer])]

    faults = [
        f"{row['id']} {error.json_path}: {error.message}"
        for row in found
        for error in schemas[row["type"].removeprefix(SCHEMA)].iter_errors(row)
    ]
    assert faults == []
    assert {row["type"].removeprefix(SCHEMA) for row in found} == {
        "System", "Body", "Organization", "Meeting", "Location", "Paper", "Consultation", "AgendaItem", "File",
    }  # fmt: skip


def test_no_property_is_unknown_to_the_schema(reader):
    council_world()
    schemas = validators()

    rows = [row for answer in crawl(reader)[0].values() for row in answer.get("data", [answer])]

    unknown = {(row["type"], key) for row in rows for key in row
               if key not in schemas[row["type"].removeprefix(SCHEMA)].schema["properties"]}  # fmt: skip
    assert unknown == set()


def test_nothing_is_null_or_empty_and_everything_has_its_times(reader):
    council_world()

    answers, _pages = crawl(reader)

    assert [fault for url, answer in answers.items() for fault in strict_faults(answer, url)] == []


def test_no_link_is_dangling_and_every_address_is_the_one_it_names(reader, client):
    world = council_world(2)

    answers, pages = crawl(reader)

    assert {url for url, answer in answers.items() if "data" not in answer and answer["id"] != url} == set()
    assert all(url.startswith(settings.BASE_URL) for url in pages)
    # Editions of this world have no content to lay out as a page; that the address leads to it is enough.
    for url in sorted(pages - {settings.BASE_URL + reverse("public:report", args=[world.edition.pk])}):
        response = client.get(url.removeprefix(settings.BASE_URL))
        assert (url, response.status_code) == (url, 200)
        read_to_the_end(response)


def test_lists_hold_what_objects_name_and_nothing_else(reader):
    council_world(2)
    answers, _pages = crawl(reader)

    for name in LISTS:
        listed = reader.all(list_url(name))
        assert [reader.read(row["id"]) for row in listed] == listed
    single = {url for url, answer in answers.items() if "data" not in answer}
    assert single == {settings.BASE_URL + reverse("api:oparl_system")} | {
        row["id"] for answer in answers.values() for row in answer.get("data", [])
    }


def test_embedded_objects_are_those_of_their_own_address(reader):
    world = council_world()

    meeting = reader.read(url_of("meeting", world.meetings[1]))
    paper = reader.read(url_of("paper", world.papers[0]))

    assert [reader.read(item["id"]) for item in meeting["agendaItem"]] == meeting["agendaItem"]
    assert [reader.read(item["id"]) for item in paper["consultation"]] == paper["consultation"]
    assert [reader.read(item["id"]) for item in paper["auxiliaryFile"]] == paper["auxiliaryFile"]
    assert next(item["name"] for item in paper["auxiliaryFile"]).endswith("Fassung 3")


def test_the_way_of_a_paper_reads_as_it_went(reader):
    world = council_world()

    steps = reader.read(url_of("paper", world.papers[0]))["consultation"]
    item = reader.read(steps[1]["agendaItem"])

    assert [(step["role"], step["authoritative"]) for step in steps] == [("Vorberatung", False), ("Entscheidung", True)]
    assert (item["number"], item["order"], item["result"], item["resolutionText"], item["public"]) == (
        "Ö 12.1", 12_001, "unverändert beschlossen", "Der Kreistag beschließt das Konzept.", True,
    )  # fmt: skip


def test_umlauts_are_written_as_they_are(reader):
    council_world()

    content = reader.response(list_url("organizations")).content

    assert "Ausschuss für Migration, Ämter & Größe".encode() in content
    assert not content.startswith(b"\xef\xbb\xbf")


# --- what is not public --------------------------------------------------------------------------------------------


def test_nothing_secret_is_in_any_answer(reader):
    council_world(2)

    for query in ("", "?modified_since=2000-01-01T00:00:00%2B01:00"):
        answers, _pages = crawl(reader)
        lists = [reader.response(list_url(name, query)).content.decode() for name in LISTS]
        assert SECRET not in json.dumps(answers, ensure_ascii=False) + "".join(lists)


def test_nothing_secret_is_found_by_its_guessed_address(reader):
    world = council_world()
    guessed = [
        url_of("meeting", world.private_meeting), url_of("location", world.private_meeting),
        url_of("paper", world.private_paper), url_of("consultation", world.private_step),
        url_of("agenda_item", world.private_step), url_of("consultation", world.hidden_step),
        url_of("agenda_item", world.hidden_step),
    ]  # fmt: skip

    for url in guessed:
        assert reader.read(url, 404)["type"] == f"{SCHEMA}Error"
    own = {pk for answer in reader.all(list_url("files")) for pk in [answer["id"].rpartition("-")[2]]}
    for prefix in ("fassung", "synopse", "bericht", "vorlage", "", "fassung-"):
        for number in ("1", "2", "3", "4", "99999", "0", "-1", "1.pdf", "²"):
            response = reader.response(f"{OWN}file/{prefix}-{number}")
            assert response.status_code in {404} | ({200} if number in own else set())
            assert SECRET not in response.content.decode()


def test_drafts_and_what_only_the_group_reads_are_no_files(reader):
    world = council_world()

    names = [row["name"] for row in reader.all(list_url("files"))]

    assert len(names) == 5  # two published versions, one synopsis, one edition, one public paper
    assert f"fassung-{world.version.pk}" in reader.ids(list_url("files"))[1]


def test_meetings_of_an_organization_are_only_its_own_public_ones(reader):
    world = council_world(2)

    urls = {row["name"]: row["meeting"] for row in reader.all(list_url("organizations"))}

    assert reader.ids(urls[world.council.name]) == [url_of("meeting", row) for row in world.meetings[1::2]]
    assert reader.all(urls[world.executive.name]) == []


def test_another_body_is_not_here(reader):
    council_world()

    assert reader.read(f"{OWN}body/03404", 404)["type"] == f"{SCHEMA}Error"
    assert reader.read(f"{OWN}body/03404/papers", 404)["type"] == f"{SCHEMA}Error"
    assert reader.read(f"{OWN}body/{KEY}")["rgs"] == "034590000000"


def test_before_set_up_there_is_nothing(reader, db):
    assert reader.read(f"{OWN}system", 404)["type"] == f"{SCHEMA}Error"
