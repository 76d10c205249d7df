"""What becomes of a seat: lessons, the account of hours, pauses, results, how it goes on, and outcomes in numbers."""

from datetime import date, timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import (
    ClockKind,
    CourseKind,
    LeaveReason,
    NextStep,
    RepeatHurdle,
    ResultKind,
    ResultOutcome,
    ResultSource,
    RuleName,
    SeatState,
    Unit,
)
from roterfaden.courses.methods.learning import (
    EndedCourse,
    Pause,
    RepeatFacts,
    last_section,
    lessons_taught,
    may_repeat,
    next_steps,
    repeat_from,
    repeat_hurdles,
)
from roterfaden.courses.methods.weekly import read_times
from roterfaden.courses.models import CourseResult, CourseTypeTerms, Entitlement, EntitlementKind
from tests.courses.network import BEGUN, NOW, OVER, SOURCE, TODAY, course_type, ready, rule, run, seated

MORNINGS = read_times("Mo–Fr 8:30–12:45")
MONDAY = date(2026, 4, 27)


@pytest.mark.parametrize(
    ("last", "pauses", "expected"),
    [
        (MONDAY, (), 5),
        (MONDAY + timedelta(days=6), (), 20),  # the first of May is a Friday
        (MONDAY + timedelta(days=13), (), 45),
        (MONDAY + timedelta(days=13), (Pause(date(2026, 5, 4), date(2026, 5, 6)),), 35),
        (MONDAY + timedelta(days=13), (Pause(date(2026, 4, 29)),), 10),
        (MONDAY - timedelta(days=1), (), 0),
    ],
)
def test_lessons_by_timetable_leave_holidays_and_pauses_out(last, pauses, expected):
    assert lessons_taught(MORNINGS, MONDAY, last, pauses) == expected


def test_sections_follow_from_lessons():
    assert [last_section(2, lessons, 100) for lessons in (0, 95, 140, 160, 310)] == [2, 2, 2, 3, 4]
    assert last_section(2, 500, None) == 2
    assert (repeat_from(9, 300, 100), repeat_from(6, 0, None)) == (7, 6)


REPEATABLE = RepeatFacts(hours=300, repeated=False, left=0, section_hours=100, outcomes=(ResultOutcome.A2,))


@pytest.mark.parametrize(
    ("change", "hurdles", "possible"),
    [
        ({}, (), True),
        ({"outcomes": ()}, (RepeatHurdle.NOT_TESTED,), True),
        ({"left": 99}, (), True),
        ({"left": 100}, (RepeatHurdle.HOURS_LEFT,), False),
        ({"repeated": True}, (RepeatHurdle.REPEATED,), False),
        ({"hours": 0}, (RepeatHurdle.NOT_FORESEEN,), False),
        ({"outcomes": (ResultOutcome.B1,)}, (RepeatHurdle.PASSED,), False),
    ],
)
def test_repetition_names_what_stands_against_it(change, hurdles, possible):
    found = repeat_hurdles(RepeatFacts(**(vars(REPEATABLE) | change)))

    assert (found, may_repeat(found)) == (hurdles, possible)


ENDED = EndedCourse(
    kind=CourseKind.LITERACY, section=3, sections=9, has_orientation=True, passed_language=False,
    hurdles=(RepeatHurdle.HOURS_LEFT,),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["section", "orientation", "done"]),
        ({"passed_language": True}, ["orientation", "section", "done"]),
        ({"section": 9, "hurdles": ()}, ["repeat", "orientation", "done"]),
        ({"section": 9}, ["orientation", "done"]),
        ({"kind": CourseKind.VOCATIONAL, "section": 1, "sections": 1, "hurdles": ()}, ["done"]),
        ({"kind": CourseKind.ORIENTATION, "section": 1, "sections": 1}, ["done"]),
    ],
)
def test_next_steps_begin_with_the_proposed_one(change, expected):
    assert list(next_steps(EndedCourse(**(vars(ENDED) | change)))) == expected


# --- seats -----------------------------------------------------------------------------------------------------------
def terms(**values):
    """Hours of the general course as law stands."""
    usual = {"course_type": course_type(), "valid_from": date(2026, 1, 1), "legal_source": SOURCE, "entered_at": NOW}
    return CourseTypeTerms.objects.create(
        **(usual | {"hours_language": 600, "hours_orientation": 100, "section_hours": 100} | values)
    )


def taken(actor, seat, outcome=ResultOutcome.B1, kind=ResultKind.LANGUAGE, on=TODAY):
    """A result of a seat."""
    return actions.record_result(
        actor=actor, seat=seat, kind=kind, outcome=outcome, taken_on=on, source=ResultSource.CERTIFICATE, now=NOW
    )


@pytest.mark.django_db
def test_a_pause_is_kept_ends_with_the_return_and_runs_against_the_right(course_coordinator):
    rule(RuleName.RIGHT_LAPSES_INTERRUPTED, 1, Unit.YEARS)
    person = ready(course_coordinator, 0)
    start = TODAY - timedelta(days=40)
    seat = seated(course_coordinator, person, run(), *BEGUN, on=start)
    away, back = start + timedelta(days=10), start + timedelta(days=30)
    for day, refusal in ((start - timedelta(days=1), errors.DayTooEarly), (TODAY + timedelta(days=1), errors.DayAhead)):
        with pytest.raises(refusal):
            actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.INTERRUPTED, on=day, now=NOW)

    seat = actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.INTERRUPTED, on=away, now=NOW)

    (row,) = queries.candidate_rows(type(person).objects.filter(pk=person.pk), TODAY)
    assert [(clock.kind, clock.due_on) for clock in row.clocks] == [(ClockKind.INTERRUPTED, date(2027, 8, 2))]
    assert not queries.todays_instance(TODAY).people
    seat = actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.STARTED, on=back, now=NOW)
    assert [(each.since, each.until) for each in seat.interruptions.all()] == [(away, back)]
    assert (seat.began_on, seat.changed_on, seat.is_holding) == (start, back, True)


@pytest.mark.django_db
def test_lessons_told_for_a_pause_do_not_stand_for_the_whole_course(course_coordinator):
    terms()
    person = ready(course_coordinator, 0)
    seat = seated(course_coordinator, person, run(), *BEGUN)
    go_on = {"actor": course_coordinator, "now": NOW}

    seat = actions.move_seat(**go_on, seat=seat, state=SeatState.INTERRUPTED, lessons=40)
    assert queries.hour_account(person, TODAY).used == 40
    seat = actions.move_seat(**go_on, seat=seat, state=SeatState.STARTED)
    assert [each.by_provider for each in queries.hour_account(person, TODAY).counted] == [False]
    seat = actions.move_seat(**go_on, seat=seat, state=SeatState.ENDED, lessons=90)
    assert queries.hour_account(person, TODAY).used == 90


@pytest.mark.django_db
def test_nobody_fails_to_appear_before_the_first_day(course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(), "confirmed")

    with pytest.raises(errors.DayTooEarly):
        actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.NO_SHOW, now=NOW)


@pytest.mark.django_db
def test_nobody_is_invited_to_a_seat_that_was_given_back_in_the_meantime(course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run())
    actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.WITHDRAWN, now=NOW)

    with pytest.raises(errors.NotInvitable):
        actions.send_invitation(
            actor=course_coordinator, seat=seat, to="a@example.org", subject="…", text="…", language="de", now=NOW
        )


@pytest.mark.django_db
def test_result_of_the_same_day_is_superseded_and_unfit_ones_are_refused(course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(), "confirmed")
    with pytest.raises(errors.NeverBegan):
        taken(course_coordinator, seat)
    seat = actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.STARTED, now=NOW)
    with pytest.raises(errors.OutcomeUnfit):
        taken(course_coordinator, seat, ResultOutcome.PASSED)
    with pytest.raises(errors.DayAhead):
        taken(course_coordinator, seat, on=TODAY + timedelta(days=1))

    first = taken(course_coordinator, seat, ResultOutcome.A2)
    second = taken(course_coordinator, seat)

    first.refresh_from_db()
    assert (first.superseded_at, second.supersedes) == (NOW, first)
    assert list(CourseResult.objects.current()) == [second]
    event = Event.objects.order_by("number").last()
    assert (event.verb, event.changes) == ("course_result.recorded", {})


@pytest.mark.django_db
def test_after_a_section_nobody_is_proposed_until_a_person_decides(course_coordinator):
    terms()
    rule(RuleName.HOUR_ACCOUNT, 1200, Unit.LESSONS)
    person = ready(course_coordinator, 0)
    seat = seated(course_coordinator, person, run(), *OVER)
    seat.lessons = 90
    seat.save(update_fields=["lessons"])

    assert [each.pk for each in queries.seats_undecided()] == [seat.pk]
    assert not queries.todays_instance(TODAY).people
    choices = queries.next_choices(seat, TODAY)
    assert (choices.steps[0], choices.section, choices.account.left) == (NextStep.SECTION, 1, 510)
    with pytest.raises(errors.NotOpen):
        actions.choose_next(actor=course_coordinator, seat=seat, step=NextStep.REPEAT, now=NOW)
    person = actions.choose_next(actor=course_coordinator, seat=seat, step=NextStep.SECTION, now=NOW)

    assert (person.section, person.waiting_since, person.level) == (2, TODAY, "A1")
    assert [each.fits for each in queries.todays_instance(TODAY).people] == [("general/2",)]
    with pytest.raises(errors.NotOpen):
        actions.choose_next(actor=course_coordinator, seat=seat, step=NextStep.DONE, now=NOW)


@pytest.mark.django_db
def test_repetition_needs_the_admission_and_enlarges_the_account(course_coordinator):
    literacy = course_type("literacy", name="Alphabetisierung", kind=CourseKind.LITERACY, sections=9)
    terms(course_type=literacy, hours_language=900, hours_repetition=300)
    way = EntitlementKind.objects.create(
        slug="repetition", name="Zulassung zur Wiederholung", valid_months=12, valid_from=date(2026, 1, 1),
        legal_source="IntV § 13 Abs. 1", entered_at=NOW,
    )  # fmt: skip
    person = ready(course_coordinator, 0)
    last = run(course_type=literacy, section=9)
    seat = seated(course_coordinator, person, last, *OVER)
    seat.lessons = 880
    seat.save(update_fields=["lessons"])
    taken(course_coordinator, seat, ResultOutcome.A2)
    with pytest.raises(errors.AdmissionMissing):
        actions.choose_next(actor=course_coordinator, seat=seat, step=NextStep.REPEAT, now=NOW)

    person = actions.choose_next(actor=course_coordinator, seat=seat, step=NextStep.REPEAT, admitted_on=TODAY, now=NOW)

    entitlement = Entitlement.objects.get(candidate=person, kind=way)
    assert (entitlement.valid_until, person.recommended, person.section) == (date(2027, 9, 1), literacy, 7)
    account = queries.hour_account(person, TODAY)
    assert (account.granted, account.used, account.left) == (1200, 880, 320)


@pytest.mark.django_db
def test_done_takes_somebody_off_the_list(course_coordinator):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(), *OVER)

    person = actions.choose_next(actor=course_coordinator, seat=seat, step=NextStep.DONE, now=NOW)

    assert (person.left_on, person.left_because) == (TODAY, LeaveReason.FINISHED)
    assert not queries.seats_undecided()


@pytest.mark.django_db
def test_outcomes_count_each_person_once_in_two_queries(course_coordinator, query_count):
    first = run(seats_max=9, starts_on=TODAY)
    since, until = first.starts_on, first.starts_on + timedelta(days=1)
    passed = seated(course_coordinator, ready(course_coordinator, 0), first, *OVER)
    for outcome in (ResultOutcome.A2, ResultOutcome.B1):
        taken(course_coordinator, passed, outcome, on=TODAY - timedelta(days=outcome == ResultOutcome.A2))
    taken(course_coordinator, passed, ResultOutcome.PASSED, ResultKind.LIFE)
    one = query_count(lambda: queries.outcomes(since, until))
    seated(course_coordinator, ready(course_coordinator, 1), first, "confirmed", "no_show")
    seated(course_coordinator, ready(course_coordinator, 2), run("Q-2", starts_on=TODAY), *BEGUN, "interrupted")
    run("Q-3", starts_on=TODAY)

    assert (one, query_count(lambda: queries.outcomes(since, until))) == (2, 2)
    found = queries.outcomes(since, until)
    assert [each.number for each, _counts in found.by_run] == ["Q-1", "Q-2"]
    ((provider, total),) = found.by_provider
    assert (provider, total) == (first.provider, found.total)
    assert vars(total) == {
        "told": 3, "began": 2, "no_show": 1, "interrupted": 1, "ended": 1, "tested": 1, "passed": 1, "passed_life": 1,
    }  # fmt: skip
