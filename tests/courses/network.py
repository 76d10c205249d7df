"""A small network of courses for tests: rules, one provider, courses and people who wait for them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from roterfaden.accounts.models import User
from roterfaden.courses import actions
from roterfaden.courses.enums import CourseKind, Level, Priority, RuleName, Unit
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import (
    Candidate,
    CourseRun,
    CourseTime,
    CourseType,
    EntitlementKind,
    Provider,
    Rule,
    Seat,
    Site,
)
from roterfaden.places.models import Area
from tests import factories

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
SOURCE = "IntV § 7 Abs. 4"


def course_type(slug: str = "general", **values: object) -> CourseType:
    """A type of course, made once."""
    usual = {"name": "Allgemeiner Integrationskurs", "kind": CourseKind.GENERAL, "sections": 6}
    return CourseType.objects.get_or_create(slug=slug, defaults=usual | values)[0]


def area() -> Area:
    """A town with coordinates."""
    return Area.objects.filter(slug="quakenbrueck").first() or factories.municipality(
        name="Stadt Quakenbrück", short_name="Quakenbrück", slug="quakenbrueck", latitude=Decimal("52.675"),
        longitude=Decimal("7.95"),
    )  # fmt: skip


def site() -> Site:
    """Where courses are held."""
    provider = Provider.objects.get_or_create(
        code="vhs", defaults={"name": "Volkshochschule", "email": "kurse@example.org"}
    )[0]
    usual = {"address": "Markt 1", "area": area(), "latitude": Decimal("52.676"), "longitude": Decimal("7.951")}
    return Site.objects.get_or_create(provider=provider, name="Haus am Markt", defaults=usual)[0]


def run(number: str = "Q-1", **values: object) -> CourseRun:
    """A planned course of section 1 in two weeks, in the morning."""
    place = site()
    usual = {
        "provider": place.provider, "site": place, "course_type": course_type(), "section": 1, "level_from": Level.A0,
        "level_to": Level.A1, "starts_on": TODAY + timedelta(days=14), "ends_on": TODAY + timedelta(days=50),
        "seats_max": 3, "seats_min": 2, "updated_on": TODAY,
    }  # fmt: skip
    made = CourseRun.objects.create(number=number, **(usual | values))
    CourseTime.objects.create(run=made, weekday=1, starts=time(8, 30), ends=time(12, 45))
    return made


def kind(*, duty: bool = True) -> EntitlementKind:
    """A duty of the job centre, or an admission."""
    slug = "duty" if duty else "admission"
    usual = {
        "name": "Verpflichtung" if duty else "Zulassung", "is_obligation": duty, "priority": Priority.NORMAL,
        "valid_months": 12, "legal_source": "AufenthG § 44a", "entered_at": NOW,
    }  # fmt: skip
    return EntitlementKind.objects.get_or_create(slug=slug, valid_from=date(2026, 1, 1), defaults=usual)[0]


def rule(name: str = RuleName.START_AFTER_REGISTRATION, value: int = 6, unit: str = Unit.WEEKS) -> Rule:
    """A number of the law."""
    return Rule.objects.create(
        slug=name, value=value, unit=unit, valid_from=date(2026, 1, 1), legal_source=SOURCE, entered_at=NOW
    )


def words(given: str = "Amal", family: str = "Haddad", born_on: date = date(1990, 5, 17), **more: str) -> PersonWords:
    """Who somebody is."""
    return PersonWords(given=given, family=family, born_on=born_on, **more)


def facts(**values: object) -> dict[str, object]:
    """What stands open."""
    return {"area": area(), "waiting_since": TODAY - timedelta(days=30), "morning": True, "language": "ar"} | values


def register(actor: User, who: PersonWords | None = None, *, entitled: bool = True, **values: object) -> Candidate:
    """Somebody on the waiting list."""
    entitlement = {"kind": kind(), "issued_on": TODAY, "valid_until": None} if entitled else None
    return actions.register_candidate(
        actor=actor, words=who or words(), facts=facts(**values), entitlement=entitlement, now=NOW
    )


def ready(actor: User, number: int, **values: object) -> Candidate:
    """Somebody with a test result for section 1, with a name of their own."""
    made = register(actor, words(given=f"Person{'abcdefghij'[number]}", born_on=date(1980 + number, 3, 4)), **values)
    actions.record_test(
        actor=actor, candidate=made, taken_on=TODAY, oral=Level.A0, written=Level.A0, recommended=course_type(),
        section=1, now=NOW,
    )  # fmt: skip
    made.refresh_from_db()
    return made


def seated(actor: User, person: Candidate, course: CourseRun, *states: str, on: date | None = None) -> Seat:
    """A seat of somebody that went on through these states, all on one day."""
    seat = actions.reserve_seat(actor=actor, candidate=person, run=course, reason="…", now=NOW)
    for state in states:
        seat = actions.move_seat(actor=actor, seat=seat, state=state, on=on, now=NOW)
    return seat


BEGUN, OVER = ("confirmed", "started"), ("confirmed", "started", "ended")
