"""The table of a provider: it comes back unchanged, each row says what becomes of it, nothing is lost."""

import pytest

from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import CancelReason, RunState, SeatState
from roterfaden.courses.exports import course_table
from roterfaden.courses.methods.course_table import HEADINGS
from roterfaden.courses.models import CourseRun
from roterfaden.kernel.tables import Table, TableRow, read_table
from tests.courses.network import NOW, TODAY, course_type, ready, run, site

pytestmark = pytest.mark.django_db

NEW = {
    "Kursnummer": "N-1", "Kursart": "allgemeiner  integrationskurs", "Niveau am Anfang": "a1", "Niveau am Ende": "A2",
    "Beginn": "14.09.26", "Ende": "2026-12-18", "Unterrichtszeiten": "Mo-Fr 9-12", "Kursort": "Haus am Markt",
    "Plätze": "20", "Nur für Frauen": "x", "Stand": "findet statt",
}  # fmt: skip


def table(*rows, headings=HEADINGS):
    return Table(
        tuple(headings),
        [TableRow(line, tuple(row.get(name, "") for name in headings)) for line, row in enumerate(rows, start=2)],
    )


def out_and_in(lines):
    with course_table(lines) as file:
        return read_table(file.read(), "kurse.xlsx")


def rows_of(found):
    return [dict(zip(found.columns, row.cells, strict=True)) for row in found.rows]


def test_table_that_went_out_comes_in_unchanged(query_count):
    course_type()
    run(women_only=True, note="Bitte pünktlich", seats_taken_otherwise=1)
    run("Q-2", level_to="B1")
    found = out_and_in(queries.run_lines(queries.RunFilter(), TODAY))

    preview = queries.table_preview(site().provider, found, TODAY)

    assert [(row.number, row.outcome, row.notes) for row in preview.rows] == [("Q-1", "same", ()), ("Q-2", "same", ())]
    assert query_count(lambda: queries.table_preview(site().provider, found, TODAY)) == 8


def test_rows_become_courses_changes_and_steps(provider):
    run()
    run("Q-2")
    run("Q-3")
    rows = rows_of(out_and_in(queries.run_lines(queries.RunFilter(), TODAY)))
    rows[0] |= {"Plätze": "19", "Stand": "findet statt"}
    rows[1] |= {"Stand": "abgesagt", "Abgesagt wegen": "keine Lehrkraft"}

    given = table(rows[0], rows[1], NEW)
    preview = queries.table_preview(site().provider, given, TODAY)
    assert [(row.outcome, row.notes) for row in preview.rows] == [
        ("changed", ("Plätze", "Stand")), ("changed", ("Stand",)), ("new", ()),
    ]  # fmt: skip
    assert preview.unmentioned == ("Q-3",)
    report = actions.import_runs(actor=provider, provider=site().provider, table=given, now=NOW)

    assert report.count("refused") == 0
    found = {row.number: (row.state, row.seats_max) for row in CourseRun.objects.all()}
    assert found == {
        "Q-1": (RunState.OPEN, 19), "Q-2": (RunState.CANCELLED, 3), "Q-3": (RunState.PLANNED, 3),
        "N-1": (RunState.OPEN, 20),
    }  # fmt: skip
    assert CourseRun.objects.get(number="Q-2").cancel_reason == CancelReason.NO_TEACHER
    assert CourseRun.objects.get(number="N-1").women_only


def test_row_that_calls_a_course_off_says_how_many_lose_their_seat(provider, course_coordinator):
    course = run()
    for number in range(2):
        person = ready(course_coordinator, number)
        actions.reserve_seat(actor=course_coordinator, candidate=person, run=course, reason="…", now=NOW)
    (row,) = rows_of(out_and_in(queries.run_lines(queries.RunFilter(), TODAY)))
    given = table(row | {"Stand": "abgesagt", "Abgesagt wegen": "kein Raum"})

    (seen,) = queries.table_preview(site().provider, given, TODAY).rows
    assert seen.notes == ("Stand", "Mit der Absage verlieren 2 Menschen ihren Platz.")
    actions.import_runs(actor=provider, provider=site().provider, table=given, now=NOW)

    assert {seat.state for seat in course.seats.all()} == {SeatState.FELL_THROUGH}


def test_faulty_rows_name_every_fault_and_change_nothing(provider):
    course_type()
    run()
    wrong = {"Kursnummer": "N-2", "Beginn": "bald", "Kursort": "Mars", "Plätze": "viele", "Nur für Frauen": "egal"}
    late = NEW | {"Kursnummer": "N-3", "Ende": "01.09.2026"}
    report = actions.import_runs(
        actor=provider, provider=site().provider, table=table(NEW, NEW | wrong, late, NEW | {"Kursnummer": ""}), now=NOW
    )

    assert [row.outcome for row in report.rows] == ["new", "refused", "refused", "refused"]
    wrong_columns = [note.partition(":")[0] for note in report.rows[1].notes]
    assert wrong_columns == ["Beginn", "Kursort", "Plätze", "Nur für Frauen"]
    assert report.rows[2].notes == ("Der Kurs kann nicht enden, bevor er beginnt.",)
    assert sorted(CourseRun.objects.values_list("number", flat=True)) == ["N-1", "Q-1"]


def test_columns_that_are_not_there_change_nothing(provider):
    run(note="Bitte pünktlich", women_only=True)
    needed = [name for name in HEADINGS if name not in ("Hinweis", "Nur für Frauen")]
    rows = rows_of(out_and_in(queries.run_lines(queries.RunFilter(), TODAY)))

    actions.import_runs(
        actor=provider, provider=site().provider, table=table(rows[0] | {"Plätze": "12"}, headings=needed), now=NOW
    )

    course = CourseRun.objects.get()
    assert (course.note, course.women_only, course.seats_max) == ("Bitte pünktlich", True, 12)
    with pytest.raises(errors.ColumnsMissing, match="Kursart"):
        queries.table_preview(site().provider, table(NEW, headings=["Kursnummer"]), TODAY)
    with pytest.raises(errors.NothingToTakeOver):
        actions.import_runs(actor=provider, provider=site().provider, table=table(NEW, NEW), now=NOW)
