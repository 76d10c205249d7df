"""Lists that are read in: the same rules as for a single card, each row once, nothing lost when something breaks."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.test import TestCase

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.tables import NotATable
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import Channel, ImportMode, ImportState, RowOutcome
from roterfaden.participation.methods import ColumnPlan
from roterfaden.participation.models import Contribution, ImportRow, ImportRun, ReceiptCode
from tests import factories, samples
from tests.factories import NOW, TODAY


@pytest.fixture
def process(db):
    made = factories.process()
    stage = factories.stage(made)
    factories.group(made, slug="ehrenamt", name="Ehrenamtlich Engagierte")
    factories.group(made, slug="arbeit", name="Arbeitgeber")
    factories.event(stage, slug="forum-ehrenamt", title="Dialogforum Ehrenamt")
    factories.municipality(name="Stadt Melle", short_name="Melle")
    return made


@pytest.fixture
def opened(process, moderator):
    """`opened(data)` keeps a list and proposes its columns."""

    def open_it(data: bytes, name: str = "karten.csv") -> ImportRun:
        return actions.open_import(actor=moderator, process=process, upload=ContentFile(data, name=name), now=NOW)

    return open_it


@pytest.fixture
def checked(opened, moderator):
    """`checked(data, **plan)` also checks it, with the proposed columns and what holds for all rows."""

    def check(data: bytes, **plan) -> ImportRun:
        run = opened(data)
        given = {"kind": "challenge", "said_on": TODAY.isoformat()} | plan
        return actions.check_import(actor=moderator, run=run, plan=ColumnPlan(**(run.mapping | given)), now=NOW)

    return check


@pytest.fixture
def imported(checked, moderator):
    """`imported(data, **plan)` reads it in."""

    def read_in(data: bytes, mode: str = ImportMode.SKIP, **plan) -> ImportRun:
        run = actions.start_import(actor=moderator, run=checked(data, **plan), mode=mode, now=NOW)
        return actions.import_contributions(actor=moderator, run=run, now=NOW)

    return read_in


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.imported, run.known, run.faulty, run.held


def faults(run: ImportRun) -> dict[int, list[str]]:
    """Line → names of the refusals."""
    return {row.line: [fault["code"] for fault in row.faults] for row in run.rows.order_by("line") if row.faults}


# --- both paths agree ------------------------------------------------------------------------------------------------
def by_hand(process, moderator, cells: dict[str, str], *, late: bool = False) -> Contribution:
    """The same card, typed into the form."""
    event = process.events.filter(title=cells.get("Veranstaltung")).first()
    day = cells.get("Datum")
    return actions.capture_contribution(
        actor=moderator, process=process, kind={"Ziel": "goal"}.get(cells.get("Art", ""), "challenge"),
        text=cells["Text"], channel=Channel.CARD, event=event,
        table=int(cells["Tisch"]) if cells.get("Tisch") else None,
        actor_group=process.actor_groups.filter(name=cells.get("Gruppe")).first(),
        area=factories.Area.objects.filter(name=cells.get("Kommune")).first(),
        weight=int(cells.get("Punkte") or 0), said_on=date.fromisoformat(day) if day else TODAY,
        code=cells.get("Code"), late=late, now=NOW,
    )  # fmt: skip


def by_list(imported, cells: dict[str, str], *, late: bool = False) -> Contribution | list[str]:
    """The same card, as the only row of a list."""
    run = imported(csv(";".join(cells), ";".join(cells.values())), late=late)
    voice = Contribution.objects.filter(import_rows__run=run).first()
    return voice if voice is not None else faults(run)[2]


GOOD = [
    {"Text": "Ein Bus am Abend"},
    {"Text": "Ein Bus", "Art": "Ziel", "Veranstaltung": "Dialogforum Ehrenamt", "Tisch": "3", "Punkte": "4"},
    {"Text": "Ein Bus", "Gruppe": "Arbeitgeber", "Kommune": "Stadt Melle", "Datum": "2017-06-01"},
]
BAD = [
    ({"Text": " ", "Art": "Ziel"}, errors.EmptyText),
    ({"Text": "Ein Bus", "Datum": "2017-06-16"}, errors.SaidInFuture),
    ({"Text": "Ein Bus", "Datum": "2010-01-01"}, errors.StageNotOpen),
    ({"Text": "Ein Bus", "Kommune": "Landkreis Osnabrück"}, errors.NotAPartner),
    ({"Text": "Ein Bus", "Veranstaltung": "Dialogforum Ehrenamt", "Tisch": "7"}, errors.NoSuchTable),
    ({"Text": "Ein Bus", "Code": "K7M-2QX-9AX"}, errors.WrongCode),
    ({"Text": "Ein Bus", "Code": "unknown"}, errors.UnknownCode),
    ({"Text": "Ein Bus", "Code": "used"}, errors.UsedCode),
    ({"Text": "Ein Bus", "Code": "elsewhere"}, errors.CodeOfOtherEvent),
]


@pytest.mark.parametrize("cells", GOOD)
def test_both_paths_write_the_same(process, moderator, imported, cells):
    typed = by_hand(process, moderator, cells)
    read = by_list(imported, cells)

    for field in Contribution._meta.concrete_fields:
        if field.name not in {"id", "number"}:
            assert getattr(read, field.attname) == getattr(typed, field.attname), field.name
    assert read.number == typed.number + 1
    assert len(read.code.code) == len(typed.code.code)
    assert (read.code.event_id, read.code.process_id) == (typed.code.event_id, typed.code.process_id)


@pytest.mark.parametrize(("cells", "refusal"), BAD)
def test_both_paths_refuse_the_same(process, moderator, imported, cells, refusal):
    stage = process.stages.get()
    used = factories.contribution(process).code.code
    free = ReceiptCode.objects.create(code=new_code(), process=process, event=factories.event(stage), issued_at=NOW)
    codes = {"unknown": new_code(), "used": used, "elsewhere": free.code}
    cells = cells | ({"Code": codes.get(cells["Code"], cells["Code"])} if "Code" in cells else {})

    with pytest.raises(DomainError) as refused:
        by_hand(process, moderator, cells)

    assert type(refused.value) is refusal
    assert by_list(imported, cells) == [refusal.__name__]
    assert process.contributions.count() == 1


def test_a_closed_stage_is_late_in_both(process, moderator, imported):
    cells = {"Text": "Zu spät gesagt", "Datum": "2010-01-01"}

    by_hand(process, moderator, cells, late=True)
    voice = by_list(imported, cells, late=True)

    assert voice.said_on == date(2010, 1, 1)
    assert voice.import_rows.get().is_late
    assert AuditEvent.objects.filter(verb="contributions.imported", reason="1 nachgereicht").count() == 1


def test_a_printed_code_is_bound_and_brings_its_question(process, imported):
    event = process.events.get()
    event.questions = ["Was läuft gut?", "Was fehlt?"]
    event.save()
    free = ReceiptCode.objects.create(code=new_code(), process=process, event=event, question=2, issued_at=NOW)

    imported(csv("Text;Code;Veranstaltung", f"Ein Bus;{str(free).lower()};Dialogforum Ehrenamt"))

    free.refresh_from_db()
    assert (free.contribution.text, free.contribution.question) == ("Ein Bus", 2)
    assert ReceiptCode.objects.count() == 1


def test_numbers_go_on_gaplessly_and_each_voice_has_a_code(process, imported):
    for _ in range(3):
        factories.contribution(process)

    imported(csv("Text", *(f"Karte {n}" for n in range(1_100))))

    numbers = list(process.contributions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 1_104))
    assert ReceiptCode.objects.filter(contribution__process=process).count() == 1_103
    assert [process.contributions.get(number=number).text for number in (4, 1_103)] == ["Karte 0", "Karte 1099"]


# --- again and again -------------------------------------------------------------------------------------------------
LIST = ["Text;Art;Ort;Datum", "Ein Bus am Abend;Idee;Melle;01.06.2017", "Mehr Räume;Ziel;;", "Mehr Räume;Ziel;;"]


def test_the_same_list_again_changes_nothing(process, imported):
    first = imported(csv(*LIST))
    again = imported(csv(*LIST))

    assert (counts(first), counts(again)) == ((3, 0, 0, 0), (0, 3, 0, 0))
    assert process.contributions.count() == 3


def test_the_same_content_in_another_form_changes_nothing(process, imported, opened, moderator):
    imported(csv(*LIST))

    again = imported(samples.xlsx(
        ["Datum", "Kommune", "Inhalt", "Kategorie", "Notiz"], [None, None, "Mehr  Räume", "Ziele", "x"],
        [date(2017, 6, 1), "Stadt Melle", "Ein Bus am Abend ", "Idee", ""], ["", "", "Mehr Räume", "goal", ""],
    ), said_on="2017-06-02", channel="letter", language="en")  # fmt: skip

    assert counts(again) == (0, 3, 0, 0)
    assert process.contributions.count() == 3


def test_the_same_words_said_elsewhere_are_another_voice(process, imported):
    imported(csv("Text", "Mehr Räume"))

    again = imported(csv("Text", "Mehr Räume"), event="forum-ehrenamt")
    kind = imported(csv("Text", "Mehr Räume"), kind="goal")

    assert (counts(again), counts(kind)) == ((1, 0, 0, 0), (1, 0, 0, 0))


def test_a_longer_list_brings_only_what_is_new(process, imported):
    imported(csv(*LIST))

    again = imported(csv(*LIST, "Mehr Räume;Ziel;;", "Kurse;Ziel;;"))

    assert counts(again) == (2, 3, 0, 0)


def test_mended_rows_are_taken_in_later(process, imported):
    first = imported(csv("Text;Art", "Ein Bus;Idee", "Räume;Quatsch"))
    mended = imported(csv("Text;Art", "Ein Bus;Idee", "Räume;Ziel"))

    assert (counts(first), counts(mended)) == ((1, 0, 1, 0), (1, 1, 0, 0))


def test_own_ids_tell_equal_cards_apart_and_find_changed_ones(process, imported):
    first = imported(csv("Nr;Text", "1;Mehr Räume", "2;Mehr Räume", "3;Kurse", "3;Busse", "2;Mehr Räume"))
    again = imported(csv("Nr;Text", "2;Mehr Räume", "1;Ganz andere Worte", "4;Neues"))

    assert counts(first) == (3, 1, 1, 0)
    assert faults(first) == {5: ["TwiceInList"]}
    assert counts(again) == (1, 1, 1, 0)
    assert faults(again) == {3: ["ChangedSinceImport"]}


def test_the_database_itself_takes_a_key_only_once(process, imported):
    run = imported(csv("Text", "Ein Bus"))
    row = run.rows.get()
    other = ImportRun.objects.create(process=process, file=run.file, name="x", columns=[], total=1, opened_at=NOW)

    with pytest.raises(IntegrityError):
        ImportRow.objects.create(
            run=other, process=process, line=2, key=row.key, outcome="imported", contribution=row.contribution
        )


def test_another_process_may_read_the_same_list(process, imported, moderator):
    imported(csv("Text", "Ein Bus"))
    elsewhere = factories.process()
    factories.stage(elsewhere)

    run = actions.open_import(actor=moderator, process=elsewhere, pasted="Ein Bus", now=NOW)
    plan = ColumnPlan(**run.mapping | {"kind": "goal", "said_on": TODAY.isoformat()})
    run = actions.check_import(actor=moderator, run=run, plan=plan, now=NOW)

    assert run.check_result["counts"]["imported"] == 1


# --- when something is wrong ----------------------------------------------------------------------------------------
FAULTY = csv(
    "Text;Art;Ort;Datum;Punkte;Tisch",
    "Ein Bus;Idee;Melle;01.06.2017;3;",
    "Räume;Quatsch;Nirgendwo;gestern;viele;x",
    "Kurse;Idee;Melle;01.06.2017;;;;zu viel",
    "Wege;Idee;;;;",
)


def test_all_faults_of_a_row_are_told_at_once(process, imported):
    run = imported(FAULTY, said_on="")

    assert faults(run) == {
        3: ["UnreadableDay", "UnknownKind", "UnreadableNumber", "UnknownArea", "UnreadablePoints"],
        4: ["SurplusCells"],
        5: ["DayMissing"],
    }
    assert counts(run) == (1, 0, 3, 0)


def test_check_says_what_would_happen_and_changes_nothing(process, checked):
    run = checked(FAULTY)

    assert run.state == ImportState.CHECKED
    assert run.check_result["counts"] == {"imported": 2, "known": 0, "faulty": 2, "held": 0}
    assert [(row["line"], row["text"]) for row in run.check_result["faults"]] == [(3, "Räume"), (4, "Kurse")]
    assert (process.contributions.count(), ImportRow.objects.count()) == (0, 0)


def test_sentences_of_the_report_are_complete(process, imported):
    report = queries.row_reports(imported(FAULTY), RowOutcome.FAULTY)

    assert report[0].faults == (
        "„gestern“ ist kein Tag. Schreiben Sie ihn so: 11.05.2017.", "„Quatsch“ ist keine Art von Beitrag.",
        "„x“ ist keine Nummer.", "„Nirgendwo“ ist kein Ort, den das Programm kennt.",
        "„viele“ lässt sich nicht als Zahl von Punkten lesen.",
    )  # fmt: skip


def test_all_or_nothing_takes_in_nothing_when_a_row_is_faulty(process, imported):
    run = imported(FAULTY, mode=ImportMode.ALL)

    assert counts(run) == (0, 0, 2, 2)
    assert process.contributions.count() == 0


def test_all_or_nothing_takes_in_everything_when_all_is_well(process, imported):
    run = imported(csv(*LIST), mode=ImportMode.ALL)

    assert counts(run) == (3, 0, 0, 0)


@pytest.mark.parametrize("columns", [{"Text": ""}, {"Text": "text", "Art": "text"}])
def test_columns_must_make_sense(opened, moderator, columns):
    run = opened(csv("Text;Art", "Ein Bus;Idee"))

    with pytest.raises((errors.TextColumnMissing, errors.ColumnTwice)):
        actions.check_import(actor=moderator, run=run, plan=ColumnPlan(columns=columns), now=NOW)


def test_what_is_no_table_is_refused_and_not_kept(opened):
    with pytest.raises(NotATable):
        opened(samples.pdf(), "karten.pdf")

    assert ImportRun.objects.count() == 0


def test_nothing_at_all_is_refused(process, moderator):
    with pytest.raises(errors.NothingPasted):
        actions.open_import(actor=moderator, process=process, pasted="  \n", now=NOW)


def test_steps_come_in_their_order(opened, checked, imported, moderator):
    with pytest.raises(errors.ImportNotChecked):
        actions.start_import(actor=moderator, run=opened(csv("Text", "A")), mode="skip", now=NOW)
    with pytest.raises(ValidationError):
        actions.start_import(actor=moderator, run=checked(csv("Text", "D")), mode="halb", now=NOW)
    with pytest.raises(errors.ImportNotStarted):
        actions.import_contributions(actor=moderator, run=checked(csv("Text", "B")), now=NOW)
    done = imported(csv("Text", "C"))
    with pytest.raises(errors.ImportBegun):
        actions.start_import(actor=moderator, run=done, mode="skip", now=NOW)
    with pytest.raises(errors.ImportBegun):
        actions.check_import(actor=moderator, run=done, plan=ColumnPlan(columns={"Text": "text"}), now=NOW)


# --- breaking off ----------------------------------------------------------------------------------------------------
class Dies:
    """The progress of a job whose process is killed after some rows; or that somebody stops."""

    uid = ""

    def __init__(self, *, after: int, stops: bool = False) -> None:
        self.after, self.stops, self.cancelled = after, stops, False

    def set(self, done: int, total: int, note: str = "") -> None:
        if done >= self.after:
            if not self.stops:
                raise KeyboardInterrupt
            self.cancelled = True


def test_a_list_goes_on_where_it_was_broken_off(process, checked, moderator):
    rows = [f"Karte {n % 600}" for n in range(1_300)]  # many equal cards, in different chunks
    run = actions.start_import(actor=moderator, run=checked(csv("Text", *rows)), mode="skip", now=NOW)

    for after in (1, 1_000):
        with pytest.raises(KeyboardInterrupt):
            actions.import_contributions(actor=moderator, run=run, progress=Dies(after=after), now=NOW)
    between = process.contributions.count()
    run = actions.import_contributions(actor=moderator, run=run, now=NOW)

    assert 500 <= between < 1_300
    assert counts(run) == (1_300, 0, 0, 0)
    assert list(process.contributions.order_by("number").values_list("text", flat=True)) == rows
    assert AuditEvent.objects.filter(verb="contributions.imported").count() == 1


def test_a_list_that_is_done_stays_as_it_is(imported, moderator):
    run = imported(csv("Text", "Ein Bus"))

    again = actions.import_contributions(actor=moderator, run=run, now=NOW + timedelta(days=1))

    assert (again.finished_at, counts(again)) == (NOW, (1, 0, 0, 0))
    assert AuditEvent.objects.filter(verb="contributions.imported").count() == 1


def test_somebody_stops_a_list(process, checked, moderator):
    run = actions.start_import(
        actor=moderator, run=checked(csv("Text", *(f"Karte {n}" for n in range(1_200)))), mode="skip", now=NOW
    )

    run = actions.import_contributions(actor=moderator, run=run, progress=Dies(after=1, stops=True), now=NOW)

    assert (run.state, run.imported, run.total) == (ImportState.DONE, 500, 1_200)


# --- log, rights, cost -----------------------------------------------------------------------------------------------
def test_log_tells_a_list_once_with_counts_and_without_words(imported):
    run = imported(csv("Text;Art", "Frau Muster sagt;Idee", "Räume;Quatsch"))

    event = AuditEvent.objects.get(verb="contributions.imported")
    assert event.changes == {"imported": [0, 1], "known": [0, 0], "faulty": [0, 1], "held": [0, 0]}
    assert event.subject_label == f"{{participation.importrun}} {run.pk} (2)"
    assert not AuditEvent.objects.filter(verb="contribution.captured").exists()


def test_only_moderation_reads_lists_in(process, goal_owner, participant):
    for actor in (goal_owner, participant):
        with pytest.raises(NotAllowed):
            actions.open_import(actor=actor, process=process, pasted="Ein Bus", now=NOW)


def test_queries_do_not_grow_with_the_rows_of_a_chunk(checked, moderator, query_count):
    """SQLite takes 999 values in a statement, so inserts come in groups of about forty rows."""

    def cost(rows: int) -> int:
        run = checked(csv("Text", *(f"Karte {rows} {n}" for n in range(rows))))
        run = actions.start_import(actor=moderator, run=run, mode="skip", now=NOW)
        return query_count(lambda: actions.import_contributions(actor=moderator, run=run, now=NOW))

    assert cost(300) - cost(1) < 300 / 20


def test_columns_are_remembered_for_the_next_list(process, imported, opened, moderator):
    run = opened(csv("Spalte X;Notiz", "Ein Bus;x"))
    plan = ColumnPlan(columns={"Spalte X": "text", "Notiz": ""}, kind="goal", said_on=TODAY.isoformat())
    actions.check_import(actor=moderator, run=run, plan=plan, now=NOW)

    assert opened(csv("Notiz;Spalte X;Art", "y;Räume;Ziel")).mapping["columns"] == {"Spalte X": "text", "Art": "kind"}


def test_every_kind_of_event_name_is_found(process, imported):
    rows = ["Dialogforum Ehrenamt", "forum-ehrenamt", "Ehrenamt", "15.06.2017"]

    imported(csv("Text;Forum", *(f"Karte {n};{name}" for n, name in enumerate(rows))))

    assert process.contributions.filter(event=process.events.get()).count() == 4


# --- forgetting ------------------------------------------------------------------------------------------------------
def test_a_withdrawn_voice_does_not_come_back_with_the_same_list(process, imported, moderator):
    imported(csv(*LIST))
    voice = process.contributions.get(text="Ein Bus am Abend")
    actions.withdraw_voice(actor=moderator, contribution=voice, now=NOW)

    again = imported(csv(*LIST))

    assert counts(again) == (0, 3, 0, 0)
    assert again.rows.get(line=2).contribution == voice
    assert not process.contributions.filter(text="Ein Bus am Abend").exists()


def test_key_says_nothing_without_the_secret(imported, settings):
    settings.SECRET_KEY = "one secret that is long enough for the checks of the framework, more or less"
    first = imported(csv("Text", "Ein Bus")).rows.get().key
    settings.SECRET_KEY = "another secret that is long enough for the checks of the framework, more or less"

    assert imported(csv("Text", "Ein Bus")).rows.get().key != first


def test_file_goes_after_its_period_and_the_report_stays(process, imported, system):
    run = imported(FAULTY)

    erased = [actions.run_retention(actor=system, now=NOW + timedelta(days=days))["import_file"] for days in (20, 40)]

    run.refresh_from_db()
    assert (erased, run.file, counts(run)) == ([0, 1], None, (2, 0, 2, 0))
    assert len(queries.row_reports(run, RowOutcome.FAULTY)) == 2
    with pytest.raises(errors.FileErased):
        queries.table_of_run(run)


def test_file_stays_while_a_list_is_read(checked, moderator):
    run = actions.start_import(actor=moderator, run=checked(csv("Text", "A")), mode="skip", now=NOW)

    with pytest.raises(errors.ImportBegun):
        actions.erase_import_file(actor=moderator, run=run, now=NOW)


def test_file_of_two_runs_goes_with_the_first_that_asks(imported, moderator):
    first, second = imported(csv(*LIST)), imported(csv(*LIST))
    kept = first.file

    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.erase_import_file(actor=moderator, run=first, now=NOW)

    second.refresh_from_db()
    assert (second.file, default_storage.exists(kept.stored_as)) == (None, False)
    with pytest.raises(errors.FileErased):
        actions.erase_import_file(actor=moderator, run=second, now=NOW)
