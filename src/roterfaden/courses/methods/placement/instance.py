"""The facts of a placement run, as people exchange them: JSON without names, checked against a published schema."""

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FORMAT = "roterfaden-placement/1"
SCHEMAS = Path(__file__).parent.parent.parent / "data"


class BadInstance(ValueError):
    """An instance that cannot be read; the message names the place and what is wrong there."""


@dataclass(frozen=True)
class Person:
    """Somebody who waits, by pseudonym.

    `fits`: the courses the test allows, as "type/section" (IntV § 11 (2)); `standing`: "obliged", "priority" or
    "entitled" (IntV § 7 (4)); `slots`: times of day that are possible; `childcare`: children who need a place in the
    course's care; `apart_from`: people who mind each other's children and may not sit in a course at the same time;
    `barred`: courses a person decided against, with a reason kept elsewhere; `locked`: the course this person has been
    told; `proposed`: the course of the last, not yet told, proposal.
    """

    id: str
    fits: tuple[str, ...]
    area: str
    waiting_since: date
    slots: tuple[str, ...]
    standing: str = "entitled"
    entitled_until: date | None = None
    childcare: int = 0
    small_children: bool = False
    woman: bool = False
    women_only: bool = False
    online: bool = False
    max_minutes: int | None = None
    wishes: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    locked: str | None = None
    proposed: str | None = None


@dataclass(frozen=True)
class Course:
    """A running course with free seats (`confirmed`) or a planned one that opens only from `minimum` people on.

    `seats` and `childcare_seats` count what is still free. Courses in one `room` and slot exclude each other.
    """

    id: str
    code: str
    starts_on: date
    slot: str
    site: str
    provider: str
    seats: int
    minimum: int = 0
    confirmed: bool = False
    childcare_seats: int = 0
    women_only: bool = False
    online: bool = False
    room: str | None = None


@dataclass(frozen=True)
class Weights:
    """What the KIM round finds how bad, in points. The larger, the more the plan avoids it.

    `day_until_start` per day from today to the start; `day_late` per day the start adds beyond `late_after_days`
    since the person began to wait (six weeks: IntV § 7 (4); days late before today are nobody's choice any more);
    `minute` per minute of travel; `wish_missed` if wishes were named and none is met; `proposal_changed` if a
    proposal already made changes; `course_opened` per planned course that opens; `unplaced` per person left waiting,
    plus `unplaced_week` per week waited, plus the additions of standing, small children and an entitlement that ends
    within `expiring_within_days`; `provider_share` per seat a provider lies away from its share.
    """

    day_until_start: int = 2
    late_after_days: int = 42
    day_late: int = 6
    minute: int = 1
    wish_missed: int = 15
    proposal_changed: int = 60
    course_opened: int = 900
    unplaced: int = 1500
    unplaced_week: int = 25
    obliged: int = 700
    priority: int = 500
    small_children: int = 200
    expiring: int = 600
    expiring_within_days: int = 60
    provider_share: int = 0


@dataclass(frozen=True)
class Instance:
    """One run: today's facts and weights. `minutes[area][site]` is the way; nobody travels beyond `travel_limit`."""

    today: date
    people: tuple[Person, ...]
    courses: tuple[Course, ...]
    minutes: dict[str, dict[str, int]]
    travel_limit: int = 60
    shares: dict[str, float] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of the schema; empty values are left out."""
        return {
            "format": FORMAT,
            "today": self.today.isoformat(),
            "travel_limit": self.travel_limit,
            "weights": asdict(self.weights),
            "shares": self.shares,
            "minutes": self.minutes,
            "courses": [_plain(course) for course in self.courses],
            "people": [_plain(person) for person in self.people],
        }


def _plain(row: Person | Course) -> dict[str, Any]:
    values = {each.name: getattr(row, each.name) for each in fields(row)}
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, (), False)
    }


@cache
def schema(name: str) -> dict[str, Any]:
    """A published JSON Schema: "instance" or "solution"."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"placement-{name}.schema.json").read_text("utf-8"))
    return loaded


def check_schema(data: Any, name: str) -> None:
    """Raise BadInstance naming the first place where `data` does not follow the schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 -- slow to load, only needed when a file is checked

    error = next(iter(Draft202012Validator(schema(name)).iter_errors(data)), None)
    if error is not None:
        raise BadInstance(f"{error.json_path}: {error.message[:200]}")


def read_instance(data: Any) -> Instance:
    """An instance from its JSON object. Raises BadInstance for anything that does not fit, names included."""
    check_schema(data, "instance")
    people = tuple(_person(row) for row in data["people"])
    courses = tuple(_course(row) for row in data["courses"])
    instance = Instance(
        today=_day(data["today"]),
        people=people,
        courses=courses,
        minutes=data.get("minutes", {}),
        travel_limit=data.get("travel_limit", 60),
        shares=data.get("shares", {}),
        weights=Weights(**data.get("weights", {})),
    )
    _check_names(instance)
    return instance


def _person(row: dict[str, Any]) -> Person:
    dates = {name: _day(row[name]) for name in ("waiting_since", "entitled_until") if row.get(name)}
    lists: dict[str, Any] = {
        name: tuple(row[name]) for name in ("fits", "slots", "wishes", "apart_from", "barred") if name in row
    }
    values: dict[str, Any] = row | dates | lists
    return Person(**values)


def _course(row: dict[str, Any]) -> Course:
    return Course(**(row | {"starts_on": _day(row["starts_on"])}))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInstance(f"{text!r} is no day of the calendar") from error


def _check_names(instance: Instance) -> None:
    for what, rows in (("person", instance.people), ("course", instance.courses)):
        seen: set[str] = set()
        for row in rows:
            if row.id in seen:
                raise BadInstance(f"{what} {row.id!r} appears twice")
            seen.add(row.id)
    known = {course.id: course for course in instance.courses}
    taken: dict[str, int] = {}
    for person in instance.people:
        if person.locked is None:
            continue
        if person.locked not in known:
            raise BadInstance(f"person {person.id!r} is locked into {person.locked!r}, which is no course")
        taken[person.locked] = taken.get(person.locked, 0) + 1
        if taken[person.locked] > known[person.locked].seats:
            raise BadInstance(f"course {person.locked!r} has fewer seats than people locked into it")
