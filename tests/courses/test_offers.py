"""Courses: weekly times, what is refused, the way from planned to ended, free seats, the month's mails."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import CancelReason, CourseKind, Level, RuleName, RunState, TimeOfDay, Unit
from roterfaden.courses.methods.desks import ProviderDesk
from roterfaden.courses.methods.running import RunFacts, is_lower
from roterfaden.courses.methods.weekly import WeeklyTime, lessons_a_week, read_times, time_of_day, written_times
from roterfaden.courses.models import CourseRun, CourseTypeTerms, ProviderLink
from roterfaden.courses.tasks.offers import ask_providers, send_overviews
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post.models import Message
from tests import factories
from tests.courses.network import NOW, SOURCE, TODAY, course_type, ready, rule, run, site

BERLIN = ZoneInfo("Europe/Berlin")


# --- weekly times -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "written", "lessons", "part"),
    [
        ("Mo–Do 8:30–12:45; Fr 8.30 bis 11 Uhr", "Mo–Do 8:30–12:45; Fr 8:30–11:00", 26, TimeOfDay.MORNING),
        ("Mo und Mi 17-20:15", "Mo, Mi 17:00–20:15", 8, TimeOfDay.EVENING),
        ("Montag - Freitag 13.00 - 16.15 Uhr", "Mo–Fr 13:00–16:15", 21, TimeOfDay.AFTERNOON),
        ("Sa 10–13", "Sa 10:00–13:00", 4, TimeOfDay.WEEKEND),
        ("", "", 0, None),
    ],
)
def test_times_are_read_as_people_write_them(typed, written, lessons, part):
    times = read_times(typed)

    assert written_times(times) == written
    assert read_times(written) == times
    assert (lessons_a_week(times), time_of_day(times)) == (lessons, part)


@pytest.mark.parametrize(
    "typed", ["vormittags", "Mo 12–9", "Mo 8:30–25:00", "Fr–Mo 9–12", "Mo 8–12; Mo 11–13", "X 9–12"]
)
def test_times_nobody_understands_are_refused(typed):
    with pytest.raises(errors.TimesUnreadable):
        read_times(typed)


def test_levels_of_two_scales_are_not_compared():
    assert is_lower(Level.A1, Level.B1)
    assert not is_lower(Level.L4, Level.A1)


# --- keeping courses --------------------------------------------------------------------------------------------------
@pytest.fixture
def place(db):
    return site()


def facts(place, **values):
    usual = {
        "number": "Q-9", "site_id": place.pk, "course_type_id": course_type().pk, "level_from": Level.A0,
        "level_to": Level.A1, "starts_on": TODAY + timedelta(days=14), "ends_on": TODAY + timedelta(days=60),
        "seats_max": 20, "seats_min": 12, "times": (WeeklyTime(1, time(9), time(12)),),
    }  # fmt: skip
    return RunFacts(**(usual | values))


def test_provider_saves_course_and_changes_it(provider, place):
    made = actions.save_run(actor=provider, provider=place.provider, facts=facts(place), now=NOW)
    changed = replace(facts(place), seats_max=18, times=(WeeklyTime(2, time(9), time(12)),))
    actions.save_run(actor=provider, provider=place.provider, facts=changed, run=made, now=NOW + timedelta(days=2))

    made = queries.run_rows().get(pk=made.pk)
    assert queries.run_facts(made) == changed
    assert (made.state, made.updated_on) == (RunState.PLANNED, TODAY + timedelta(days=2))


def test_only_the_own_desk_keeps_courses(provider, place, course_coordinator):
    other = actions.save_provider(
        actor=course_coordinator, code="andere", name="Andere", email="a@example.org", now=NOW
    )
    linked = {pk: ProviderDesk(opens=pk, actor_id=str(pk)) for pk in (place.provider_id, other.pk)}

    actions.save_run(actor=linked[place.provider_id], provider=place.provider, facts=facts(place), now=NOW)
    for actor, owner in ((provider, other), (linked[other.pk], place.provider)):
        with pytest.raises(NotAllowed):
            actions.save_run(actor=actor, provider=owner, facts=facts(place, number="Q-10"), now=NOW)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"ends_on": TODAY}, errors.EndsBeforeStart),
        ({"level_from": Level.B1}, errors.LevelsSwapped),
        ({"section": 7}, errors.SectionUnknown),
        ({"seats_max": 11}, errors.SeatsTooFew),
        ({"seats_max": 26}, errors.GroupTooLarge),
        ({"child_care_seats": 4}, errors.NoChildCareHere),
        ({"number": "Q-1"}, errors.NumberTaken),
        ({"site_id": 0}, errors.SiteUnknown),
    ],
    ids=lambda value: getattr(value, "__name__", "") or next(iter(value)),
)
def test_what_cannot_be_is_refused(values, refusal, provider, place):
    run()
    CourseTypeTerms.objects.create(
        course_type=course_type(), valid_from=date(2026, 1, 1), size_max=25, legal_source=SOURCE, entered_at=NOW
    )
    with pytest.raises(refusal):
        actions.save_run(actor=provider, provider=place.provider, facts=facts(place, **values), now=NOW)


class LateFacts(RunFacts):
    """Facts of a course while somebody else saves one of the same number, after it was looked for."""

    def __getattribute__(self, name):
        if name == "ends_on" and not CourseRun.objects.filter(number="Q-9").exists():
            run("Q-9")
        return super().__getattribute__(name)


def test_number_somebody_else_takes_at_the_same_moment_is_refused_in_words(provider, place):
    late = LateFacts(**vars(facts(place)))

    with pytest.raises(errors.NumberTaken):
        actions.save_run(actor=provider, provider=place.provider, facts=late, now=NOW)
    assert not CourseRun.objects.exists()


def test_closed_type_begins_no_more(provider, place):
    youth = course_type("youth", kind=CourseKind.YOUTH, closed_on=date(2025, 5, 1))

    with pytest.raises(errors.TypeClosed):
        actions.save_run(actor=provider, provider=place.provider, facts=facts(place, course_type_id=youth.pk), now=NOW)


def test_course_goes_its_way_and_back_only_with_reason(provider):
    course = run(starts_on=TODAY, ends_on=TODAY + timedelta(days=60))
    with pytest.raises(errors.NoSuchMove):
        actions.move_run(actor=provider, run=course, state=RunState.RUNNING, now=NOW)
    for state in (RunState.OPEN, RunState.RUNNING, RunState.ENDED):
        course = actions.move_run(actor=provider, run=course, state=state, now=NOW)
    with pytest.raises(errors.RunClosed):
        actions.cancel_run(actor=provider, run=course, reason=CancelReason.FUNDING, now=NOW)
    with pytest.raises(errors.ReasonMissing):
        actions.move_run(actor=provider, run=course, state=RunState.RUNNING, now=NOW)

    course = actions.move_run(actor=provider, run=course, state=RunState.RUNNING, note="zu früh", now=NOW)
    course = actions.cancel_run(actor=provider, run=course, reason=CancelReason.NO_TEACHER, now=NOW)

    assert (course.state, course.cancel_reason) == (RunState.CANCELLED, CancelReason.NO_TEACHER)
    assert actions.move_run(actor=provider, run=course, state="planned", note="Vertretung", now=NOW).cancel_reason == ""


def test_course_does_not_run_before_its_first_day(provider):
    course = run(state=RunState.OPEN)

    with pytest.raises(errors.NotBegunYet):
        actions.move_run(actor=provider, run=course, state=RunState.RUNNING, now=NOW)


# --- what is free -----------------------------------------------------------------------------------------------------
def test_free_seats_count_both_kinds_and_lists_ask_five_questions(course_coordinator, query_count):
    rule()
    rule(RuleName.OFFERS_FRESH, 7, Unit.DAYS)
    course = run(seats_max=3, seats_taken_otherwise=1)
    actions.reserve_seat(
        actor=course_coordinator, candidate=ready(course_coordinator, 1), run=course, reason="Wunsch", now=NOW
    )
    (line,) = queries.run_lines(queries.RunFilter(), TODAY)
    assert (line.taken, line.free, line.fresh_days, line.missing) == (2, 1, None, 0)
    assert query_count(lambda: queries.run_lines(queries.RunFilter(), TODAY)) == 5
    for number in ("Q-2", "Q-3"):
        run(number, seats_max=2, seats_taken_otherwise=2, updated_on=TODAY - timedelta(days=20))

    assert query_count(lambda: queries.run_lines(queries.RunFilter(), TODAY)) == 5
    assert [line.run.number for line in queries.run_lines(queries.RunFilter(to_join=True), TODAY)] == ["Q-1"]
    assert [line.fresh_days for line in queries.run_lines(queries.RunFilter(), TODAY)] == [None, 20, 20]
    waiting = queries.waiting_runs(["vhs"], TODAY)
    assert (waiting.stale, waiting.undecided, waiting.passed) == (2, 3, 0)


def test_filters_narrow_by_what_residents_ask(db):
    run("Q-1")
    run("Q-2", women_only=True, child_care_seats=4, level_from=Level.A1, level_to=Level.A2)
    run("Q-3", course_type=course_type("literacy", kind=CourseKind.LITERACY, sections=9), state=RunState.CANCELLED,
        cancel_reason=CancelReason.TOO_FEW)  # fmt: skip
    found = {
        name: [line.run.number for line in queries.run_lines(queries.RunFilter(**{name: value}), TODAY)]
        for name, value in (
            ("women_only", True), ("child_care", True), ("level", Level.A0), ("area", "quakenbrueck"),
            ("time_of_day", TimeOfDay.EVENING), ("states", (RunState.CANCELLED,)), ("starts_from", date(2027, 1, 1)),
        )
    }  # fmt: skip

    assert found == {
        "women_only": ["Q-2"], "child_care": ["Q-2"], "level": ["Q-1"], "area": ["Q-1", "Q-2"], "time_of_day": [],
        "states": ["Q-3"], "starts_from": [],
    }  # fmt: skip


def test_calendar_shows_weeks_and_the_timetable_of_one(db, query_count):
    course = run()
    wanted = queries.RunFilter(states=queries.CALENDAR_STATES)

    weeks = queries.calendar_weeks(wanted, first=TODAY, on=TODAY)
    assert [week.first for week in weeks if week.starting] == [queries.monday_of(course.starts_on)]
    assert [week.last for week in weeks if week.ending] == [queries.monday_of(course.ends_on) + timedelta(days=6)]
    assert sum(week.running for week in weeks) == 6
    days = queries.timetable(wanted, week=course.starts_on + timedelta(days=7), on=TODAY)
    assert (days[0].weekday, [len(part) for part in days[0].parts]) == (1, [1, 0, 0])
    assert query_count(lambda: queries.calendar_weeks(wanted, first=TODAY, on=TODAY)) == 5


# --- the month's mails ------------------------------------------------------------------------------------------------
def test_provider_is_asked_once_a_month_by_a_link_that_ends(system, place):
    run()
    first = actions.ask_provider(actor=system, provider=place.provider, now=NOW)
    ask_providers(now=NOW + timedelta(days=5))

    assert ProviderLink.objects.count() == 1
    message = Message.objects.get()
    token = message.text.split("/kurse-melden/")[1].split("/")[0]
    assert "Wir kennen von Ihnen einen Kurs." in message.text
    assert queries.provider_behind(token, NOW) == place.provider
    assert queries.provider_behind(token, first.valid_until + timedelta(minutes=1)) is None
    assert queries.provider_behind("erfunden", NOW) is None
    ask_providers(now=NOW + timedelta(days=31))
    assert ProviderLink.objects.count() == 2


def test_overview_goes_to_every_reader_once_a_month(course_coordinator):
    factories.instance()
    run()
    run("Q-2", seats_taken_otherwise=3)
    actions.save_reader(actor=course_coordinator, name="Jobcenter", email="jobcenter@example.org", now=NOW)
    with pytest.raises(errors.ReaderTaken):
        actions.save_reader(actor=course_coordinator, name="Zwei", email="JOBCENTER@example.org", now=NOW)

    for day in (1, 9, 10):
        send_overviews(now=datetime(2026, 9, day, 9, tzinfo=BERLIN))

    (message,) = Message.objects.all()
    assert message.subject == "Sprachkurse mit freien Plätzen, 09/2026"
    assert "- Allgemeiner Integrationskurs · A0–A1 · ab 15.09.2026 · Mo 8:30–12:45 · Haus am Markt" in message.text
    assert "Q-2" not in message.text
    assert CourseRun.objects.count() == 2
