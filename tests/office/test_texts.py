"""The concept in other languages, in the office: one text after another, hints, tables, proposals."""

import re
from html import unescape
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.concept import actions, queries
from roterfaden.concept.methods.text_tables import COLUMNS, table_rows
from roterfaden.concept.models import RevisionText
from roterfaden.kernel.tables import write_xlsx
from tests import factories
from tests.concept.values import add
from tests.factories import NOW
from tests.pages import read_to_the_end

pytestmark = pytest.mark.django_db
PLACE = ["konzept", "entwurf", "en"]


@pytest.fixture
def office(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(planner)
    return page_client


@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process(), slug="konzept")


@pytest.fixture
def elements(planner, concept):
    return [add(planner, concept, "field", title=title, body="Text dazu.") for title in ("Wohnen", "Arbeit", "Schule")]


def address(name, *more, language="en"):
    return reverse(f"office:{name}", args=["konzept", "entwurf", language, *more])


def words(**values):
    return {"title": "Housing", "body": "A text.", "revision": "1", "expected_number": "0", "is_checked": "on"} | values


def test_overview_leads_to_the_version_and_names_every_language(office, elements):
    assert office.get(reverse("office:texts", args=["konzept"])).headers["Location"].endswith("/texte/entwurf/")

    html = office.get(reverse("office:texts_version", args=["konzept", "entwurf"])).content.decode()

    assert html.count("<tr>") == 11
    assert "Leichte Sprache" in html


@pytest.mark.parametrize("more", [0, 7])
def test_list_takes_the_same_queries_however_long_it_is(
    office, planner, concept, elements, more, django_assert_num_queries
):
    for number in range(more):
        add(planner, concept, "field", title=f"Feld {number}")

    with django_assert_num_queries(8):
        office.get(address("texts_language"))


def test_saving_leads_to_the_next_open_text_and_at_last_to_the_list(office, elements):
    first, second, third = elements

    response = office.post(address("text", first.pk), words())
    assert response.headers["Location"] == address("text", second.pk)
    response = office.post(address("text", third.pk), words())
    assert response.headers["Location"] == address("text", second.pk)
    response = office.post(address("text", second.pk), words())

    assert response.headers["Location"] == address("texts_language")
    assert RevisionText.objects.filter(status="checked").count() == 3
    assert "Geprüft sind 3 von 3 Texten." in office.get(address("texts_language")).content.decode()


def test_without_the_mark_a_text_is_a_draft(office, elements):
    office.post(address("text", elements[0].pk), words(is_checked=""))

    assert RevisionText.objects.get().status == "draft"


def test_a_checked_text_needs_its_body(office, elements):
    response = office.post(address("text", elements[0].pk), words(body=""))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Zum deutschen Titel gehört ein Text." in response.content.decode()


def test_who_was_slower_keeps_what_was_typed_and_sees_the_other_text(office, elements):
    here = address("text", elements[0].pk)
    office.post(here, words(title="Homes"))

    response = office.post(here, words(title="My homes"))

    html = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert 'value="My homes"' in html
    assert "<strong>Homes</strong>" in html
    assert 'name="expected_number" value="1"' in html


def test_an_outdated_text_shows_how_the_german_changed(office, planner, elements):
    office.post(address("text", elements[0].pk), words())
    actions.revise_element(
        actor=planner, element=elements[0], title="Gut wohnen", body="Text dazu.", reason="klarer", expected_revision=1,
        now=NOW,
    )  # fmt: skip

    html = office.get(address("text", elements[0].pk)).content.decode()

    assert "Das Deutsche hat sich geändert" in html
    assert "<ins>" in html
    assert "veraltet" in office.get(address("texts_language")).content.decode()


def test_hints_are_shown_for_what_was_typed_and_nothing_is_kept(office, elements):
    here = address("text", elements[0].pk, language="de-simple")

    html = office.post(here, words(body="Die Wege werden gebaut.", ansehen="1")).content.decode()

    assert "werden … gebaut" in html
    assert "Die Wege werden gebaut.</textarea>" in html
    assert not RevisionText.objects.exists()
    assert "Hinweise zur Leichten Sprache" not in office.get(address("text", elements[0].pk)).content.decode()


def test_table_goes_out_and_comes_back_after_a_preview(office, concept, elements):
    out = office.get(address("texts_table"))
    assert out.headers["Content-Type"].endswith("spreadsheetml.sheet")
    read_to_the_end(out)
    rows = table_rows(queries.text_cells(queries.working_draft(concept), "en"), "en")
    rows[0] = (*rows[0][:-3], "Housing", "A text.", "")
    with write_xlsx(COLUMNS, rows) as file:
        upload = SimpleUploadedFile("texte.xlsx", file.read())

    page = office.post(address("texts_import"), {"upload": upload})

    html = page.content.decode()
    assert "Hinein kommen 1 Texte." in html
    assert "noch ohne Text: 2" in html
    assert not RevisionText.objects.exists()
    carried = re.search('name="rows" value="([^"]*)"', html)
    sent = {"rows": unescape(carried[1]), "is_checked": "on"}
    assert office.post(address("texts_import"), sent).headers["Location"] == address("texts_language")
    assert RevisionText.objects.get().title == "Housing"


def test_carried_rows_that_are_none_are_refused(office, elements):
    for rows in ("[1]", '[{"line": "1"}]', "weg"):
        response = office.post(address("texts_import"), {"rows": rows}, follow=True)
        assert response.status_code == HTTPStatus.OK
    assert not RevisionText.objects.exists()


def test_proposing_waits_for_a_translator(office, elements, settings):
    assert "Maschinell vorschlagen" not in office.get(address("texts_language")).content.decode()
    settings.TRANSLATOR_URL = "http://127.0.0.1:9"

    assert "Fehlende Texte vorschlagen: 3" in office.get(address("texts_language")).content.decode()
    assert "vorschlagen:" not in office.get(address("texts_language", language="de-simple")).content.decode()
    assert office.post(address("texts_propose")).headers["Location"].startswith(reverse("office:jobs"))


def test_german_is_no_language_of_texts(office, elements):
    assert office.get(address("texts_language", language="de")).status_code == HTTPStatus.NOT_FOUND
