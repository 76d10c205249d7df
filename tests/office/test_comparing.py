"""The office compares any two versions, the draft among them, and maps the concept before."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roterfaden.concept import actions
from roterfaden.concept.models import ElementMap
from tests import factories
from tests.concept.values import goal_under
from tests.factories import NOW

LIST = "Nummer;Art;Titel\n1;;Verkehr\n1.1;;Busse am Abend\n1.2;;Züge\n"


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def concept():
    return factories.concept(process=factories.process(), slug="neu", starts_on=date(2018, 1, 1))


@pytest.fixture
def goal(concept, planner):
    return goal_under(planner, concept, title="Busse am Abend")


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def text(response):
    return " ".join(response.content.decode().split())


def freeze(planner, concept, slug="vorher"):
    return actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug=slug, title=slug.title(), now=NOW
    )


def test_draft_is_compared_with_a_version(desk, planner, concept, goal):
    freeze(planner, concept)
    actions.revise_element(
        actor=planner, element=goal, title="Busse nachts", reason="Karte 7", expected_revision=1, now=NOW
    )

    assert desk.get("/buero/konzept/neu/vergleich/").headers["Location"].endswith("/vorher/entwurf/")
    page = text(desk.get("/buero/konzept/neu/vergleich/vorher/entwurf/"))
    assert "nachts<span" in page
    assert f'href="/buero/konzept/element/{goal.pk}/"' in page
    document = desk.get("/buero/konzept/neu/vergleich/vorher/entwurf.docx")
    assert document.headers["Content-Disposition"] == 'attachment; filename="aenderungen-vorher-entwurf.docx"'
    assert b"".join(document.streaming_content)[:2] == b"PK"


def test_version_page_says_what_changed(desk, planner, concept, goal):
    freeze(planner, concept)
    actions.withdraw_element(actor=planner, element=goal, reason="Erledigt", now=NOW)
    freeze(planner, concept, "nachher")

    page = text(desk.get("/buero/konzept/neu/fassungen/nachher/"))

    assert "gestrichen: 1" in page
    assert "/buero/konzept/neu/vergleich/vorher/nachher/" in page


def upload(content=LIST, **values):
    file = SimpleUploadedFile("titel.csv", content.encode(), content_type="text/csv")
    return {"title": "Konzept 2014", "starts_on": "2014-01-01", "ends_on": "2018-01-01", "upload": file} | values


def test_predecessor_is_read_from_a_list_and_mapped(desk, concept, goal):
    assert "Noch kein Vorgänger erfasst" in text(desk.get("/buero/konzept/neu/vorgaenger/"))
    answer = desk.post("/buero/konzept/neu/vorgaenger/erfassen/", upload())
    assert answer.headers["Location"] == "/buero/konzept/neu/vorgaenger/"

    page = text(desk.get("/buero/konzept/neu/vorgaenger/"))
    assert "3 von 3 sind noch offen." in page
    concept.refresh_from_db()
    field, buses, trains = concept.predecessor.elements.order_by("pk")
    assert f'name="e{buses.pk}-targets" value="1.1.1"' in page  # proposed by its title

    sent = {
        f"e{field.pk}-kind": "", f"e{field.pk}-targets": "", f"e{field.pk}-reason": "",
        f"e{buses.pk}-kind": "same", f"e{buses.pk}-targets": "1.1.1", f"e{buses.pk}-reason": "",
        f"e{trains.pk}-kind": "dropped", f"e{trains.pk}-targets": "", f"e{trains.pk}-reason": "",
    }  # fmt: skip
    refused = desk.post("/buero/konzept/neu/vorgaenger/", sent)
    assert refused.status_code == 422
    assert "Bitte nennen Sie den Grund." in text(refused)
    assert not ElementMap.objects.exists()

    sent[f"e{trains.pk}-reason"] = "Aufgabe des Landes"
    desk.post("/buero/konzept/neu/vorgaenger/", sent)
    desk.post("/buero/konzept/neu/vorgaenger/", sent)  # sending it again changes nothing
    assert list(ElementMap.objects.order_by("pk").values_list("kind", "reason", "to_element")) == [
        ("same", "", goal.pk), ("dropped", "Aufgabe des Landes", None),
    ]  # fmt: skip
    assert "1 von 3 sind noch offen." in text(desk.get("/buero/konzept/neu/vorgaenger/?zeigen=offen"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Nummer;Titel\n1.1;Ohne Eltern\n", "Zeile 2: Das Element darüber fehlt."),
        ("Nummer;Name\n1;Verkehr\n", "In der Liste fehlt die Spalte „Titel“."),
        ("", "leer"),
    ],
)
def test_list_that_cannot_be_read_is_refused_with_the_line(desk, concept, goal, content, said):
    answer = desk.post("/buero/konzept/neu/vorgaenger/erfassen/", upload(content))

    assert answer.status_code == 422
    assert said in text(answer)


def test_mapping_takes_the_same_queries_however_many_rows(desk, concept, goal, query_count):
    desk.post("/buero/konzept/neu/vorgaenger/erfassen/", upload("Nummer;Titel\n1;Verkehr\n"))
    few = query_count(lambda: desk.get("/buero/konzept/neu/vorgaenger/"))
    concept.refresh_from_db()
    for number in range(5):
        factories.element(concept.predecessor, title=f"Ziel {number}")
    factories.frozen_version(concept.predecessor, "adopted")

    assert query_count(lambda: desk.get("/buero/konzept/neu/vorgaenger/")) == few
    assert few == 11
