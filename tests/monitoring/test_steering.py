"""Between and after reviews: warnings worked by people, corrections followed up, nothing of a closed review changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation.models import Funding
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import NotAllowed
from roterfaden.monitoring import actions, errors
from roterfaden.monitoring.enums import SignalKind, Status
from roterfaden.monitoring.models import Assessment, Correction, DataRequest, Deliverer, Rating, ReviewCycle, Signal
from roterfaden.monitoring.queries.board import review_board
from roterfaden.monitoring.queries.corrections import (
    correction_rows,
    newly_told,
    not_followed_up,
    to_follow_up,
    told_corrections,
    with_told_outcomes,
)
from roterfaden.monitoring.queries.inbox import ASLEEP, CLOSED, INBOX, box, signal_rows, with_subjects
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 1, 9, 0, tzinfo=UTC)
WATCH = System("watch")
LEVEL = {2014: 20, 2015: 21, 2016: 20, 2017: 21, 2018: 20, 2019: 20}


@pytest.fixture
def concept():
    return factories.concept()


@pytest.fixture
def goal(concept):
    """Far behind its path and hardly moving: off its path, nothing else."""
    return factories.measured_goal(concept, LEVEL, target_value=60)


@pytest.fixture
def version(concept, goal):
    return factories.frozen_version(concept, kind=VersionKind.ADOPTED)


def watch(concept, now=NOW):
    return actions.watch_goals(actor=WATCH, concept=concept, now=now)


def closed_cycle(planner, version, year, **values):
    made = factories.cycle(
        version, reference_date=date(year, 12, 31), known_on=date(year + 1, 9, 30),
        opened_at=datetime(year + 1, 9, 30, 8, 0, tzinfo=UTC),
    )  # fmt: skip
    actions.assess_goals(actor=planner, cycle=made, now=made.opened_at)
    Assessment.objects.filter(cycle=made).update(**values)
    actions.close_cycle(actor=planner, cycle=made, now=made.opened_at + timedelta(days=30))
    return made


# --- warnings ---------------------------------------------------------------------------------------------------------
def test_watch_warns_once_and_is_quiet_until_the_cause_is_gone(concept, version, goal):
    assert (watch(concept), watch(concept), watch(concept, NOW + timedelta(days=1))) == (1, 0, 0)
    signal = Signal.objects.get()
    assert (signal.kind, signal.element, signal.assessment) == (SignalKind.OFF_PATH, goal, None)

    factories.observation(goal.revisions.get().target.series, 2019, 55, known_on=date(2020, 10, 3))
    assert watch(concept, NOW + timedelta(days=3)) == 0
    signal.refresh_from_db()
    assert (signal.closed_at, signal.close_reason) == (NOW + timedelta(days=3), "")


def test_watch_compares_with_the_reviews_before(planner, concept, goal, version):
    closed_cycle(planner, version, 2017, status=Status.ON_TRACK, probability=0.9)
    closed_cycle(planner, version, 2018, status=Status.UNCERTAIN, probability=0.5)

    watch(concept)

    assert set(Signal.objects.values_list("kind", flat=True)) == {"off_path", "worsened", "less_likely"}
    rows = signal_rows(with_subjects(box(INBOX, on=NOW.date())), on=NOW.date())
    assert {row.signal.kind: row.why for row in rows}["worsened"] == "Erst auf Kurs, dann unsicher, jetzt gefährdet."
    assert all(row.about.endswith(goal.revisions.get().title) and row.goal == goal.pk for row in rows)


def test_watch_leaves_goals_alone_whose_date_has_come(concept, version):
    assert watch(concept, datetime(2023, 1, 5, 9, 0, tzinfo=UTC)) == 0


def test_watch_warns_of_overdue_values_and_missing_answers(concept, version):
    cycle = factories.cycle(version)
    request = DataRequest.objects.create(
        cycle=cycle, deliverer=Deliverer.objects.create(name="Jugendamt", email="jugend@example.org"),
        due_on=date(2022, 1, 31), link_until=NOW + timedelta(days=900), asked_at=NOW,
    )  # fmt: skip

    watch(concept, datetime(2022, 3, 1, 9, 0, tzinfo=UTC))

    found = {signal.kind: signal for signal in Signal.objects.all()}
    assert found["answer_missing"].request == request
    assert found["value_overdue"].inputs == {"value_on": "2019-12-31"}
    (row,) = signal_rows(with_subjects(Signal.objects.filter(request=request)), on=NOW.date())
    assert (row.about, row.why) == ("Jugendamt", "Erbeten war sie bis 31.01.2022.")


def test_watch_warns_of_funding_that_ends_and_again_closer_to_its_end(group_member, concept, goal):
    measure = factories.element(concept, ElementKind.INITIATIVE, parent=goal, title="Wohnraumlotse")
    factories.frozen_version(concept, kind=VersionKind.ADOPTED)
    Funding.objects.create(
        element=measure, funder="Das Land", starts_on=date(2019, 7, 1), ends_on=date(2021, 6, 30), made_at=NOW,
        made_as="strategy_officer",
    )  # fmt: skip
    watch(concept)
    (signal,) = Signal.objects.filter(kind="funding_ending")
    (row,) = signal_rows(with_subjects(Signal.objects.filter(pk=signal.pk)), on=NOW.date())
    assert (row.about.endswith("Wohnraumlotse"), row.why) == (True, "Das Land fördert sie nur bis 30.06.2021.")
    assert row.goal == 0

    actions.close_signal(actor=group_member, signal=signal, reason="Antrag läuft.", now=NOW)
    assert watch(concept, NOW + timedelta(days=30)) == 0
    assert watch(concept, datetime(2021, 1, 5, 9, 0, tzinfo=UTC)) == 1  # less than six months


def test_snoozed_warning_comes_back_on_its_day(group_member, concept, version):
    watch(concept)
    signal = Signal.objects.get()
    until = date(2020, 12, 1)

    actions.snooze_signal(actor=group_member, signal=signal, until=until, reason="Neue Werte im November.", now=NOW)

    def boxes(on):
        return [box(name, on=on).count() for name in (INBOX, ASLEEP, CLOSED)]

    assert (boxes(NOW.date()), boxes(until)) == ([0, 1, 0], [1, 0, 0])
    assert watch(concept, NOW + timedelta(days=2)) == 0
    for wrong, error in ((NOW.date(), errors.SnoozeInPast), (date(2022, 1, 1), errors.SnoozeTooLong)):
        with pytest.raises(error):
            actions.snooze_signal(actor=group_member, signal=signal, until=wrong, reason="x", now=NOW)


def test_warning_closed_by_a_person_comes_back_only_with_new_numbers(group_member, goal_owner, concept, goal, version):
    watch(concept)
    signal = Signal.objects.get()
    with pytest.raises(errors.ReasonMissing):
        actions.close_signal(actor=group_member, signal=signal, reason=" ", now=NOW)
    with pytest.raises(NotAllowed):
        actions.close_signal(actor=goal_owner, signal=signal, reason="x", now=NOW)

    actions.close_signal(actor=group_member, signal=signal, reason="Bekannt, Thema der Sitzung.", now=NOW)

    assert watch(concept, NOW + timedelta(days=1)) == 0
    with pytest.raises(errors.SignalClosed):
        actions.close_signal(actor=group_member, signal=signal, reason="x", now=NOW)
    factories.observation(goal.revisions.get().target.series, 2019, 18, known_on=date(2020, 10, 3))
    assert watch(concept, NOW + timedelta(days=3)) == 1


def test_review_takes_an_open_warning_up_with_its_snooze(planner, group_member, concept, version):
    watch(concept)
    first = Signal.objects.get()
    actions.snooze_signal(actor=group_member, signal=first, until=date(2020, 12, 1), reason="Abwarten.", now=NOW)
    cycle = factories.cycle(version)
    actions.assess_goals(actor=planner, cycle=cycle, now=NOW)

    (second,) = actions.raise_signals(actor=planner, cycle=cycle, now=NOW + timedelta(hours=1))

    first.refresh_from_db()
    assert (second.continues, second.snoozed_until) == (first, date(2020, 12, 1))
    assert first.closed_at == NOW + timedelta(hours=1)
    assert watch(concept, NOW + timedelta(hours=2)) == 0
    actions.close_cycle(actor=planner, cycle=cycle, now=NOW + timedelta(hours=3))
    actions.close_signal(actor=group_member, signal=second, reason="Vereinbart.", now=NOW + timedelta(days=1))
    assert review_board(cycle, on=NOW.date()).signal_count == 1  # as it was when the review was closed


@pytest.mark.parametrize("count", [1, 3])
def test_watch_needs_the_same_queries_for_one_and_many_goals(count, planner, concept, query_count):
    for _number in range(count):
        factories.measured_goal(concept, LEVEL, target_value=60)
    version = factories.frozen_version(concept, kind=VersionKind.ADOPTED)
    closed_cycle(planner, version, 2018)

    assert query_count(lambda: watch(concept)) == 18


# --- corrections ------------------------------------------------------------------------------------------------------
def correct(actor, cycle, element, **values):
    return actions.agree_correction(
        **{
            "actor": actor, "cycle": cycle, "element": element, "fact": "Die Wartezeit steigt.",
            "reason": "Zwei Lehrkräfte fehlen.", "action": "Ein Abendkurs mehr.", "owner": "Kurskoordination",
            "due_on": date(2021, 3, 31), "now": NOW,
        }
        | values
    )  # fmt: skip


def test_correction_between_reviews_names_its_warning_and_its_place_in_the_draft(group_member, concept, goal, version):
    watch(concept)
    measure = factories.element(concept, ElementKind.INITIATIVE, title="Abendkurse")

    made = correct(group_member, None, goal, signal=Signal.objects.get(), draft_element=measure)

    (row,) = correction_rows(Correction.objects.all(), on=date(2021, 4, 1))
    assert (made.cycle, row.draft_title, row.is_late) == (None, "Abendkurse", True)
    with pytest.raises(errors.NotInTheDraft):
        correct(group_member, None, goal, draft_element=factories.element(factories.concept()))
    with pytest.raises(errors.NotAGoalHere):
        correct(group_member, None, measure)


def test_next_review_says_what_became_of_a_correction(planner, group_member, concept, goal, version):
    earlier = factories.cycle(version, reference_date=date(2018, 12, 31))
    made = correct(group_member, earlier, goal)
    cycle = factories.cycle(version, opened_at=NOW + timedelta(days=300))
    assert list(to_follow_up(cycle)) == [made]

    def say(**values):
        return actions.follow_up(
            **{"actor": group_member, "cycle": cycle, "correction": made, "outcome": "partly", "now": NOW} | values
        )

    with pytest.raises(errors.ReasonMissing):
        say()
    first = say(reason="Der Raum fehlt.", effect="Sechs Plätze mehr.")
    second = say(outcome="done", effect="Zwölf Plätze mehr.")
    assert (second.supersedes, not_followed_up(cycle).count()) == (first, 0)
    (row,) = correction_rows(to_follow_up(cycle), on=NOW.date(), cycle=cycle)
    assert (row.here, row.outcome) == (second, "done")
    later = factories.cycle(version, reference_date=date(2020, 12, 31), opened_at=NOW + timedelta(days=700))
    assert not to_follow_up(later).exists()
    with pytest.raises(errors.NotToFollowUp):
        say(cycle=earlier)
    with pytest.raises(errors.NotToFollowUp):
        say(cycle=factories.cycle(factories.frozen_version(factories.concept())))


def test_public_reads_a_correction_when_a_review_closed_after_it(planner, group_member, concept, goal, version):
    first = factories.cycle(version, reference_date=date(2018, 12, 31))
    agreed = correct(group_member, first, goal)
    between = correct(group_member, None, goal, now=NOW + timedelta(days=9))
    assert not told_corrections().exists()

    ReviewCycle.objects.filter(pk=first.pk).update(closed_at=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert [*told_corrections()] == [*newly_told(first)] == [agreed]

    second = factories.cycle(version, opened_at=NOW + timedelta(days=300))
    actions.follow_up(
        actor=group_member, cycle=second, correction=agreed, outcome="done", effect="Zwölf Plätze.", now=NOW
    )
    assert [row.kept for row in with_told_outcomes(told_corrections())] == [[]]
    ReviewCycle.objects.filter(pk=second.pk).update(closed_at=NOW + timedelta(days=400))
    second.refresh_from_db()
    found = with_told_outcomes(told_corrections()).order_by("pk")
    assert [(row.pk, [each.effect for each in row.kept]) for row in found] == [
        (agreed.pk, ["Zwölf Plätze."]), (between.pk, []),
    ]  # fmt: skip
    assert [*newly_told(second)] == [between]


# --- meetings and freezing --------------------------------------------------------------------------------------------
def test_meeting_is_noted_by_number(planner, group_member, version):
    cycle = factories.cycle(version)
    for present in (11, 12):
        actions.note_session(actor=planner, cycle=cycle, held_on=NOW.date(), present=present, now=NOW)

    assert cycle.sessions.get().present == 12
    with pytest.raises(errors.SessionInFuture):
        actions.note_session(actor=planner, cycle=cycle, held_on=date(2020, 10, 2), present=3, now=NOW)
    with pytest.raises(NotAllowed):
        actions.note_session(actor=group_member, cycle=cycle, held_on=NOW.date(), present=3, now=NOW)


def test_database_refuses_changes_of_a_closed_review(planner, group_member, goal, version):
    cycle = factories.cycle(version)
    actions.assess_goals(actor=planner, cycle=cycle, now=NOW)
    (found,) = Assessment.objects.filter(cycle=cycle)
    actions.rate_goal(
        actor=group_member, assessment=found, status="uncertain", reason="Offen.", expires_on=date(2021, 10, 1), now=NOW
    )
    correct(group_member, cycle, goal)
    actions.note_session(actor=planner, cycle=cycle, held_on=NOW.date(), present=9, now=NOW)
    assert Assessment.objects.update(gap=1.0) == 1  # open: allowed

    actions.close_cycle(actor=planner, cycle=cycle, now=NOW)

    for rows, change in (
        (Assessment.objects.all(), {"status": "reached"}),
        (Rating.objects.all(), {"reason": "Anders."}),
        (Correction.objects.all(), {"owner": "Andere"}),
        (cycle.sessions.all(), {"present": 1}),
        (type(cycle).objects.all(), {"title": "Anders"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all()._raw_delete(rows.db)
