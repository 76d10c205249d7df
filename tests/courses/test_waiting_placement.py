"""From the waiting list to seats: today's facts, a run in the background, decisions, reservations, a fallen course."""

from datetime import timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import (
    CancelReason,
    LeaveReason,
    LockKind,
    PlanState,
    RuleName,
    RunState,
    SeatState,
    Unit,
)
from roterfaden.courses.methods.desks import ProviderDesk
from roterfaden.courses.methods.placement import Weights
from roterfaden.courses.methods.placement.hurdles import Hurdle
from roterfaden.courses.models import PlacementPlan, Seat
from roterfaden.courses.tasks import PLACE_PEOPLE
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from tests.courses.network import NOW, TODAY, ready, register, rule, run, site
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def calculated(actor, **values):
    """A run, started and worked off."""
    plan = actions.start_plan(actor=actor, now=NOW, **values)
    start_job(actor=actor, kind=PLACE_PEOPLE, title="Vorschlag", arguments={"plan": plan.pk}, now=NOW)
    run_jobs()
    plan.refresh_from_db()
    return plan


@pytest.fixture
def network(course_coordinator):
    """Four people for three seats in Q-1; Q-2 could open with two but needs child care nobody can have there."""
    rule(RuleName.RESERVATION, 3, Unit.WORKING_DAYS)
    runs = [run(), run("Q-2", starts_on=TODAY + timedelta(days=20), section=2, seats_min=2)]
    people = [
        ready(course_coordinator, number, waiting_since=TODAY - timedelta(days=60 - number)) for number in range(4)
    ]
    return runs, people


def test_instance_of_today_carries_no_name_and_fills_from_rows(network, course_coordinator):
    (first, _second), people = network
    actions.set_lock(actor=course_coordinator, candidate=people[0], run=first, kind=LockKind.PIN, reason="…", now=NOW)
    actions.set_lock(actor=course_coordinator, candidate=people[1], run=first, kind=LockKind.BAR, reason="…", now=NOW)
    unentitled = ready(course_coordinator, 5, entitled=False)
    register(course_coordinator)  # without a test: not part of it

    instance = queries.todays_instance(TODAY)

    assert [person.id for person in instance.people] == [*(each.code for each in people), unentitled.code]
    pinned, barred, *_rest, without = instance.people
    key = f"k{first.pk}"
    assert (pinned.locked, barred.barred, without.entitled_until) == (key, (key,), TODAY - timedelta(days=1))
    assert [(course.code, course.slot, course.seats, course.minimum) for course in instance.courses] == [
        ("general/1", "morning", 3, 2), ("general/2", "morning", 3, 2),
    ]  # fmt: skip
    assert instance.minutes[people[0].area.key][f"s{site().pk}"] == 10
    assert "Person" not in str(instance.to_json())


def test_children_of_people_outside_the_run_keep_their_place_of_care(course_coordinator):
    course = run(child_care_seats=3)
    untested = register(course_coordinator, children=2)
    actions.reserve_seat(actor=course_coordinator, candidate=untested, run=course, reason="…", now=NOW)

    (found,) = queries.todays_instance(TODAY).courses

    assert (found.seats, found.childcare_seats) == (2, 1)


def test_a_run_proposes_explains_and_is_compared_with_the_list(network, course_coordinator):
    plan = calculated(course_coordinator)

    page = queries.plan_page(plan)
    assert (plan.state, plan.gap, plan.by_hand_placed) == (PlanState.DONE, 0.0, 3)
    assert len(page.placed) == 3
    (waits,) = page.waiting
    assert waits.line.candidate == network[1][3]
    assert waits.reason.common == "Die Plätze reichen nicht: Für diesen Platz müsste jemand anderes warten."
    assert waits.reason.own[0] == "1 Kurs wäre möglich: Q-1."
    assert waits.reason.own[1].startswith("Würde einen Platz bekommen, wenn dafür ")
    (closed,) = page.closed
    assert closed.reason.sentences == (
        "Für zu wenige Wartende kommt der Kurs überhaupt infrage.",
        "Für 0 Wartende kommt der Kurs infrage, nötig sind 2.",
    )
    assert queries.plan_in_force() == plan


def test_reason_names_the_one_condition_that_is_missing(network, course_coordinator):
    mother = ready(course_coordinator, 6, children=1)

    page = queries.plan_page(calculated(course_coordinator))

    row = next(row for row in page.waiting if row.line.candidate == mother)
    assert row.line.why["counts"] == {Hurdle.CHILDCARE: 2, Hurdle.LEVEL: 1}
    assert row.reason.common.endswith("Häufigster Grund: zu wenige Plätze in der Kinderbetreuung.")
    assert row.reason.own == (
        "Gründe und Zahl der Kurse: zu wenige Plätze in der Kinderbetreuung (1).",
        "Würde für Kurs Q-1 infrage kommen, wenn der Kurs mehr Plätze in der Kinderbetreuung hat.",
    )


def test_equal_reasons_are_told_once_and_each_person_keeps_their_own(network, course_coordinator, query_count):
    mothers = [ready(course_coordinator, number, children=1) for number in (6, 7)]
    plan = calculated(course_coordinator)

    first, second = queries.plan_page(plan).waiting_groups

    assert [row.line.candidate for row in first.rows] == mothers
    assert (len(second.rows), second.why[:25]) == (1, "Die Plätze reichen nicht:")
    own = queries.own_line(mothers[1])
    assert (own.plan, own.reason) == (plan, first.rows[1].reason)
    assert query_count(lambda: queries.own_line(mothers[0])) == 3
    placed = plan.lines.exclude(run=None).first().candidate
    assert (queries.own_line(placed).reason, queries.own_line(register(course_coordinator))) == (None, None)


def test_what_if_is_solved_and_leaves_the_proposal_in_force(network, course_coordinator):
    before = calculated(course_coordinator)
    question = {
        "code": "general/1", "site": f"s{site().pk}", "provider": "vhs", "slot": "morning", "seats": 5, "minimum": 1,
        "childcare_seats": 2, "starts_on": (TODAY + timedelta(days=10)).isoformat(), "words": "…",
    }  # fmt: skip

    answer = calculated(course_coordinator, what_if=question)

    assert (answer.state, answer.compared_with) == (PlanState.DONE, before)
    assert answer.changes["starts"] == [network[1][3].code]
    assert queries.plan_in_force() == before


def test_a_dying_worker_leaves_the_proposal_in_force_and_the_run_begins_again(network, course_coordinator, monkeypatch):
    before = calculated(course_coordinator)
    with monkeypatch.context() as patched:
        patched.setattr("roterfaden.courses.tasks.placement.comparing.reasons", _dies)
        plan = calculated(course_coordinator)

    assert (plan.state, Job.objects.latest("pk").state, queries.plan_in_force()) == ("waiting", "failed", before)
    assert not plan.lines.exists()
    again = calculated(course_coordinator)
    assert queries.plan_in_force() == again


def _dies(*_arguments, **_named):
    raise RuntimeError("killed")


def test_decisions_that_leave_no_plan_fail_in_words(network, course_coordinator):
    (first, _second), people = network
    for person in people:
        actions.set_lock(actor=course_coordinator, candidate=person, run=first, kind=LockKind.PIN, reason="…", now=NOW)

    plan = calculated(course_coordinator)

    assert (plan.state, plan.message) == (PlanState.FAILED, str(errors.NoPlanPossible()))
    assert queries.plan_in_force() is None


def test_confirmed_seats_are_reserved_until_the_rule_says_and_are_not_moved(network, course_coordinator):
    plan = calculated(course_coordinator)
    everybody = [line.candidate_id for line in plan.lines.all()]

    seats = actions.confirm_lines(actor=course_coordinator, plan=plan, candidates=everybody, now=NOW)

    assert {(seat.state, seat.expires_on - TODAY, seat.is_override) for seat in seats} == {
        (SeatState.RESERVED, timedelta(days=3), False)
    }
    assert Event.objects.filter(verb="course_seat.reserved").count() == 3
    with pytest.raises(errors.NothingToConfirm):
        actions.confirm_lines(actor=course_coordinator, plan=plan, candidates=everybody, now=NOW)
    later = calculated(course_coordinator)
    assert later.lines.filter(is_told=True).count() == 3
    assert later.lines.get(candidate=network[1][3]).run is None


def test_an_override_needs_a_reason_and_a_free_seat(network, course_coordinator):
    (first, second), people = network
    with pytest.raises(errors.ReasonForDecisionMissing):
        actions.reserve_seat(actor=course_coordinator, candidate=people[3], run=second, reason=" ", now=NOW)

    seat = actions.reserve_seat(actor=course_coordinator, candidate=people[3], run=second, reason="Umzug", now=NOW)

    assert (seat.is_override, seat.reason) == (True, "Umzug")
    for person in people[:3]:
        actions.reserve_seat(actor=course_coordinator, candidate=person, run=first, reason="…", now=NOW)
    with pytest.raises(errors.RunFull):
        actions.reserve_seat(
            actor=course_coordinator, candidate=ready(course_coordinator, 7), run=first, reason="…", now=NOW
        )
    with pytest.raises(errors.CareFull):
        actions.reserve_seat(
            actor=course_coordinator,
            candidate=ready(course_coordinator, 8, children=1),
            run=second,
            reason="…",
            now=NOW,
        )
    assert Seat.objects.count() == 4


def test_a_seat_goes_its_way_and_runs_out(network, course_coordinator, system):
    (first, _second), people = network
    seat = actions.reserve_seat(actor=course_coordinator, candidate=people[0], run=first, reason="…", now=NOW)
    other = actions.reserve_seat(actor=course_coordinator, candidate=people[1], run=first, reason="…", now=NOW)
    for state in (SeatState.CONFIRMED, SeatState.STARTED, SeatState.ENDED):
        seat = actions.move_seat(actor=course_coordinator, seat=seat, state=state, now=NOW)
    with pytest.raises(errors.NoSuchStep):
        actions.move_seat(actor=course_coordinator, seat=other, state=SeatState.ENDED, now=NOW)

    assert actions.expire_seats(actor=system, now=NOW + timedelta(days=3)) == 0
    assert actions.expire_seats(actor=system, now=NOW + timedelta(days=4)) == 1
    other.refresh_from_db()
    assert other.state == SeatState.EXPIRED


def test_calling_off_gives_every_seat_back_whoever_calls_it_off(network, course_coordinator):
    (first, _second), people = network
    reserved, begun, ended = (
        actions.reserve_seat(actor=course_coordinator, candidate=person, run=first, reason="…", now=NOW)
        for person in people[:3]
    )
    for seat, states in ((begun, ("confirmed", "started")), (ended, ("confirmed", "started", "ended"))):
        for state in states:
            actions.move_seat(actor=course_coordinator, seat=seat, state=state, now=NOW)
    lock = actions.set_lock(
        actor=course_coordinator, candidate=people[3], run=first, kind=LockKind.PIN, reason="…", now=NOW
    )
    before = Event.objects.count()
    provider = ProviderDesk(opens=first.provider_id, actor_id="link")

    actions.cancel_run(actor=provider, run=first, reason=CancelReason.NO_TEACHER, note="krank", now=NOW)

    told = [(seat.pk, seat.state, seat.note) for seat in Seat.objects.order_by("pk")]
    lost = SeatState.FELL_THROUGH
    assert told == [(reserved.pk, lost, "krank"), (begun.pk, lost, "krank"), (ended.pk, SeatState.ENDED, "")]
    lock.refresh_from_db()
    assert lock.superseded_at == NOW
    events = Event.objects.order_by("number").values_list("verb", "changes__state")[before:]
    assert list(events) == [
        ("course_run.cancelled", ["planned", "cancelled"]),
        ("course_seat.moved_on", ["reserved", lost]), ("course_seat.moved_on", ["started", lost]),
    ]  # fmt: skip
    plan = actions.start_plan(actor=course_coordinator, now=NOW)
    waiting = {row["id"]: row.get("locked") for row in plan.instance["people"]}
    assert {people[0].code, people[1].code, people[3].code} <= waiting.keys()
    assert set(waiting.values()) == {None}


def test_people_of_a_fallen_course_are_counted_until_they_have_a_new_seat_or_leave(
    network, course_coordinator, query_count
):
    (first, second), people = network
    third = run("Q-3")
    for person, course in zip(people[:3], (first, first, third), strict=True):
        actions.reserve_seat(actor=course_coordinator, candidate=person, run=course, reason="…", now=NOW)
    (held,) = queries.seats_lost(third)
    first, third = (
        actions.cancel_run(actor=course_coordinator, run=course, reason=CancelReason.NO_ROOM, now=NOW)
        for course in (first, third)
    )

    assert [(course.number, course.affected) for course in queries.runs_fallen()] == [("Q-1", 2), ("Q-3", 1)]
    assert list(queries.seats_lost(third)) == [held]
    assert query_count(lambda: list(queries.runs_fallen())) == 1
    actions.reserve_seat(actor=course_coordinator, candidate=people[0], run=second, reason="…", now=NOW)
    actions.remove_candidate(actor=course_coordinator, candidate=people[2], because=LeaveReason.WORK, now=NOW)
    assert [(course.number, course.affected) for course in queries.runs_fallen()] == [("Q-1", 1)]
    actions.move_run(actor=course_coordinator, run=first, state=RunState.PLANNED, note="doch", now=NOW)
    assert not queries.runs_fallen()


def test_weights_of_the_round_hold_from_the_next_run(network, course_coordinator):
    actions.set_weights(actor=course_coordinator, weights=Weights(minute=9), reason="KIM-Runde", now=NOW)
    actions.set_weights(actor=course_coordinator, weights=Weights(minute=4), reason="KIM-Runde", now=NOW)

    assert queries.todays_instance(TODAY).weights.minute == 4
    assert PlacementPlan.objects.count() == 0


def test_proposal_is_read_with_a_fixed_number_of_queries(network, course_coordinator, query_count):
    small = calculated(course_coordinator)
    counts = [query_count(lambda: queries.plan_page(small))]
    run("Q-3", seats_max=9)
    for number in range(4, 9):
        ready(course_coordinator, number)
    large = calculated(course_coordinator)
    counts.append(query_count(lambda: queries.plan_page(large)))

    assert counts == [4, 4]
