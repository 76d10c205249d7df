"""Appointments of the advice centre: two calendars, who came and who will come, four interpreters, numbers of today.

Everything is invented.
"""

from datetime import datetime, time, timedelta
from typing import Any

from roterfaden.advice import actions, queries
from roterfaden.advice.enums import AssignmentState
from roterfaden.advice.methods import LinkedInterpreter, Wish, half_day, open_times
from roterfaden.advice.models import Appointment, Counsellor, Interpreter
from roterfaden.directory.models import Site
from roterfaden.example.read import toml
from roterfaden.example.story import Story
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.time import local_day

RESIDENT = Participant()
BEGAN = timedelta(days=90)
"""So long before today the calendars were opened."""


def tell(story: Story) -> None:
    """Calendars and the pool first, then the appointments, then the waiting room of today."""
    data = toml("appointments.toml")
    site = _site()
    team = [_calendar(story, row, site) for row in data["counsellor"]]
    pool = [
        actions.add_interpreter(actor=team[0].person, now=story.loaded_at - BEGAN, **row) for row in data["interpreter"]
    ]
    for number, (language, topic, days, place) in enumerate(data["past"][0]["rows"]):
        row = _book(story, language, topic, days, place)
        if row.needs_interpreter:
            _interpreted(row, pool)
        if row.ends_at is not None and row.ends_at < story.loaded_at:
            came = number not in data["past"][0]["missed"]
            actions.close_appointment(actor=team[0].person, appointment=row, came=came, now=row.ends_at)
    for language, topic, days, place in data["coming"][0]["rows"]:
        row = _book(story, language, topic, days, place)
        if row.needs_interpreter and language != "ro":  # one of them still lacks somebody
            _ask(row, pool, team[0], now=story.loaded_at - timedelta(hours=3))
    _at_the_desk(story, data["at_the_desk"], team)
    _waiting_room(data["walk_in"], site, team[0], now=story.loaded_at)


def _site() -> Site:
    """Where the centre is."""
    return Site.objects.get(organisation__name="Migrationszentrum Beispielkreis", name="Kreishaus")


def _calendar(story: Story, row: dict[str, Any], site: Site) -> Counsellor:
    began = story.loaded_at - BEGAN
    person = next(each for each in story.people.values() if each.email == row["email"])
    made = actions.set_counsellor(actor=person, person=person, languages=row["languages"], room=row["room"], now=began)
    for weekday, starts, ends in row["hours"]:
        actions.set_hours(
            actor=person, counsellor=made, site=site, weekday=weekday, starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends), first_on=local_day(began), now=began,
        )  # fmt: skip
    return made


def _book(story: Story, language: str, topic: str, days: int, place: int) -> Appointment:
    """Somebody chose one of the times that were free so many days ago."""
    asked = story.loaded_at - timedelta(days=days)
    field = story.fields[topic]
    free = queries.read_book(now=asked).free(Wish(field.pk, None, language), now=asked)
    return actions.book_appointment(
        actor=RESIDENT, time=open_times(free)[place], topic=field, language=language, reading=language, now=asked
    )


def _at_the_desk(story: Story, said: dict[str, Any], team: list[Counsellor]) -> None:
    """Somebody telephoned, and a counsellor gave a time of a colleague, who does not speak the language."""
    free = queries.read_book(now=story.loaded_at).of(team[1].pk).free(None, now=story.loaded_at)
    actions.book_appointment(
        actor=team[0].person, time=open_times(free)[said["place"]], topic=story.fields[said["topic"]],
        language=said["language"], counsellor=team[1], now=story.loaded_at,
    )  # fmt: skip


def _ask(row: Appointment, pool: list[Interpreter], counsellor: Counsellor, *, now: datetime) -> Any:
    who = next((each for each in pool if row.language in each.languages), None)
    if who is None or row.starts_at is None or now >= row.starts_at:
        return None
    made = actions.ask_interpreter(actor=counsellor.person, appointment=row, interpreter=who, now=now)
    if half_day(row.starts_at) in who.half_days:
        actions.answer_request(actor=_linked(made.pk), assignment=made, accepts=True, now=now)
    return made


def _interpreted(row: Appointment, pool: list[Interpreter]) -> None:
    """Asked the day after, accepted, and the time reported at the end."""
    if row.counsellor is None or row.ends_at is None or row.booked_at is None:
        return
    made = _ask(row, pool, row.counsellor, now=row.booked_at + timedelta(hours=1))
    if made is None:
        return
    if made.state == AssignmentState.ASKED:
        actions.answer_request(actor=_linked(made.pk), assignment=made, accepts=True, now=row.booked_at)
    actions.report_minutes(actor=_linked(made.pk), assignment=made, minutes=50, now=row.ends_at)


def _linked(pk: int) -> LinkedInterpreter:
    return LinkedInterpreter(opens=pk, actor_id=str(pk))


def _waiting_room(row: dict[str, Any], site: Site, counsellor: Counsellor, *, now: datetime) -> None:
    for number, language in enumerate(row["languages"]):
        drawn = now - timedelta(minutes=5 * (len(row["languages"]) - number))
        actions.draw_number(actor=counsellor.person, site=site, language=language, now=drawn)
    for _number in range(row["called"]):
        actions.call_next(actor=counsellor.person, site=site, room=counsellor.room, now=now)
