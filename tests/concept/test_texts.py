"""Texts in other languages: who may say what, what readers get, what a machine may do."""

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event
from roterfaden.concept import actions, errors, queries
from roterfaden.concept.enums import TextRowState, TextState, TextStatus, VersionKind
from roterfaden.concept.methods.text_tables import COLUMNS, WIDTHS, planned_texts, returned_texts, table_rows
from roterfaden.concept.methods.texts import next_after, portions
from roterfaden.concept.models import RevisionText
from roterfaden.concept.tasks import PROPOSE_TEXTS
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.enums import JobState
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.tables import read_table, write_xlsx
from tests import factories
from tests.concept.values import add
from tests.factories import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

FIELD = {"title": "Wohnen", "body": "Alle finden eine Wohnung."}


@pytest.fixture
def concept():
    return factories.concept(process=factories.process())


@pytest.fixture
def field(planner, concept):
    return add(planner, concept, "field", **FIELD)


def german(element):
    return element.revisions.get(superseded_at=None)


def write(actor, element, language="en", **values):
    return actions.write_text(
        **{
            "actor": actor, "revision": german(element), "language": language, "title": "Housing",
            "body": "Everybody finds a home.", "is_checked": True, "expected_number": 0, "now": NOW,
        }
        | values
    )  # fmt: skip


def reword(actor, element, **values):
    return actions.revise_element(
        **{
            "actor": actor, "element": element, "title": "Wohnen für alle", "body": FIELD["body"], "reason": "klarer",
            "expected_revision": german(element).number, "now": NOW,
        }
        | values
    )  # fmt: skip


def propose(actor, element, language="en", title="Living", body="All find a flat."):
    proposal = actions.ProposedText(german(element), title, body)
    return actions.propose_texts(actor=actor, concept=element.concept, language=language, proposals=[proposal], now=NOW)


def shown(element, language="en"):
    version = queries.working_draft(element.concept)
    return queries.shown_texts(version, language).of(german(element))


# --- writing and checking ----------------------------------------------------------------------------------------
def test_a_draft_is_for_the_office_and_a_checked_text_for_all(planner, field):
    draft = write(planner, field, is_checked=False)
    assert (draft.status, draft.written_by, draft.checked_by) == (TextStatus.DRAFT, planner, None)
    assert shown(field).is_original

    checked = actions.check_text(actor=planner, text=draft, now=NOW)
    assert (checked.number, checked.written_by, checked.checked_by) == (2, planner, planner)
    text = shown(field)
    assert (text.title, text.language, text.lang, text.status) == ("Housing", "en", "", TextStatus.CHECKED)
    assert [event.verb for event in Event.objects.order_by("-number")[:2]] == ["text.checked", "text.written"]


def test_without_a_text_readers_get_the_german_and_its_mark(field):
    text = shown(field, "ar")

    assert (text.title, text.body, text.language, text.lang) == ("Wohnen", FIELD["body"], "de", "de")
    assert text.is_original
    assert shown(field, "de").lang == ""


def test_only_planners_write(moderator, field):
    with pytest.raises(NotAllowed):
        write(moderator, field)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"language": "de"}, errors.NoTextLanguage),
        ({"language": "tlh"}, errors.NoTextLanguage),
        ({"title": " "}, errors.TextTitleMissing),
        ({"body": " "}, errors.TextBodyMissing),
        ({"expected_number": 1}, errors.StaleText),
    ],
)
def test_writing_refuses(planner, field, values, error):
    with pytest.raises(error):
        write(planner, field, **values)


def test_a_second_writer_is_told_and_nothing_is_lost(planner, field):
    first = write(planner, field)

    with pytest.raises(errors.StaleText) as refused:
        write(planner, field, title="Homes")
    assert refused.value.theirs == first
    with pytest.raises(errors.TextUnchanged):
        write(planner, field, expected_number=1)
    with pytest.raises(errors.TextIsChecked):
        actions.check_text(actor=planner, text=first, now=NOW)


def test_the_database_keeps_every_text(planner, field):
    text = write(planner, field)

    with pytest.raises(IntegrityError), transaction.atomic():
        RevisionText.objects.filter(pk=text.pk).update(title="Anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        text.delete()


# --- outdated ----------------------------------------------------------------------------------------------------
def test_a_text_is_outdated_when_the_german_was_worded_anew(planner, field):
    write(planner, field)
    reword(planner, field)

    assert shown(field).is_outdated
    desk = queries.text_desk(queries.working_draft(field.concept), field, "en")
    assert desk.state == TextState.OUTDATED
    assert [piece.text.strip() for piece in desk.title_changes if piece.is_added] == ["für alle"]

    write(planner, field, expected_number=1)
    assert not shown(field).is_outdated


def test_an_older_version_shows_the_text_of_its_own_wording(planner, field):
    before = factories.frozen_version(field.concept, VersionKind.CONFERENCE)
    old = german(field)
    write(planner, field)
    reword(planner, field)
    write(planner, field, title="Housing for all", expected_number=1)

    texts = queries.shown_texts(before, "en")
    assert (texts.of(old).title, texts.of(old).is_outdated) == ("Housing", False)
    assert shown(field).title == "Housing for all"


def test_a_text_of_a_newer_wording_is_not_shown_for_an_older_one(planner, field):
    before = factories.frozen_version(field.concept, VersionKind.CONFERENCE)
    old = german(field)
    reword(planner, field)
    write(planner, field)

    assert queries.shown_texts(before, "en").of(old).is_original
    assert queries.text_work(before, "en").rows[0].state == TextState.MISSING


def test_the_seal_of_a_version_does_not_know_translations(planner, field):
    version = actions.freeze_version(
        actor=planner, concept=field.concept, kind="conference", slug="k", title="K", now=NOW
    )
    write(planner, field)

    assert queries.is_intact(version)


# --- machines ----------------------------------------------------------------------------------------------------
def test_a_machine_never_follows_a_person(planner, field):
    assert [text.status for text in propose(planner, field)] == [TextStatus.MACHINE]
    assert propose(planner, field, title="Again") == []
    assert shown(field).is_machine

    write(planner, field, is_checked=False, expected_number=1)
    reword(planner, field)
    assert propose(planner, field) == []
    assert shown(field).title == "Living"  # the draft is for the office, the machine's words are marked


def test_a_machine_writes_anew_for_a_new_wording(planner, field):
    propose(planner, field)
    reword(planner, field)

    assert [text.number for text in propose(planner, field, title="Living for all")] == [2]


def test_a_house_may_hide_what_machines_wrote(planner, field, settings):
    propose(planner, field)
    settings.MACHINE_TEXTS_SHOWN = False

    assert shown(field).is_original


def test_nobody_translates_leichte_sprache_by_machine(planner, field):
    with pytest.raises(errors.NoMachineForLanguage):
        propose(planner, field, language="de-simple")


def test_job_translates_what_is_missing_and_nothing_twice(planner, field, settings, service):
    settings.TRANSLATOR_URL = service.url
    other = add(planner, field.concept, "field", title="Arbeit")
    write(planner, other, body="")
    draft = queries.working_draft(field.concept)

    for proposed in (1, 0):
        arguments = {"version": draft.pk, "language": "en"}
        job = start_job(actor=planner, kind=PROPOSE_TEXTS, title="Texte", arguments=arguments, now=NOW)
        run_jobs()
        job.refresh_from_db()
        assert (job.state, job.result) == (JobState.DONE, {"proposed": proposed, "left": 0})
    assert [asked["q"] for asked in service.asked] == ["Wohnen", FIELD["body"]]
    assert shown(field).title == "Habari"


def test_portions_keep_paragraphs_whole():
    text = "Eins.\n\nZwei.\n\nEin langer Absatz.\n\nVier."

    assert portions(text, 12) == ["Eins.\n\nZwei.", "Ein langer Absatz.", "Vier."]
    assert "\n\n".join(portions(text, 12)) == text


# --- work ---------------------------------------------------------------------------------------------------------
def test_work_list_says_how_each_element_stands(planner, concept, django_assert_num_queries):
    elements = [add(planner, concept, "field", title=name) for name in "ABCDE"]
    write(planner, elements[0], body="")
    write(planner, elements[1], body="", is_checked=False)
    propose(planner, elements[2], body="")
    write(planner, elements[3], body="")
    reword(planner, elements[3], body="")
    draft = queries.working_draft(concept)

    with django_assert_num_queries(2):
        work = queries.text_work(draft, "en")

    assert [row.state for row in work.rows] == ["checked", "draft", "machine", "outdated", "missing"]
    assert (work.all.checked, work.all.total, work.all.share) == (1, 5, 0.2)
    assert work.next_open(elements[0].pk).element_id == elements[1].pk
    assert work.next_open(elements[4].pk).element_id == elements[1].pk
    with django_assert_num_queries(2):
        overview = queries.text_overview(draft)
    assert overview["en"].counts == work.all.counts
    assert overview["ar"].counts == {TextState.MISSING: 5}
    with django_assert_num_queries(2):
        assert queries.text_desk(draft, elements[3], "en").is_outdated
    with django_assert_num_queries(1):
        assert len(queries.shown_texts(draft, "en").found) == 3
    with django_assert_num_queries(0):
        assert not queries.shown_texts(draft, "de")


def test_next_is_none_when_nothing_waits():
    assert next_after([1, 2, 3], [2], 2) is None
    assert next_after([1, 2, 3], [], 2) is None


# --- tables for translators ----------------------------------------------------------------------------------------
def table(element, **values):
    """The table of the draft, one cell of its first row changed."""
    cells = queries.text_cells(queries.working_draft(element.concept), "en")
    rows = table_rows(cells, "en")
    rows[0] = tuple(values.get(name, cell) for name, cell in zip(COLUMNS, rows[0], strict=True))
    with write_xlsx(COLUMNS, rows, widths=WIDTHS, wrapped=True) as file:
        return returned_texts(read_table(file.read(), "texte.xlsx"), "en")


def planned(element, rows):
    cells = queries.text_cells(queries.working_draft(element.concept), "en")
    return planned_texts(rows, {each.uid: each for each in cells})


def test_table_comes_back_as_it_went_out(planner, concept):
    body = "- Ein Punkt\n- noch einer\n\n=Summe"
    element = add(planner, concept, "field", title="Wohnen", body=body)
    write(planner, element, body=body)

    row = table(element)[0]

    assert (row.title, row.body, row.revision, row.text) == ("Housing", body, 1, 1)
    assert [each.state for each in planned(element, table(element))] == [TextRowState.SAME]


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"Titel": "Housing", "Text": "Homes."}, TextRowState.NEW),
        ({"Titel": "Housing"}, TextRowState.INCOMPLETE),
        ({}, TextRowState.EMPTY),
        ({"Kennung": "weg", "Titel": "Housing", "Text": "Homes."}, TextRowState.UNKNOWN),
        ({"Deutsche Fassung": "9", "Titel": "Housing", "Text": "Homes."}, TextRowState.TEXT_CHANGED),
    ],
)
def test_each_row_that_comes_back_is_told(field, values, state):
    assert [each.state for each in planned(field, table(field, **values))] == [state]


def test_rows_that_are_older_than_what_stands_here_are_named(planner, field):
    rows = table(field, Titel="Homes", Text="A home for all.")
    reword(planner, field)
    assert [each.state for each in planned(field, rows)] == [TextRowState.GERMAN_CHANGED]
    write(planner, field)
    assert [each.state for each in planned(field, rows)] == [TextRowState.TEXT_CHANGED]
    assert [each.state for each in planned(field, [*rows, *rows])][1] == TextRowState.TWICE


def test_other_tables_are_refused(field):
    with pytest.raises(errors.NotATextTable):
        returned_texts(read_table(b"Nummer;Text\r\n1;Weg\r\n", "x.csv"), "en")
    with pytest.raises(errors.TableOfOtherLanguage):
        table(field, Sprache="ar")
