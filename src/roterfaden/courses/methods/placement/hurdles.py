"""The hard rules: why a person cannot sit in a course at all. One function says it for one pair, in words' keys."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from roterfaden.courses.methods.placement.instance import Course, Instance, Person


class Hurdle(StrEnum):
    """A hard rule that keeps a person out of a course."""

    LEVEL = "level"
    """The test result does not allow this type and section (IntV § 11 (2))."""
    TIME = "time"
    """The course lies at a time of day the person cannot come."""
    WAY = "way"
    """No way is known, or it is longer than the person or the network's limit allows (IntV § 7 (3): reachability)."""
    CHILDCARE = "childcare"
    """The course has too few places of child care for this person's children."""
    WOMEN_ONLY = "women_only"
    """The person asked for a women-only group, or the group is one and the person is no woman."""
    ONLINE = "online"
    """The course is online and the person cannot take part online."""
    ENTITLEMENT = "entitlement"
    """The entitlement ends before the course starts (AufenthG § 44 (2), IntV § 5 (3))."""
    STARTED = "started"
    """The course has started."""
    SEATS = "seats"
    """No free seat."""
    BARRED = "barred"
    """Somebody of the coordination decided against this course for this person."""


def hurdles(person: Person, course: Course, instance: Instance) -> list[Hurdle]:
    """Every hard rule that keeps this person out of this course; empty: the pair is possible."""
    return list(_hurdles(person, course, instance))


def is_possible(person: Person, course: Course, instance: Instance) -> bool:
    """Whether no hard rule keeps this person out of this course."""
    return next(_hurdles(person, course, instance), None) is None


def _hurdles(person: Person, course: Course, instance: Instance) -> Iterator[Hurdle]:
    if course.code not in person.fits:
        yield Hurdle.LEVEL
    if course.slot not in person.slots:
        yield Hurdle.TIME
    if travel_minutes(person, course, instance) is None:
        yield Hurdle.WAY
    if person.childcare > course.childcare_seats:
        yield Hurdle.CHILDCARE
    if (person.women_only and not course.women_only) or (course.women_only and not person.woman):
        yield Hurdle.WOMEN_ONLY
    if course.online and not person.online:
        yield Hurdle.ONLINE
    if not _entitled_on(person, course.starts_on):
        yield Hurdle.ENTITLEMENT
    if course.starts_on < instance.today:
        yield Hurdle.STARTED
    if course.seats < 1:
        yield Hurdle.SEATS
    if course.id in person.barred:
        yield Hurdle.BARRED


def travel_minutes(person: Person, course: Course, instance: Instance) -> int | None:
    """Minutes one way, 0 for an online course; None if there is no way within the limits."""
    if course.online:
        return 0
    minutes = instance.minutes.get(person.area, {}).get(course.site)
    limit = instance.travel_limit if person.max_minutes is None else min(instance.travel_limit, person.max_minutes)
    return minutes if minutes is not None and minutes <= limit else None


def _entitled_on(person: Person, day: date) -> bool:
    return person.entitled_until is None or day <= person.entitled_until


def seat_cost(person: Person, course: Course, instance: Instance) -> int:
    """Points of this person in this course: days until the start, lateness, way, wishes, a changed proposal."""
    weights = instance.weights
    days = (course.starts_on - instance.today).days
    # What is late already stays late whatever is decided: only what this course would add counts against it. Otherwise
    # a seat would be worth the less to somebody, the longer they have waited.
    on_time_until = max(person.waiting_since + timedelta(weights.late_after_days), instance.today)
    late = max(0, (course.starts_on - on_time_until).days)
    points = days * weights.day_until_start + late * weights.day_late
    points += (travel_minutes(person, course, instance) or 0) * weights.minute
    if person.wishes and not {course.site, course.provider, course.slot} & set(person.wishes):
        points += weights.wish_missed
    if person.proposed is not None and person.proposed != course.id:
        points += weights.proposal_changed
    return points


def waiting_cost(person: Person, instance: Instance) -> int:
    """Points of leaving this person waiting."""
    weights = instance.weights
    waited = max(0, (instance.today - person.waiting_since).days)
    points = weights.unplaced + waited // 7 * weights.unplaced_week
    points += {"obliged": weights.obliged, "priority": weights.priority}.get(person.standing, 0)
    points += weights.small_children if person.small_children else 0
    if person.entitled_until is not None:
        left = (person.entitled_until - instance.today).days
        points += weights.expiring if left <= weights.expiring_within_days else 0
    return points
