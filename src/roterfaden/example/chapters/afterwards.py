"""What became of four seats: two ended with a result, one person pauses, one did not appear and was reported."""

from datetime import datetime, timedelta

from roterfaden.courses import actions as courses
from roterfaden.courses.enums import (
    Level,
    NextStep,
    ResultKind,
    ResultOutcome,
    ResultSource,
    RunState,
    SeatState,
)
from roterfaden.courses.methods.running import RunFacts
from roterfaden.courses.methods.weekly import read_times
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import Candidate, CourseRun, CourseType, EntitlementKind, Seat, Site
from roterfaden.courses.queries import note_options
from roterfaden.example.read import table
from roterfaden.example.story import Story
from roterfaden.kernel.time import local_day

BEFORE, LENGTH = timedelta(days=12), timedelta(days=25)
SEAT_REASON = "Aus der Zeit vor dem ersten Vorschlag (erfunden)."


def tell(story: Story) -> None:
    """A course of six weeks ago that is over, and what the coordination recorded since."""
    today = story.loaded_at
    begun = today - timedelta(days=today.weekday() + 42)
    general = CourseType.objects.get(slug="general")
    run = _run(story, general, begun)
    people = [_person(story, row, general, begun) for row in table("afterwards.csv")]
    coordinator = story.person("course_coordinator")
    seats = [
        courses.reserve_seat(actor=coordinator, candidate=each, run=run, reason=SEAT_REASON, now=begun - BEFORE)
        for each in people
    ]
    seats = [_moved(story, each, SeatState.CONFIRMED, begun - BEFORE / 2) for each in seats]
    for state in (RunState.OPEN, RunState.RUNNING):
        run = courses.move_run(actor=coordinator, run=run, state=state, now=begun)
    passed, failed, paused, absent = seats
    for seat in (passed, failed, paused):
        _moved(story, seat, SeatState.STARTED, begun)
    absent = _moved(story, absent, SeatState.NO_SHOW, begun)
    (option,) = note_options([absent], local_day(begun))[absent.pk]
    courses.write_note(
        actor=coordinator, seat=absent, key=option.key, commissioned=True, now=begun + timedelta(days=2),
        addressee="Jobcenter (erfunden)\nBeispielplatz 2\n49074 Osnabrück",
    )  # fmt: skip
    _moved(story, paused, SeatState.INTERRUPTED, begun + timedelta(days=15))
    _end(story, (passed, failed), begun + LENGTH)
    courses.move_run(actor=coordinator, run=run, state=RunState.ENDED, now=begun + LENGTH)


def _end(story: Story, seats: tuple[Seat, Seat], day: datetime) -> None:
    """Both have ended; the one who passed goes on to the orientation course, the other waits for a decision."""
    coordinator = story.person("course_coordinator")
    for seat, outcome in zip(seats, (ResultOutcome.B1, ResultOutcome.A2), strict=True):
        _moved(story, seat, SeatState.ENDED, day)
        courses.record_result(
            actor=coordinator, seat=seat, kind=ResultKind.LANGUAGE, outcome=outcome, taken_on=local_day(day),
            source=ResultSource.PROVIDER, now=day + timedelta(days=5),
        )  # fmt: skip
    courses.choose_next(
        actor=coordinator, seat=seats[0], step=NextStep.ORIENTATION, now=day + timedelta(days=5)
    )  # fmt: skip


def _moved(story: Story, seat: Seat, state: SeatState, now: datetime) -> Seat:
    return courses.move_seat(actor=story.person("course_coordinator"), seat=seat, state=state, now=now)


def _run(story: Story, general: CourseType, begun: datetime) -> CourseRun:
    site = Site.objects.select_related("provider").order_by("pk")[0]
    facts = RunFacts(
        number="SM-B1-25", site_id=site.pk, course_type_id=general.pk, section=6, level_from=Level.A2,
        level_to=Level.B1, starts_on=local_day(begun), ends_on=local_day(begun + LENGTH),
        times=read_times("Mo–Fr 8:30–12:45"), seats_max=20, seats_min=10, seats_taken_otherwise=9,
    )  # fmt: skip
    return courses.save_run(
        actor=story.person("course_coordinator"), provider=site.provider, facts=facts, now=begun - 2 * BEFORE
    )


def _person(story: Story, row: dict[str, str], general: CourseType, begun: datetime) -> Candidate:
    now = begun - BEFORE
    day = local_day(now)
    coordinator = story.person("course_coordinator")
    kind = EntitlementKind.objects.on(day).get(slug=row["kind"])
    person = courses.register_candidate(
        actor=coordinator,
        words=PersonWords(
            given=row["given"], family=row["family"], born_on=day.replace(year=int(row["born"]), day=1),
            town=story.areas[row["area"]].short_name, remarks="Erfundene Person.",
        ),
        facts={
            "area": story.areas[row["area"]], "waiting_since": day - timedelta(days=20), "language": row["language"],
            "morning": True, "is_woman": bool(row["woman"]),
        },
        entitlement={"kind": kind, "issued_on": day - timedelta(days=60), "valid_until": day + timedelta(days=305)},
        now=now,
    )  # fmt: skip
    courses.record_test(
        actor=coordinator, candidate=person, taken_on=day, oral=Level.A2, written=Level.A2, recommended=general,
        section=6, place="Kreishaus (erfunden)", now=now,
    )  # fmt: skip
    return person
