"""The synopsis: for everybody what is published, for the office all of it; the same table in four forms."""

import io
import zipfile

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from roterfaden.concept.enums import Outcome
from tests import factories
from tests.public.world import build, consider

TABLE = "/was-wurde-daraus/abwaegungstabelle"
OFFICE = "/buero/abwaegung/tabelle"
FORMULA = "=1+1 <b>&amp; #fett*"


@pytest.fixture
def voices(world):
    """One without an answer, one whose answer is a draft, one that looks like a formula and like markup."""
    place = factories.municipality(short_name="Melle", slug="melle")
    made = [
        factories.contribution(world.process, number=10, text="Busse am Abend", area=place),
        factories.contribution(world.process, number=11, text="Noch im Entwurf"),
        factories.contribution(world.process, number=12, text=FORMULA),
    ]
    consider(made[1], None, Outcome.NOT_TAKEN_UP, published_at=None, plain_reason="ENTWURFSWORT")
    consider(made[2], None, Outcome.REFERRED, referred_to="Bauamt", reason="AKTENWORT")
    return made


def fetch(client, form: str, query: str = "", base: str = TABLE) -> bytes:
    response = client.get(f"{base}.{form}{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def sheet(client, query: str = "", base: str = TABLE) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(fetch(client, "xlsx", query, base)))
    return list(book.active.iter_rows(values_only=True))


def test_table_shows_number_words_place_outcome_and_reason(client, world, voices):
    html = client.get(f"{TABLE}/").content.decode()

    assert '<div lang="ar" dir="rtl">دورات لغة في المساء</div>' in html
    assert world.theme.title in html
    assert "Sie haben recht." in html
    assert "weitergegeben" in html
    assert "Bauamt" in html
    assert "noch keine Antwort" in html
    assert "Auszug" not in html


def test_public_forms_hold_no_draft_and_no_reason_for_the_file(client, world, voices):
    table = client.get(f"{TABLE}/").content.decode() + str(sheet(client))
    table += zipfile.ZipFile(io.BytesIO(fetch(client, "docx"))).read("word/document.xml").decode()

    assert "Noch im Entwurf" in table
    assert "ENTWURFSWORT" not in table
    assert "AKTENWORT" not in table


def test_partial_table_says_what_it_is_restricted_to(client, world, voices):
    rows = sheet(client, "?kommune=melle")

    assert [row[0] for row in rows if isinstance(row[0], int)] == [10]
    assert rows[1][0] == "Auszug. Nur Beiträge mit: Kommune: Melle"
    assert "Kommune: Melle" in client.get(f"{TABLE}/?kommune=melle").content.decode()
    paragraphs = Document(io.BytesIO(fetch(client, "docx", "?kommune=melle"))).paragraphs
    assert "Auszug. Nur Beiträge mit: Kommune: Melle" in [each.text for each in paragraphs]


def test_table_of_one_element_holds_the_answers_at_it_only(client, world, voices):
    rows = [row for row in sheet(client, f"?ziel={world.goal.pk}") if isinstance(row[0], int)]

    assert [row[0] for row in rows] == [1]
    assert rows[0][7] == number_of_goal(world)


def number_of_goal(world) -> str:
    return world.version.nodes.get(element=world.goal).number


def test_xlsx_keeps_formulas_harmless_and_days_as_days(client, world, voices):
    row = next(row for row in sheet(client) if row[0] == 12)

    assert row[1] == f"'{FORMULA}"
    assert row[12].isoformat()[:4].isdecimal()


def test_docx_lies_across_repeats_its_heading_and_marks_languages(client, world, voices):
    data = fetch(client, "docx")
    document, xml = Document(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()

    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert document.core_properties.title == "Abwägungstabelle"
    assert document.core_properties.language == "de"
    assert xml.count("<w:tblHeader/>") == 1
    assert '<w:rtl/><w:lang w:bidi="ar"/>' in xml
    assert [cell.text for cell in document.tables[0].rows[0].cells][:2] == ["Nr.", "Beitrag"]
    assert FORMULA in [cell.text for row in document.tables[0].rows for cell in row.cells]


def test_pdf_is_tagged_and_lies_across(client, world, voices):
    with pikepdf.open(io.BytesIO(fetch(client, "pdf"))) as document:
        box = document.pages[0].MediaBox
        assert box[2] > box[3]
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_too_long_a_document_leads_back_to_the_filter(client, world, voices, monkeypatch):
    monkeypatch.setattr("roterfaden.web.synopsis.MOST", 2)

    response = client.get(f"{TABLE}.pdf")

    assert response.status_code == 422
    assert "Excel-Tabelle" in response.content.decode()
    assert fetch(client, "xlsx")
    assert client.get(f"{TABLE}.exe").status_code == 404


def test_too_many_documents_are_refused_for_a_while(client, world, monkeypatch):
    monkeypatch.setattr("roterfaden.public.synopsis.DOCUMENTS", 1)

    assert [client.get(f"{TABLE}.docx").status_code for _try in range(2)] == [200, 429]


@pytest.mark.parametrize("n", [1, 3])
def test_rows_need_the_same_queries(client, n):
    build(n)
    counts = {}
    for form in ("xlsx", "docx"):
        with CaptureQueriesContext(connection) as queries:
            fetch(client, form)
        counts[form] = len(queries)

    assert counts == {"xlsx": 14, "docx": 15}


def test_office_sees_drafts_with_the_reason_for_the_file(page_client, world, voices, planner, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(planner)
    html = page_client.get(f"{OFFICE}/").content.decode()

    assert "ENTWURFSWORT" in html
    assert "noch nicht veröffentlicht" in html
    assert "AKTENWORT" in str(sheet(page_client, base=OFFICE))
