"""A paper as Word, PDF/UA, OpenDocument and data, and everything in one archive."""

import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal

import docx
import jsonschema
import pikepdf
import pytest
from django.core.files.base import ContentFile
from odf import teletype, text
from odf.opendocument import load

from roterfaden.concept import actions as concept_actions
from roterfaden.concept import errors
from roterfaden.concept.methods.written import check_template
from roterfaden.council.enums import BodyKind, ConsultationRole, Funding, PaperKind, Result
from roterfaden.council.exports import paper_docx, paper_json, paper_odt, paper_pdf, paper_record, schema
from roterfaden.council.exports.papers import file_stem
from roterfaden.council.methods.documents import PAPER_TEMPLATE, PLACEHOLDERS, built_in_paper_template
from roterfaden.council.models import GroupVote
from roterfaden.council.queries import paper_page, signoffs_of
from roterfaden.kernel.errors import NotAllowed
from roterfaden.web.papers import paper_document
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
SECRET = "Geheimsache"
SAID = "1. Der Kreistag beschließt **mehr** Kurse & Räume.\n2. Die Mittel werden #bereitgestellt {{ titel }}."


@pytest.fixture
def paper():
    """A public paper with everything in it, some of which is not public."""
    row = factories.paper(
        reference="BSP-2018/017-1", title="Kurse <2030>", proposal=SAID,
        reasons="- eins\n- zwei\n\n| a | b |\n|--|--|\n| c | d |",
        funding=Funding.BUDGETED, costs_total=Decimal("38000.50"), lead_unit="Referat S", file_number=SECRET,
        refers_to=factories.paper(title=SECRET, is_public=False), overridden_because=SECRET,
    )  # fmt: skip
    closed = factories.meeting(factories.body(BodyKind.EXECUTIVE_COMMITTEE))
    factories.resolution(
        factories.consultation(row, closed, ConsultationRole.PREPARING), Result.RECOMMENDED, text=SECRET, yes=9
    )
    resolution = factories.resolution(factories.consultation(row, factories.meeting(factories.body())))
    GroupVote.objects.create(resolution=resolution, position=1, group="CDU", yes=40, no=8, abstentions=2)
    factories.annex(row, title="Kostenplan", source="Ausgabe 2")
    factories.annex(row, title=SECRET, is_public=False)
    factories.signoff(row, agrees=True, signed_on=TODAY, note=SECRET)
    return row


def document_of(row, *, public):
    signoffs = () if public else signoffs_of(row)
    return paper_document(paper_page(row, public=public), None, now=NOW, signoffs=signoffs)


def odt_words(data):
    read = load(io.BytesIO(data))
    return read, "\n".join(
        teletype.extractText(each) for kind in (text.H, text.P) for each in read.getElementsByType(kind)
    )


def word_words(data):
    made = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def test_every_form_says_the_same_and_nothing_in_it_is_an_order(paper):
    document = document_of(paper, public=False)

    read, odt = odt_words(paper_odt(document))
    word = word_words(paper_docx(document))

    for words in (odt, word):
        for said in ("Kurse <2030>", "Der Kreistag beschließt mehr Kurse & Räume.", "#bereitgestellt {{ titel }}.",
                     "40 Ja, 8 Nein, 2 Enthaltungen", "CDU", "Kostenplan", "Beratungsfolge", "Referat S",
                     "38.000,50 Euro", SECRET):  # fmt: skip
            assert said in words, said
    assert len(read.getElementsByType(text.ListItem)) == 4
    made = docx.Document(io.BytesIO(paper_docx(document)))
    assert made.core_properties.title == "Kurse <2030>"
    assert "Heading 1" in {each.style.name for each in made.paragraphs}


def test_pdf_is_tagged_speaks_german_and_marks_heading_cells(paper):
    with pikepdf.open(io.BytesIO(paper_pdf(document_of(paper, public=True)))) as made:
        root = made.Root
        assert (root.MarkInfo.Marked, str(root.Lang), str(made.docinfo.Title)) == (True, "de", "Kurse <2030>")
        with made.open_metadata() as about:
            assert about.get("pdfuaid:part") == "1"


def test_public_forms_hold_nothing_that_is_not_public(paper):
    document, page = document_of(paper, public=True), paper_page(paper, public=True)

    files = [
        odt_words(paper_odt(document))[1], word_words(paper_docx(document)), repr(document),
        paper_json(page, house="Landkreis").decode(),
    ]  # fmt: skip

    assert [number for number, words in enumerate(files) if SECRET in words] == []


@pytest.mark.parametrize("public", [True, False])
def test_data_about_a_paper_fit_the_published_schema(paper, public):
    made = json.loads(paper_json(paper_page(paper, public=public), house="Landkreis", address="https://x.example/"))

    jsonschema.Draft202012Validator(schema()).validate(made)
    assert (made["reference"], made["costs_total"], len(made["annexes"])) == ("BSP-2018/017-1", "38000.50", 2 - public)
    assert made["consultations"][1]["groups"] == [{"group": "CDU", "yes": 40, "no": 8, "abstentions": 2}]
    assert ("result" in made["consultations"][0], "refers_to" in made) == (not public, False)


def test_schema_refuses_what_it_does_not_know():
    bare = factories.draft(kind=PaperKind.MOTION)
    made = json.loads(paper_json(paper_page(bare), house="Landkreis"))
    validator = jsonschema.Draft202012Validator(schema())

    assert validator.is_valid(made)
    assert not validator.is_valid(made | {"public": "ja"})
    assert not validator.is_valid(made | {"note": "x"})


def test_record_holds_all_forms_and_annexes_with_private_ones_apart(paper):
    page = paper_page(paper)
    made = paper_record(
        document_of(paper, public=False), b"{}", page.annexes, stem=file_stem(paper.reference), made_at=NOW
    )

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert sorted(archive.namelist()) == [
            "anlagen/anlage-1.txt", "anlagen/nichtoeffentlich/anlage-2.txt", "vorlage-bsp-2018-017-1.docx",
            "vorlage-bsp-2018-017-1.json", "vorlage-bsp-2018-017-1.odt", "vorlage-bsp-2018-017-1.pdf",
        ]  # fmt: skip
        assert archive.read("anlagen/anlage-1.txt") == b"Anlage 1"


@pytest.mark.parametrize(
    ("reference", "stem"), [("2018/017-1", "2018-017-1"), ("Ä 3/../x", "a-3-x"), ("–", "ohne-nummer")]
)
def test_file_names_hold_nothing_strange(reference, stem):
    assert file_stem(reference) == f"vorlage-{stem}"


def test_template_of_papers_is_a_kind_of_its_own(clerk, counsellor):
    check_template(built_in_paper_template(), PLACEHOLDERS)
    own = docx.Document()
    for words in ("Drucksache {{ nummer }}", "{{ inhalt }}"):
        own.add_paragraph(words)
    written = io.BytesIO()
    own.save(written)

    def upload():
        return ContentFile(written.getvalue(), name="haus.docx")

    with pytest.raises(errors.UnknownPlaceholder):
        check_template(written.getvalue())
    with pytest.raises(NotAllowed):  # the concept's template is not the clerk's
        concept_actions.use_word_template(actor=clerk, upload=upload(), now=NOW)
    with pytest.raises(NotAllowed):
        concept_actions.use_word_template(actor=counsellor, upload=upload(), kind=PAPER_TEMPLATE, now=NOW)
    concept_actions.use_word_template(actor=clerk, upload=upload(), kind=PAPER_TEMPLATE, now=NOW)

    row = factories.paper(reference="2026/9", modified_at=NOW + timedelta(days=1))
    assert word_words(paper_docx(document_of(row, public=True))).startswith("Drucksache 2026/9\n")
