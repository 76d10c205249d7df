"""What need planning counts: one row for each registration, for each person who waits, for each course. No names."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from roterfaden.courses.enums import RunState

AHEAD = 6
"""So many months are looked ahead."""
MOST_MONTHS = 24
"""So many months back at most."""

YOUNG = 27
"""Under this age somebody counts as young: who the youth course was for (IntV § 13 (1) 1 until 30 April 2025)."""


class CaseEnd(StrEnum):
    """How waiting ended, if it did."""

    STARTED = "started"
    LEFT = "left"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Case:
    """One registration: the month it came in, and the days until a course began, the person left, or until today.

    `kind` is the short name of the recommended type, empty before the test; `area` the key of a municipality.
    `finished`: the course they began has ended; `again`: they began another one after it. `is_closed`: came by a way
    into a course that nobody new is admitted by at present. `is_vague`: of the days only the months are left, after an
    erasure.
    """

    month: date
    days: int
    end: CaseEnd
    kind: str = ""
    area: str = ""
    finished: bool = False
    again: bool = False
    is_closed: bool = False
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits for a course today. `home` is where they live, `area` the municipality it belongs to;
    `children` need a place in the course's care; `online`: can learn online; `minutes` is the longest way they
    take."""

    kind: str
    section: int
    area: str
    home: int = 0
    slots: frozenset[str] = frozenset()
    children: int = 0
    under_27: bool = False
    is_entitled: bool = True
    has_seat: bool = False
    is_woman: bool = False
    women_only: bool = False
    online: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One course. `taken` are all people in it, `care` the places for their children, `slot` is the time of day."""

    kind: str
    section: int
    area: str
    provider: str
    site: int
    starts_on: date
    ends_on: date
    state: str
    seats: int
    taken: int = 0
    care: int = 0
    slot: str = ""
    is_online: bool = False
    women_only: bool = False
    teacher_missing: bool = False
    cancel_reason: str = ""

    @property
    def free(self) -> int:
        """Seats nobody has."""
        return max(self.seats - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of course: its name, whether it is for the young, and since when none may begin."""

    name: str
    is_youth: bool = False
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A municipality; `home` is its key among the places people live in."""

    name: str
    home: int | None = None


@dataclass(frozen=True)
class Facts:
    """Everything the questions are answered from, as of one day.

    `kinds` and `regions` are in the order they are shown in. `offers` are the courses that are planned, certain or
    running, and those that ended or were called off within a year. `first_month` is the first complete month of the
    history, None without one; `limit` the days after which a course should have begun, `limit_source` says by what.
    `minutes` are the ways from homes to sites, None where there is none; a pair that is missing is not known.
    """

    on: date
    kinds: dict[str, Kind]
    regions: dict[str, Region]
    cases: tuple[Case, ...]
    waiting: tuple[Waiter, ...]
    offers: tuple[Offer, ...]
    first_month: date | None
    limit: int
    limit_source: str
    travel_limit: int
    minutes: dict[tuple[int, int], int | None] = field(default_factory=dict)
    no_shows: int = 0

    @property
    def until(self) -> date:
        """The last day the outlook reaches to: the end of the sixth month after this one."""
        return months_after(self.on, AHEAD + 1) - timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        """The complete months of the history, at most MOST_MONTHS, oldest first."""
        if self.first_month is None:
            return ()
        found = [months_after(self.on, -step) for step in range(MOST_MONTHS, 0, -1)]
        return tuple(month for month in found if month >= self.first_month)

    @property
    def coming(self) -> tuple[Offer, ...]:
        """The courses that begin within the outlook."""
        return tuple(
            offer for offer in self.offers
            if offer.state in {RunState.PLANNED, RunState.OPEN} and self.on <= offer.starts_on <= self.until
        )  # fmt: skip

    @property
    def running(self) -> tuple[Offer, ...]:
        """The courses people are in today."""
        return tuple(offer for offer in self.offers if offer.state == RunState.RUNNING and offer.ends_on >= self.on)


def months_after(day: date, count: int) -> date:
    """The first day of the month `count` months after that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


def is_young(born_on: date, on: date) -> bool:
    """Whether somebody was under YOUNG on a day; born on 29 February, they become older on 1 March (§ 188 BGB)."""
    return (on.year - born_on.year) - ((on.month, on.day) < (born_on.month, born_on.day)) < YOUNG
