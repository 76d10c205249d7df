"""The concept from beginning to end: read, searched, taken away, and cut to one field or municipality."""

import io
from datetime import timedelta

import docx
import pikepdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from roterfaden.concept.enums import ElementKind, TextStatus
from roterfaden.concept.models import RevisionText
from roterfaden.implementation.enums import Answer, Progress
from tests import factories
from tests.factories import NOW
from tests.pages import read_to_the_end
from tests.public.world import consider


@pytest.fixture(autouse=True)
def _forgotten():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def concept(db):
    factories.instance()
    return factories.concept(process=factories.process())


@pytest.fixture
def field(concept):
    topic = factories.field()
    return factories.element(concept, ElementKind.FIELD, field=topic, title="Sprache")


@pytest.fixture
def goal(concept, field):
    return factories.measured_goal(concept, {2016: 20, 2017: 22, 2018: 25}, parent=field)


@pytest.fixture
def version(concept, goal):
    initiative = factories.element(concept, ElementKind.INITIATIVE, parent=goal, title="Abendkurse anbieten")
    factories.progress(initiative, progress=Progress.UNDER_WAY)
    factories.element(
        concept, ElementKind.TEXT, title="Vorwort", body="# Eins\n\n### Zwei\n\n- Wege\n- Straßenbeleuchtung"
    )
    return factories.frozen_version(concept, slug="fassung")


def text(response):
    return " ".join(response.content.decode().split())


def open_pdf(answer):
    return pikepdf.open(io.BytesIO(answer.content))


# --- the page -----------------------------------------------------------------------------------------------------
def test_goal_stands_with_its_figure_its_voices_and_its_address(page_client, concept, goal, version):
    consider(factories.contribution(concept.process), goal)
    consider(factories.contribution(concept.process), goal, published_at=None)

    page = text(page_client.get("/konzept/fassung/"))

    assert f'<section class="rf-element rf-element--goal" id="e{goal.pk}"><h3><a class="rf-anchor"' in page
    assert f'href="/konzept/fassung/#e{goal.pk}">1.1</a>' in page
    assert "<strong>25,0</strong> Prozent" in page
    assert "<strong>30 Prozent</strong>" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 144 40"' in page
    assert f'/beitraege/?ziel={goal.pk}">1 Beitrag dazu</a>' in page
    assert "in Umsetzung" in page
    assert "<h3>Eins</h3>" in page
    assert "<h4>Zwei</h4>" in page


def test_search_shows_hits_in_context(page_client, version):
    page = text(page_client.get("/konzept/fassung/?suche=Beleuchtung"))

    assert "<mark>Straßenbeleuchtung</mark>" in page
    assert '<p role="status">1 Treffer</p>' in page
    assert "0 Treffer" in text(page_client.get("/konzept/fassung/?suche=Hubschrauber"))
    loose = text(page_client.get("/konzept/fassung/?suche=Beleuchtung+Hubschrauber"))
    assert "Keine Stelle enthält alle Wörter." in loose


def test_search_escapes_what_is_typed(page_client, version):
    assert "<b>x" not in text(page_client.get("/konzept/fassung/?suche=%3Cb%3Ex"))


def test_reading_takes_the_same_queries_however_large(page_client, concept, goal, version, query_count):
    few = query_count(lambda: page_client.get("/konzept/fassung/?suche=Wege"))
    for number in range(3):
        factories.measured_goal(concept, {2018: 20}, parent=goal.nodes.get(version__frozen_at=None).parent.element)
        factories.element(concept, ElementKind.TEXT, title=f"Text {number}")
        consider(factories.contribution(concept.process), goal)
    factories.frozen_version(concept, slug="groesser", frozen_at=NOW + timedelta(days=1))

    assert few == query_count(lambda: page_client.get("/konzept/groesser/?suche=Wege")) == 11


def test_page_in_another_language_marks_german(page_client, version):
    page = text(page_client.get("/ar/konzept/fassung/"))

    assert '<span lang="de" dir="ltr">Sprache</span>' in page


def test_texts_of_the_language_are_read_and_written(page_client, goal, version):
    revision = goal.revisions.get()
    RevisionText.objects.create(
        element=goal, revision=revision, language="en", number=1, title="More courses", body="In *every* town.",
        status=TextStatus.MACHINE, made_at=NOW,
    )  # fmt: skip

    page = text(page_client.get("/en/konzept/fassung/?suche=towns"))

    assert "<span>More courses</span>" in page
    assert "<em>every</em>" in page
    assert "<mark>town</mark>" in page
    answer = page_client.get("/en/konzept/fassungen/fassung/dokument.docx")
    document = docx.Document(io.BytesIO(answer.content))
    assert "More courses" in [each.text for each in document.paragraphs]
    assert document.core_properties.language == "en"


# --- files --------------------------------------------------------------------------------------------------------
def test_pdf_is_tagged_and_made_once(page_client, goal, version):
    answer = page_client.get(reverse("public:version_file", args=["fassung", "pdf"]))

    with open_pdf(answer) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "de"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == version.concept.title
    page = text(page_client.get("/konzept/fassung/"))
    assert "barrierefrei nach PDF/UA-1" in page
    assert page_client.get(reverse("public:version_file", args=["fassung", "pdf"])).content == answer.content


def test_page_promises_nothing_before_a_file_was_made(page_client, version):
    assert "barrierefrei nach" not in text(page_client.get("/konzept/fassung/"))


def test_word_document_has_headings_that_count(page_client, goal, version):
    answer = page_client.get(reverse("public:version_file", args=["fassung", "docx"]))
    document = docx.Document(io.BytesIO(answer.content))

    headings = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "Sprache")
    assert ("Heading 2", goal.revisions.get().title) in headings
    assert document.core_properties.language == "de"
    assert document.tables[0].rows[0].cells[1].text == "Ziel"


def test_other_forms_and_drafts_are_missing(page_client, version):
    for address in ("fassung/dokument.odt", "entwurf/dokument.pdf", "fassung/auszug/ort/x/", "fassung/auszug/feld/x/"):
        assert page_client.get(f"/konzept/fassungen/{address}").status_code == 404


def test_files_that_have_to_be_made_are_limited(page_client, concept, version):
    cache.set("unrelated", 1)
    statuses = []
    for number in range(11):
        factories.frozen_version(concept, slug=f"v{number}", title=f"Fassung {number}", checksum=f"{number:064d}")
        answer = page_client.get(reverse("public:version_file", args=[f"v{number}", "docx"]))
        statuses.append(answer.status_code)
        read_to_the_end(answer)

    assert statuses == [200] * 10 + [429]
    assert page_client.get(reverse("public:version_file", args=["v1", "docx"])).status_code == 200


# --- excerpts -----------------------------------------------------------------------------------------------------
def test_excerpt_of_a_field_leaves_out_the_rest(page_client, field, version):
    slug = field.field.slug
    page = text(page_client.get(f"/konzept/fassungen/fassung/auszug/feld/{slug}/"))

    assert "Abendkurse anbieten" in page
    assert "Vorwort" not in page
    answer = page_client.get(f"/konzept/fassungen/fassung/auszug/feld/{slug}.pdf")
    assert open_pdf(answer).Root.MarkInfo.Marked


def test_excerpt_of_a_municipality_tells_its_answer(page_client, concept, goal, version):
    area = factories.municipality()
    address = f"/konzept/fassungen/fassung/auszug/kommune/{area.slug}/"
    assert page_client.get(address).status_code == 404
    factories.offer(version, area)
    factories.adoption(goal, area, answer=Answer.ADAPT, adapted_text="Bis 2030 reicht uns.", reason="Wir sind klein.")

    page = text(page_client.get(address))

    assert "Bis 2030 reicht uns." in page
    assert "Wir sind klein." in page
    assert "Vorwort" not in page
    assert area.name in text(page_client.get("/konzept/fassungen/fassung/auszug/"))
    words = docx.Document(io.BytesIO(page_client.get(f"{address.rstrip('/')}.docx").content))
    assert any("Bis 2030 reicht uns." in each.text for each in words.paragraphs)


def test_excerpt_takes_the_same_queries_however_much(page_client, concept, goal, version, query_count):
    area = factories.municipality()
    factories.offer(version, area)
    address = f"/konzept/fassungen/fassung/auszug/kommune/{area.slug}/"
    factories.adoption(goal, area)
    few = query_count(lambda: page_client.get(address))
    for _ in range(3):
        factories.adoption(factories.measured_goal(concept, {2018: 20}), area)
    factories.frozen_version(concept, slug="groesser", frozen_at=NOW + timedelta(days=1))
    larger = address.replace("/fassung/", "/groesser/")

    assert few == query_count(lambda: page_client.get(larger)) == 14
