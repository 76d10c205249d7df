"""Notes to other bodies: who may be told what, on which ground, by whose hand, and once."""

from datetime import date, timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import Disclosure, NoteFact, PartnerKind, SeatState
from roterfaden.courses.exports.notes import who
from roterfaden.courses.methods.noting import fact_of, sentence
from roterfaden.courses.methods.reference import reference
from roterfaden.courses.models import Agreement, AttendanceNote, NoteRule
from tests.courses.network import BEGUN, NOW, TODAY, ready, run, seated, words

LAW = "IntV § 8 Abs. 3 Satz 1"


@pytest.mark.parametrize(
    ("state", "began", "expected"),
    [
        (SeatState.RESERVED, False, None),
        (SeatState.CONFIRMED, False, NoteFact.REGISTERED),
        (SeatState.NO_SHOW, False, NoteFact.NOT_APPEARED),
        (SeatState.INTERRUPTED, True, NoteFact.INTERRUPTED),
        (SeatState.WITHDRAWN, True, NoteFact.INTERRUPTED),
        (SeatState.WITHDRAWN, False, None),
        (SeatState.FELL_THROUGH, True, None),
    ],
)
def test_a_state_is_at_most_one_fact(state, began, expected):
    assert fact_of(state, began=began) == expected


def test_every_fact_has_a_sentence_with_its_day():
    assert all("1. September 2026" in sentence(fact, TODAY) for fact in NoteFact)


def test_law_that_comes_along_tells_improper_attendance_alone_and_to_the_obliging_body():
    kinds = {row["slug"]: row for row in reference().kinds}

    for row in reference().notes:
        assert row["facts"] == [NoteFact.NOT_APPEARED, NoteFact.INTERRUPTED]
        assert kinds[row["kind"]].get("is_obligation") or row["kind"] == "jobcenter-admission"  # IntV § 8 (3), § 5a
        assert row["body"] in {PartnerKind.JOB_CENTRE, PartnerKind.IMMIGRATION, PartnerKind.SOCIAL}


@pytest.fixture
def law(db):
    """The job centre that obliged somebody (network.kind) is told who did not appear or stays away."""
    return NoteRule.objects.create(
        kind="duty", body=PartnerKind.JOB_CENTRE, facts=[NoteFact.NOT_APPEARED, NoteFact.INTERRUPTED],
        valid_from=date(2026, 1, 1), legal_source=LAW, entered_at=NOW,
    )  # fmt: skip


def partner(kind=PartnerKind.IMMIGRATION, *discloses, name="Ausländerbehörde"):
    """An agreement with another body."""
    return Agreement.objects.create(
        name=name, kind=kind, purpose="Nachweis", valid_from=TODAY, legal_source="Vereinbarung",
        discloses=list(discloses or [Disclosure.ATTENDANCE, Disclosure.NAME]),
    )  # fmt: skip


def options(seat):
    """What may be told of one seat, in short."""
    return [(each.fact, each.body, each.by_law) for each in queries.note_options([seat], TODAY)[seat.pk]]


@pytest.mark.django_db
def test_only_the_body_that_obliged_is_told_and_only_what_its_law_names(law, course_coordinator):
    course = run(seats_max=9, starts_on=TODAY)
    obliged, free = ready(course_coordinator, 0), ready(course_coordinator, 1, entitled=False)

    assert options(seated(course_coordinator, obliged, course, *BEGUN)) == []
    assert options(seated(course_coordinator, free, course, "confirmed", "no_show")) == []
    late = seated(course_coordinator, ready(course_coordinator, 2), course, "confirmed", "no_show")
    assert options(late) == [(NoteFact.NOT_APPEARED, PartnerKind.JOB_CENTRE, True)]
    actions.end_entitlement(actor=course_coordinator, entitlement=late.candidate.entitlements.get(), now=NOW)
    assert options(late) == []


@pytest.mark.django_db
def test_everybody_else_only_with_consent_to_exactly_this(law, course_coordinator):
    person = ready(course_coordinator, 0)
    seat = seated(course_coordinator, person, run(), *BEGUN)
    named = [
        partner(),
        partner(PartnerKind.ADVICE, Disclosure.NAME, name="Beratung"),  # not about attendance
        partner(PartnerKind.SOCIAL, Disclosure.ATTENDANCE, name="Sozialamt"),  # not about who it is
        partner(PartnerKind.PROVIDER, name="VHS"),  # knows
    ]
    given = [
        actions.allow_disclosure(actor=course_coordinator, candidate=person, agreement=agreement, now=NOW)
        for agreement in named
    ]

    assert options(seat) == [(NoteFact.BEGAN, PartnerKind.IMMIGRATION, False)]
    actions.withdraw_disclosure(actor=course_coordinator, consent=given[0], now=NOW)
    assert options(seat) == []


@pytest.mark.django_db
def test_a_note_by_law_is_written_for_the_provider_once_and_then_waits_no_longer(law, course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(starts_on=TODAY), "confirmed", "no_show")
    (option,) = queries.notes_due(TODAY)
    said = {"actor": course_coordinator, "seat": seat, "key": option.key, "now": NOW}
    with pytest.raises(errors.NotCommissioned):
        actions.write_note(**said, addressee="Jobcenter")
    with pytest.raises(errors.AddresseeMissing):
        actions.write_note(**said, addressee=" ", commissioned=True)

    note = actions.write_note(**said, addressee="Jobcenter\nMarkt 1", commissioned=True)

    assert (note.rule, note.consent, note.basis, note.fact_on) == (law, None, LAW, TODAY)
    assert queries.notes_due(TODAY) == []
    with pytest.raises(errors.NothingToTell):
        actions.write_note(**said, addressee="Jobcenter", commissioned=True)
    event = Event.objects.order_by("number").last()
    assert (event.verb, event.subject_label, event.changes) == (
        "attendance_note.written", seat.audit_label, {"fact": ["", "not_appeared"]},
    )  # fmt: skip


@pytest.mark.django_db
def test_who_gives_the_seat_back_out_of_a_pause_stays_away_since_the_pause_and_it_is_told_once(law, course_coordinator):
    start = TODAY - timedelta(days=9)
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(), *BEGUN, on=start)
    for state, day in ((SeatState.INTERRUPTED, start + timedelta(days=2)), (SeatState.WITHDRAWN, TODAY)):
        seat = actions.move_seat(actor=course_coordinator, seat=seat, state=state, on=day, now=NOW)
    (option,) = queries.notes_due(TODAY)
    assert (option.fact, option.on) == (NoteFact.INTERRUPTED, start + timedelta(days=2))


@pytest.mark.django_db
@pytest.mark.parametrize("more", [(), (Disclosure.BIRTH_DATE,)])
def test_letter_by_consent_names_the_day_of_birth_only_where_it_was_consented_to(more, course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(), *BEGUN)
    agreement = partner(PartnerKind.IMMIGRATION, Disclosure.ATTENDANCE, Disclosure.NAME, *more)
    actions.allow_disclosure(actor=course_coordinator, candidate=seat.candidate, agreement=agreement, now=NOW)
    (option,) = queries.notes_due(TODAY)
    note = actions.write_note(actor=course_coordinator, seat=seat, key=option.key, addressee="Amt", now=NOW)

    assert [label for label, _value in who(note, words())] == ["Name", "geboren am"][: 1 + len(more)]
    assert note.may_be_printed
    actions.withdraw_disclosure(actor=course_coordinator, consent=option.consent, now=NOW)
    assert not AttendanceNote.objects.get().may_be_printed


@pytest.mark.django_db
def test_deciding_to_tell_nothing_is_kept_as_well(law, course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(), *BEGUN, "interrupted")
    (option,) = queries.notes_due(TODAY)

    actions.leave_note(actor=course_coordinator, seat=seat, key=option.key, now=NOW)

    assert queries.notes_due(TODAY) == []
    assert AttendanceNote.objects.get().is_told is False


@pytest.mark.django_db
def test_what_waits_to_be_told_is_of_the_newest_seat_and_takes_five_queries(law, course_coordinator, query_count):
    course = run(seats_max=9, starts_on=TODAY)
    first = ready(course_coordinator, 0)
    seated(course_coordinator, first, course, "confirmed", "no_show")
    one = query_count(lambda: queries.notes_due(TODAY))
    for number in (1, 2):
        seated(course_coordinator, ready(course_coordinator, number), course, "confirmed", "no_show")

    assert len(queries.notes_due(TODAY)) == 3
    assert (one, query_count(lambda: queries.notes_due(TODAY))) == (5, 5)
    seated(course_coordinator, first, run("Q-2"), "confirmed")
    assert len(queries.notes_due(TODAY)) == 2


@pytest.mark.django_db
def test_house_closes_a_rule_with_a_new_row(law, course_coordinator):
    actions.change_note_rule(
        actor=course_coordinator, kind="duty", body=PartnerKind.JOB_CENTRE, facts=[],
        valid_from=TODAY + timedelta(days=1), legal_source="Beschluss", now=NOW,
    )  # fmt: skip

    rules = [queries.note_rules(day)["duty"].facts for day in (TODAY, TODAY + timedelta(days=1))]
    assert rules == [law.facts, []]
    with pytest.raises(errors.FactsUnknown):
        actions.change_note_rule(
            actor=course_coordinator, kind="duty", body=PartnerKind.JOB_CENTRE, facts=["grund"], valid_from=TODAY,
            legal_source="Beschluss", now=NOW,
        )  # fmt: skip
