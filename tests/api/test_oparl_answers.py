"""How OParl answers over HTTP."""

import json

import pytest
from django.urls import reverse

from roterfaden.api.oparl import answers
from tests import factories
from tests.api.oparl import SCHEMA, Reader, council_world, list_url, url_of

pytestmark = pytest.mark.django_db

SYSTEM = "/oparl/v1.1/system"


@pytest.fixture
def reader():
    factories.instance()
    return Reader()


@pytest.mark.parametrize("address", [SYSTEM, "/oparl/v1.1/bodies", "/oparl/v1.1/nichts", "/oparl/v1.1/bodies?limit=0"])
def test_every_answer_may_be_read_from_any_page_and_makes_no_session(reader, address):
    response = reader.response(address)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    assert dict(response.cookies) == {}
    json.loads(response.content)


def test_staff_read_what_everybody_reads(reader, clerk):
    world = council_world()
    urls = [list_url("papers"), url_of("meeting", world.meetings[1])]
    everybody = [reader.response(url).content for url in urls]

    reader.client.force_login(clerk)

    assert [reader.response(url).content for url in urls] == everybody
    assert reader.response(url_of("paper", world.private_paper)).status_code == 404


def test_the_system_is_the_address_the_issue_names(reader, settings):
    assert (reverse("api:oparl_system"), reader.read(SYSTEM)["id"]) == (SYSTEM, settings.BASE_URL + SYSTEM)


def test_labels_are_german_for_every_reader(reader):
    world = council_world()

    paper = json.loads(reader.response(url_of("paper", world.papers[0]), accept_language="en").content)

    assert (paper["paperType"], paper["consultation"][0]["role"]) == ("Beschlussvorlage", "Vorberatung")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [SYSTEM, "/oparl/v1.1/body/03459/papers", "/oparl/irgendwo"])
def test_nothing_can_be_written(reader, method, address):
    reader.client.handler.enforce_csrf_checks = True

    response = getattr(reader.client, method)(address)

    assert (response.status_code, json.loads(response.content)["type"]) == (405, f"{SCHEMA}Error")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_browser_may_ask_first(reader):
    response = reader.client.options(SYSTEM, headers={"origin": "https://example.org"})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_head_tells_what_get_would(reader):
    got, told = reader.response(SYSTEM), reader.client.head(SYSTEM)

    assert (told.status_code, told.content, told["ETag"]) == (200, b"", got["ETag"])


def test_who_has_it_already_gets_nothing_again(reader):
    world = council_world()
    url = url_of("paper", world.papers[0])
    first = reader.response(url)

    assert first["Last-Modified"] == "Thu, 15 Jun 2017 10:00:00 GMT"
    again = reader.response(url, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    assert reader.response(url, if_modified_since=first["Last-Modified"]).status_code == 304
    assert reader.response(url, if_none_match='"anders"').status_code == 200


def test_a_list_is_known_by_its_content_only(reader):
    council_world()
    first = reader.response(list_url("papers"))
    assert "Last-Modified" not in first
    assert reader.response(list_url("papers"), if_none_match=first["ETag"]).status_code == 304

    factories.paper()

    assert reader.response(list_url("papers"), if_none_match=first["ETag"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/oparl/", "/oparl/v1.1", "/oparl/v1.1/", "/oparl/v1.0/system", "/oparl/v1.1/system/", "/oparl/v1.1/paper/0",
        "/oparl/v1.1/paper/99999999999999999999", "/oparl/v1.1/paper/abc", "/oparl/v1.1/person/1",
        "/oparl/v1.1/organization/99/meetings", "/oparl/v1.1/file/fassung-99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_as_an_object(reader, address):
    error = reader.read(address, 404)

    assert (error["type"], set(error)) == (f"{SCHEMA}Error", {"type", "message"})


def test_who_asks_too_often_has_to_wait(reader, monkeypatch):
    monkeypatch.setattr(answers, "READS", 2)

    codes = [reader.response(SYSTEM).status_code for _time in range(3)]

    assert codes == [200, 200, 429]
    assert reader.response(SYSTEM)["Retry-After"] == "600"


def test_answers_say_that_they_change(reader):
    assert reader.response(SYSTEM)["Cache-Control"] == "no-cache"
