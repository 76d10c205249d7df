"""A Word document page by page: nothing is in the draft before somebody says so, and the report names everything."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.concept.enums import WordState
from roterfaden.concept.models import WordDocument
from roterfaden.concept.queries import exchanged, working_draft
from roterfaden.jobs.models import Job
from tests import factories
from tests.concept import word_files as word
from tests.concept.values import goal_under
from tests.concept.word_files import par, run, word_file
from tests.jobs import run_jobs

QUERIES = 6


@pytest.fixture
def office(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(planner)
    return page_client


@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


@pytest.fixture
def upload(office, concept):
    def send(data: bytes, name: str = "konzept.docx"):
        return office.post(reverse("office:word_new", args=[concept.slug]), {"upload": SimpleUploadedFile(name, data)})

    return send


@pytest.fixture
def opened(upload):
    def open_(data: bytes) -> WordDocument:
        upload(data)
        return WordDocument.objects.latest("pk")

    return open_


def chosen(document: WordDocument, first: int = 1, last: int = 50, **changed) -> dict[str, str]:
    rows = document.blocks.filter(is_fixed=False, number__gte=first, number__lte=last)
    values = {f"use_{row.number}": row.use for row in rows} | {f"depth_{row.number}": str(row.depth) for row in rows}
    return values | changed


def test_a_document_goes_through_three_steps_into_the_draft(office, concept, upload):
    response = upload(word.auto_numbered())
    document = WordDocument.objects.get()
    mapping, check = reverse("office:word_blocks", args=[document.pk]), reverse("office:word", args=[document.pk])

    assert response.url == mapping
    page = office.get(mapping).content.decode()
    assert "Handlungsfeld Sprache" in page
    assert office.post(mapping, chosen(document)).url == check
    page = office.get(check).content.decode()
    assert "Noch steht nichts im Entwurf" in page
    assert "Kommentar am Rand" in page
    assert not concept.elements.exists()

    office.post(reverse("office:word_start", args=[document.pk]), {"goal_reason": "fehlt noch"})

    report = office.get(check).content.decode()
    assert "Was aus dem Dokument wurde" in report
    assert "Mit „Änderungen nachverfolgen“ gestrichen" in report
    assert concept.elements.count() == 11


def test_refused_files_say_why_and_keep_the_form(upload):
    for data, words in ((b"%PDF-1.7", "kein Word-Dokument"), (word_file(par()), "kein Text"), (b"", "leer")):
        response = upload(data)
        assert (response.status_code, words in response.content.decode()) == (422, True)


def test_mapping_is_changed_without_script_and_faults_are_named(office, opened):
    document = opened(word.by_hand())
    mapping = reverse("office:word_blocks", args=[document.pk])

    response = office.post(mapping, chosen(document, use_1="goal", stay="1"))

    assert response.url == f"{mapping}?seite=1"
    page = office.get(mapping).content.decode()
    assert "Hier passt etwas nicht" in page
    assert "Kann hier nicht stehen" in page
    started = office.post(reverse("office:word_start", args=[document.pk]), {"goal_reason": "x"}, follow=True)
    assert "Noch stehen nicht alle Stücke" in started.content.decode()


def test_long_documents_are_mapped_page_by_page(office, opened):
    document = opened(word_file(par(run("Kapitel", "b")) + "".join(par(f"Absatz {n}.") for n in range(70))))
    mapping = reverse("office:word_blocks", args=[document.pk])

    assert office.post(mapping, chosen(document)).url == f"{mapping}?seite=2"
    last = office.post(f"{mapping}?seite=2", chosen(document, 51, 100, use_60="left"))

    assert last.url == reverse("office:word", args=[document.pk])
    assert "So wurde es in der Zuordnung gewählt." in office.get(last.url).content.decode()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_mapping_page_takes_the_same_queries_however_long(office, opened, query_count, count):
    document = opened(word_file("".join(par(f"Absatz {n}.") for n in range(count))))

    assert query_count(lambda: office.get(reverse("office:word_blocks", args=[document.pk]))) == QUERIES


def test_large_documents_are_taken_in_by_a_job(office, opened, concept):
    document = opened(word_file("".join(par(run(f"Handlungsfeld: Feld {n}", "b")) for n in range(45))))

    response = office.post(reverse("office:word_start", args=[document.pk]), {"goal_reason": "fehlt noch"})

    assert response.url == reverse("office:job", args=[Job.objects.get().uid])
    assert "wird eingelesen" in office.get(reverse("office:word", args=[document.pk])).content.decode()
    run_jobs()
    assert concept.elements.count() == 45
    assert WordDocument.objects.get().state == WordState.DONE
    assert "Elemente stehen im Entwurf" in office.get(response.url).content.decode()


def test_report_as_a_table_names_every_piece(office, opened):
    document = opened(word.by_hand())
    office.post(reverse("office:word_start", args=[document.pk]), {"goal_reason": "fehlt noch"})

    response = office.get(reverse("office:word_report", args=[document.pk]))

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet.max_row == document.blocks.count() + 1


def test_file_comes_back_as_it_was_and_a_document_can_be_discarded(office, opened, concept):
    document = opened(word.by_hand())

    kept = office.get(reverse("office:word_file", args=[document.pk]))
    assert b"".join(kept.streaming_content) == word.by_hand()
    office.post(reverse("office:word_discard", args=[document.pk]))

    assert not WordDocument.objects.exists()


def test_exchange_gives_a_file_and_takes_it_into_an_empty_draft(office, planner, concept):
    goal_under(planner, concept)
    page = reverse("office:exchange", args=[concept.slug])
    assert "nur in einen leeren Entwurf" in office.get(page).content.decode()
    files = {ending: office.get(reverse("office:exchange_file", args=[concept.slug, "entwurf", ending])).content
             for ending in ("md", "json")}  # fmt: skip

    for ending, data in files.items():
        empty = factories.concept(process=concept.process, title=concept.title)
        page = reverse("office:exchange", args=[empty.slug])
        wrong = office.post(page, {"upload": SimpleUploadedFile("a.md", b"Hallo")})
        assert (wrong.status_code, "Der Kopf fehlt" in wrong.content.decode()) == (422, True)
        office.post(page, {"upload": SimpleUploadedFile(f"a.{ending}", data)})
        assert exchanged(working_draft(empty)) == exchanged(working_draft(concept))
