"""The office template: shown, checked, used, dropped."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.concept.methods.written import built_in_template
from roterfaden.concept.models import WordTemplate
from tests import factories

ADDRESS = "/buero/einstellungen/word-vorlage/"


@pytest.fixture
def office(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(planner)
    return page_client


def upload(*paragraphs):
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    written = io.BytesIO()
    made.save(written)
    return {"upload": SimpleUploadedFile("haus.docx", written.getvalue())}


def text(response):
    return " ".join(response.content.decode().split())


def test_page_shows_what_counts_and_every_placeholder(office):
    page = text(office.get(ADDRESS))

    assert "Die mitgelieferte Vorlage." in page
    assert "{{ inhalt }}" in page
    assert office.get(reverse("office:word_template_file", args=["konzept"])).content == built_in_template()


def test_template_is_used_and_dropped(office):
    assert office.post(ADDRESS, upload("Kopf", "{{ inhalt }}")).status_code == 302
    assert "Ihre eigene Vorlage „haus.docx“" in text(office.get(ADDRESS))

    office.post(reverse("office:word_template_drop", args=["konzept"]))

    assert "Die mitgelieferte Vorlage." in text(office.get(ADDRESS))
    assert WordTemplate.objects.count() == 2


def test_fault_is_named_at_the_file(office):
    answer = office.post(ADDRESS, upload("{{ inhalt }}", "{{ jahr }}"))

    assert answer.status_code == 422
    assert "Den Platzhalter „jahr“ gibt es nicht." in text(answer)
    assert not WordTemplate.objects.exists()


def test_dropping_the_built_in_template_is_refused_in_words(office):
    office.post(reverse("office:word_template_drop", args=["konzept"]))

    assert "Es gilt schon die mitgelieferte Vorlage." in text(office.get(ADDRESS))


def test_page_takes_the_same_queries_however_often_it_changed(office, query_count):
    few = query_count(lambda: office.get(ADDRESS))
    for number in range(3):
        office.post(ADDRESS, upload(f"Kopf {number}", "{{ inhalt }}"))
    office.get(ADDRESS)  # shows the messages

    assert query_count(lambda: office.get(ADDRESS)) == few == 5
