"""From rows to counts: what waiting, seats, courses and earlier lists add up to; packs that stay as they were."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from openpyxl import load_workbook

from roterfaden.audit.models import Event
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import LeaveReason, RunState, SeatState
from roterfaden.courses.exports import pack_pdf, pack_xlsx
from roterfaden.courses.methods.needs import CaseEnd
from roterfaden.courses.models import AdmissionStop, EarlierCase, EarlierList, RoundPack, Seat
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.courses.network import NOW, TODAY, area, kind, ready, register, run, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(course_coordinator):
    """Three people: one waits, one has begun, one has gone; a running course and one that begins."""
    factories.instance()
    people = [ready(course_coordinator, number) for number in range(3)]
    begun = run(
        "Q-0", state=RunState.RUNNING, starts_on=TODAY - timedelta(days=10), seats_taken_otherwise=2,
        ends_on=TODAY + timedelta(days=60),
    )  # fmt: skip
    run(child_care_seats=2)
    Seat.objects.create(
        candidate=people[1], run=begun, state=SeatState.STARTED, reserved_at=NOW, changed_on=TODAY,
        began_on=TODAY - timedelta(days=8),
    )  # fmt: skip
    actions.remove_candidate(actor=course_coordinator, candidate=people[2], because=LeaveReason.WORK, now=NOW)
    return people


def test_rows_become_cases_waiting_people_and_offers(network, course_coordinator):
    AdmissionStop.objects.create(kind=kind().slug, valid_from=TODAY, legal_source="…", entered_at=NOW)
    youngest = register(course_coordinator, words(given="Jung", born_on=date(2003, 1, 1)), entitled=False)

    facts = queries.need_facts(TODAY)

    assert sorted((case.end, case.days) for case in facts.cases) == [
        (CaseEnd.LEFT, 30), (CaseEnd.STARTED, 22), (CaseEnd.WAITS, 30), (CaseEnd.WAITS, 30),
    ]  # fmt: skip
    assert [case.is_closed for case in facts.cases] == [True, True, True, False]
    assert [(who.kind, who.under_27, who.is_entitled) for who in facts.waiting] == [
        ("general", False, True), ("", True, False),
    ]  # fmt: skip
    assert [(offer.area, offer.taken, offer.care) for offer in facts.offers] == [
        (area().key, 3, 0), (area().key, 0, 2),
    ]  # fmt: skip
    assert facts.minutes[area().pk, facts.offers[0].site] == 10
    assert youngest.under_27


def test_months_before_the_first_entry_are_not_known(course_coordinator):
    """Of those who waited back then, only who still waits was ever entered."""
    factories.instance()
    register(course_coordinator, waiting_since=TODAY - timedelta(days=400))

    assert queries.need_facts(TODAY).months == ()
    assert queries.need_facts(TODAY + timedelta(days=100)).months == (date(2026, 10, 1), date(2026, 11, 1))


def test_counting_asks_a_fixed_number_of_times(network, course_coordinator, query_count):
    few = query_count(lambda: queries.need_facts(TODAY))
    for number in range(3, 6):
        ready(course_coordinator, number)
        run(f"R-{number}")

    assert (few, query_count(lambda: queries.need_facts(TODAY))) == (13, 13)


@pytest.fixture
def earlier(tmp_path):
    """A list of 2025 as a file: a hundred who began after a fortnight and more, and one line nobody can read."""
    lines = [f"2025-{month:02};{area().key};general;{14 + place};begonnen;" for month in range(9, 13)
             for place in range(25)]  # fmt: skip
    file = tmp_path / "liste.csv"
    file.write_text("\n".join(["Monat;Gemeindeschlüssel;Kursart;Tage;Ende;danach noch ein Kurs", *lines, "x;;;;;"]))
    return file


def test_earlier_list_counts_and_a_better_one_replaces_it(network, earlier, capsys):
    call_command("take_over_cases", earlier, name="Alte Liste", dry_run=True)
    assert EarlierCase.objects.count() == 0
    for _time in range(2):
        call_command("take_over_cases", earlier, name="Alte Liste")

    facts = queries.need_facts(TODAY)

    assert "Zeile 102: „x“ ist kein Monat" in capsys.readouterr().out
    assert [row.withdrawn_at is None for row in EarlierList.objects.order_by("pk")] == [False, True]
    assert sum(case.month < date(2026, 1, 1) for case in facts.cases) == 100
    assert (facts.first_month, len(facts.months)) == (date(2025, 9, 1), 12)
    with pytest.raises(CommandError):
        call_command("take_over_cases", earlier.with_name("keine.csv"), name="Alte Liste")


def test_pack_is_frozen_and_goes_out_as_accessible_pdf_and_table(network, earlier, course_coordinator, counsellor):
    call_command("take_over_cases", earlier, name="Alte Liste")
    old = actions.freeze_round_pack(actor=course_coordinator, now=NOW - timedelta(days=92))
    pack = actions.freeze_round_pack(actor=course_coordinator, now=NOW)
    second = actions.freeze_round_pack(actor=course_coordinator, now=NOW)

    assert (pack.name, pack.number, second.number) == ("3. Quartal 2026", 1, 2)
    assert queries.pack_before(second) == old
    assert Event.objects.filter(verb="round_pack.frozen").count() == 3
    with pytest.raises(NotAllowed):
        actions.freeze_round_pack(actor=counsellor, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        RoundPack.objects.filter(pk=pack.pk).update(checksum="x")

    with pikepdf.open(io.BytesIO(pack_pdf(pack, old, site="Landkreis"))) as document:
        kinds = {str(each.S) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each}
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "de"
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    with pack_xlsx(pack, old) as file:
        book = load_workbook(file, read_only=True)
        assert book.sheetnames == [
            "Änderungen", "Wartezeit", "Angebot", "Lücken", "Junge Menschen", "Kinderbetreuung", "Hindernisse",
            "Vorausschau", "Definitionen",
        ]  # fmt: skip
        first = [row[0] for row in book["Wartezeit"].iter_rows(values_only=True) if row]
        assert first[0] == "Wie lange warten Menschen auf einen Kurs?"
        assert "alle Kursarten" in first
