"""Deletion by legal periods: names first, what is left later; nothing held; counts and protocol stay right."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from roterfaden.audit.models import Event
from roterfaden.courses import actions, errors, queries
from roterfaden.courses.actions.keeping import STAYS
from roterfaden.courses.enums import (
    HoldReason,
    KeptKind,
    LeaveReason,
    NextStep,
    OpenPurpose,
    PlanState,
    RuleName,
    SeatState,
    Unit,
)
from roterfaden.courses.methods.clocks import RuleValue
from roterfaden.courses.methods.keeping import Span, due_of, over_since, result_due, results_over_since
from roterfaden.courses.models import (
    Candidate,
    CandidateAccess,
    DeletionRun,
    Interruption,
    NameKey,
    PlacementPlan,
    PlacementTest,
    PlanLine,
    Seat,
)
from roterfaden.courses.tasks.keeping import KEEPER, run_deletion
from roterfaden.kernel.keeping import DeletionState
from tests.courses.network import NOW, OVER, TODAY, ready, register, rule, run, seated

PERIODS = {
    RuleName.DELETE_WITHDRAWN: (0, Unit.DAYS),
    RuleName.DELETE_POOL: (12, Unit.MONTHS),
    RuleName.DELETE_NAMES: (10, Unit.YEARS),
    RuleName.DELETE_REST: (5, Unit.YEARS),
    RuleName.DELETE_VOCATIONAL: (4, Unit.YEARS),
    RuleName.DELETE_TESTS: (3, Unit.YEARS),
    RuleName.DELETE_ACCESS_LOG: (6, Unit.MONTHS),
}
RULES = {name: RuleValue(Decimal(value), unit, name.value) for name, (value, unit) in PERIODS.items()}
A_DAY = timedelta(days=1)


def later(years: int = 0, days: int = 0) -> datetime:
    return datetime(TODAY.year + years, TODAY.month, TODAY.day, 9, tzinfo=UTC) + timedelta(days=days)


# --- pure ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("span", "words", "facts"),
    [
        (Span(date(2026, 3, 1)), date(2031, 3, 1), date(2031, 3, 1)),  # waits: a name never outlives the rest
        (Span(date(2026, 3, 1), date(2026, 3, 1)), date(2027, 3, 1), date(2031, 3, 1)),  # left
        (Span(date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1)), date(2026, 3, 1), date(2031, 3, 1)),  # no consent
        (Span(date(2026, 3, 1), is_vocational=True), date(2030, 3, 1), date(2030, 3, 1)),
    ],
)
def test_first_rule_that_is_over_counts(span, words, facts):
    assert [(due.kind, due.on) for due in due_of(span, RULES)] == [(KeptKind.WORDS, words), (KeptKind.FACTS, facts)]
    assert due_of(span, {}) == ()


@pytest.mark.parametrize(
    ("value", "unit"), [(6, Unit.MONTHS), (10, Unit.YEARS), (3, Unit.WEEKS), (9, Unit.WORKING_DAYS)]
)
def test_what_is_over_is_exactly_what_is_due(value, unit):
    found = RuleValue(Decimal(value), unit, "")
    for number in range(0, 400, 45):
        on = date(2024, 2, 20) + timedelta(days=number)
        last = over_since(found, on)
        assert found.after(last) <= on < found.after(last + A_DAY)


def test_tests_count_from_the_end_of_their_year():
    assert result_due(date(2023, 5, 1), RULES) == date(2026, 12, 31)
    period = RULES[RuleName.DELETE_TESTS]
    assert results_over_since(period, date(2026, 12, 30)) == date(2022, 12, 31)
    assert results_over_since(period, date(2026, 12, 31)) == date(2023, 12, 31)


# --- the run ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def rules(db):
    for name, (value, unit) in PERIODS.items():
        rule(name, value, unit)


@pytest.fixture
def people(rules, course_coordinator):
    """Three with a test; the first has a seat that was given back, a line in a proposal, and left today."""
    made = [ready(course_coordinator, number, women_only=True, is_woman=True) for number in range(3)]
    course = run(women_only=True)
    seat = actions.reserve_seat(
        actor=course_coordinator, candidate=made[0], run=course, reason="Frau Sonne", now=NOW
    )  # fmt: skip
    actions.move_seat(actor=course_coordinator, seat=seat, state=SeatState.WITHDRAWN, note="will nicht", now=NOW)
    plan = PlacementPlan.objects.create(
        as_of=TODAY, state=PlanState.DONE, started_at=NOW, finished_at=NOW, cost=1, bound=1,
        instance={"people": [{"id": made[0].code}, {"id": made[1].code, "apart_from": [made[0].code]}]},
    )  # fmt: skip
    for person in made[:2]:
        PlanLine.objects.create(plan=plan, candidate=person, why={"instead": {"waits": [made[0].code]}})
    actions.remove_candidate(actor=course_coordinator, candidate=made[0], because=LeaveReason.FINISHED, now=NOW)
    return made


def deleted(now):
    run_deletion(KEEPER, now)
    newest = DeletionRun.objects.order_by("-pk").first()
    return newest.deleted if newest and newest.started_at == now else {}


def test_names_go_first_and_what_is_counted_stays(people):
    first, second = people[:2]
    assert [row.next_on for row in queries.kind_rows(on=TODAY)][:3] == [
        date(2027, 9, 1), date(2029, 12, 31), date(2031, 9, 1)
    ]  # fmt: skip
    assert deleted(later(years=1, days=-1)) == {}

    assert deleted(later(years=1)) == {"words": 1, "plans": 1}
    first.refresh_from_db()
    assert (first.words, first.slots, first.women_only, first.is_woman) == ("", (), False, True)
    assert (first.keys.count(), first.tests.count(), first.recommended.slug) == (0, 1, "general")
    seat = Seat.objects.get()
    assert (seat.candidate, seat.reason, seat.note) == (first, "–", "")
    assert (PlacementPlan.objects.get().instance, PlanLine.objects.filter(why={}).count()) == ({}, 2)
    assert second.keys.exists()
    assert queries.kind_rows(on=later(years=1).date())[0].next_on == date(2031, 9, 1)

    assert deleted(later(years=4)) == {"tests": 3}
    assert deleted(later(years=5)) == {"words": 2, "facts": 3}
    before, code = first.area, first.code
    first.refresh_from_db()
    assert (first.area, first.waiting_since, first.left_on) == (before, date(2026, 8, 1), date(2026, 9, 1))
    assert (first.language, first.code == code, first.entitlements.count()) == ("", False, 0)
    assert (Seat.objects.count(), PlanLine.objects.count(), NameKey.objects.count()) == (1, 2, 0)
    assert Candidate.objects.active().count() == 0
    assert deleted(later(years=9)) == {}


def test_nothing_of_a_person_who_is_held_goes(people, course_coordinator):
    first = people[0]
    until = later(years=6).date()
    hold = actions.set_hold(
        actor=course_coordinator, candidate=first, reason=HoldReason.OBJECTION, until=until, now=NOW
    )  # fmt: skip
    with pytest.raises(errors.HeldBack):
        actions.erase_candidate(actor=course_coordinator, candidate=first, now=NOW)

    rows = {row.kind: row for row in queries.kind_rows(on=later(years=5).date())}
    assert (rows[KeptKind.WORDS].due, rows[KeptKind.WORDS].held_back) == (2, 1)
    assert deleted(later(years=5)) == {"words": 2, "tests": 2, "facts": 2, "plans": 1}
    assert first.tests.exists()
    actions.end_hold(actor=course_coordinator, hold=hold, now=later(years=5))
    assert deleted(later(years=5, days=1)) == {"words": 1, "tests": 1, "facts": 1}
    assert Event.objects.filter(verb__startswith="deletion_hold").count() == 2
    with pytest.raises(errors.HoldEndsBefore):
        actions.set_hold(
            actor=course_coordinator, candidate=people[1], reason=HoldReason.COURT, until=TODAY - A_DAY, now=NOW
        )


def test_other_records_of_a_person_go_and_are_held_with_it(people, course_coordinator):
    """A merged record keeps a name of its own; a hold on one of them holds the other, too."""
    _first, second, third = people
    hold = actions.set_hold(
        actor=course_coordinator, candidate=third, reason=HoldReason.COURT, until=later(years=6).date(), now=NOW
    )  # fmt: skip
    actions.merge_candidates(actor=course_coordinator, kept=second, dropped=third, reason="Ausweis", now=NOW)
    with pytest.raises(errors.HeldBack):
        actions.erase_candidate(actor=course_coordinator, candidate=second, now=NOW)
    assert deleted(later(years=5)) == {"words": 1, "tests": 1, "facts": 1, "plans": 1}
    actions.end_hold(actor=course_coordinator, hold=hold, now=NOW)

    actions.erase_candidate(actor=course_coordinator, candidate=second, now=NOW)

    assert not Candidate.objects.exclude(words="").exists()
    assert not NameKey.objects.exists()
    assert not Candidate.objects.filter(code__in=[second.code, third.code]).exists()


def test_name_goes_a_year_after_a_course_that_nobody_spoke_about_again(people, course_coordinator):
    """Ended and undecided, the name does not fall back to the years of the law."""
    seat = seated(course_coordinator, people[1], run("Q-2"), *OVER)
    seat.interruptions.create(since=TODAY, until=TODAY)

    words = queries.person_keeping(people[1], on=TODAY).dues[0]

    assert (words.kind, words.on, words.rule) == (KeptKind.WORDS, date(2027, 9, 1), RuleName.DELETE_POOL)
    Seat.objects.filter(pk=seat.pk).update(next_step=NextStep.SECTION)
    assert queries.person_keeping(people[1], on=TODAY).dues[0].rule == RuleName.DELETE_REST
    assert "Unterbrechung eines Kurses" in str(queries.told_candidate(people[1], None, on=TODAY).seats)
    deleted(later(years=6))
    assert not Interruption.objects.exists()


def test_name_of_somebody_who_takes_the_consent_back_goes_at_once(people, course_coordinator):
    for person, because in zip(people[1:], (LeaveReason.NO_CONSENT, LeaveReason.MOVED_AWAY), strict=True):
        actions.remove_candidate(actor=course_coordinator, candidate=person, because=because, now=NOW)

    assert deleted(later(days=1)) == {"words": 1}
    assert [bool(Candidate.objects.get(pk=person.pk).words) for person in people] == [True, False, True]


def test_run_that_was_cut_off_goes_on_and_the_protocol_is_right(people, monkeypatch):
    """A machine that stops between two batches has written both the rows and their number, or neither."""
    moment = later(years=5)
    begun = actions.begin_deletion(actor=KEEPER, now=moment)
    assert actions.delete_batch(actor=KEEPER, run=begun, size=2, now=moment) == 2

    def fail(*_args):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(DeletionRun, "count", fail)
        with pytest.raises(ConnectionError):
            actions.delete_batch(actor=KEEPER, run=begun, size=2, now=moment)
    assert (Candidate.objects.exclude(words="").count(), DeletionRun.objects.get().deleted) == (1, {"words": 2})

    run_deletion(KEEPER, moment + 3 * A_DAY)
    (kept,) = DeletionRun.objects.all()
    assert (kept.on, kept.state, kept.deleted == kept.due) == (moment.date(), DeletionState.DONE, True)
    ended = Event.objects.get(verb="courses.deletion_ended")
    assert ended.changes == {"deleted": [{}, {"words": 3, "tests": 3, "facts": 3, "plans": 1}]}
    with pytest.raises(errors.DayToCome):
        actions.begin_deletion(actor=KEEPER, on=moment.date() + 9 * A_DAY, now=moment)


def test_database_file_forgets_at_the_end_of_every_run(people, django_capture_on_commit_callbacks):
    """Also of one that was started by hand: on PostgreSQL the night does it, tables are locked for it."""
    with django_capture_on_commit_callbacks() as called:
        run_deletion(KEEPER, later(years=1))

    assert [each for each in called if each.__name__ == "_scrub_sqlite"] != [] or connection.vendor != "sqlite"


def test_access_log_is_kept_for_months_and_never_changed(rules, course_coordinator):
    person = register(course_coordinator)
    actions.open_candidate(actor=course_coordinator, candidate=person, purpose=OpenPurpose.CONTACT, now=NOW)

    row = CandidateAccess.objects.get()
    assert (row.opened_by, row.opened_as, row.purpose) == (course_coordinator, "course_coordinator", "contact")
    with pytest.raises(DatabaseError), transaction.atomic():
        CandidateAccess.objects.update(purpose=OpenPurpose.LETTER)
    assert deleted(later(days=180)) == {}
    assert deleted(later(days=181)) == {"accesses": 1}
    assert not Event.objects.filter(verb="candidate.opened").exists()


def test_person_who_asks_is_erased_at_once_and_leaves_the_proposals(people, course_coordinator):
    seated = people[2]
    actions.reserve_seat(actor=course_coordinator, candidate=seated, run=run("Q-2"), reason="…", now=NOW)
    with pytest.raises(errors.StillHasSeat):
        actions.erase_candidate(actor=course_coordinator, candidate=seated, now=NOW)
    first, code = people[0], people[0].code

    actions.erase_candidate(actor=course_coordinator, candidate=first, now=NOW)

    first.refresh_from_db()
    held = repr([list(model.objects.values()) for model in (Candidate, PlacementPlan, PlanLine, Seat)])
    assert code not in held
    assert [row["id"] for row in PlacementPlan.objects.get().instance["people"]] == [people[1].code]
    assert PlanLine.objects.get(candidate=people[1]).why == {"instead": {"waits": [first.code]}}
    with pytest.raises(errors.WordsErased):
        actions.erase_candidate(actor=course_coordinator, candidate=first, now=NOW)


def test_whatever_hangs_on_a_person_goes_unless_it_is_named(people):
    accessors = {relation.get_accessor_name(): relation for relation in Candidate._meta.related_objects}
    assert set(accessors) >= STAYS

    deleted(later(years=5))

    left = {name for name, found in accessors.items() if found.related_model.objects.filter(
        **{f"{found.field.name}__in": [person.pk for person in people]}
    ).exists()}  # fmt: skip
    assert left <= STAYS
    assert not PlacementTest.objects.exists()


def test_person_is_told_everything_and_when_it_goes(people, course_coordinator):
    told = actions.tell_candidate(actor=course_coordinator, candidate=people[0], now=NOW)

    data = told.data()
    assert (data["words"]["family"], data["words"]["born_on"]) == ("Haddad", "1980-03-04")
    assert [row["says"] for row in data["seats"]] == ["Q-1; Volkshochschule; zurückgezogen; Frau Sonne; will nicht"]
    assert data["openings"] == [{"on": "2026-09-01", "says": "Auskunft an die Person selbst"}]
    names = {row["says"]: row["on"] for row in data["deletions"]}
    assert names["Namen, Anschriften und Wünsche; IntV § 7 Abs. 4"] == "2027-09-01"
    assert Event.objects.filter(verb="candidate.told").count() == 1


def test_command_counts_and_deletes_nothing_before_its_day(people, capsys):
    call_command("delete_course_records", "--dry-run", "--on", "2031-09-01")

    assert "Namen, Anschriften und Wünsche: 3 von 3 fällig" in capsys.readouterr().out
    assert Candidate.objects.exclude(words="").count() == 3
    with pytest.raises(CommandError, match="Stichtag"):
        call_command("delete_course_records", "--on", "2999-01-01")
