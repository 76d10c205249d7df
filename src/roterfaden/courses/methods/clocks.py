"""The clocks of a person who waits: what is due by law or agreement, when, and by which rule.

No number stands here. Rules come as dated values (models.reference.Rule), so that a change of law is a new row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roterfaden.courses.enums import ClockKind, RuleName
from roterfaden.courses.methods.periods import after

SOON_DAYS = 14
"""A clock that ends within so many days is shown as urgent. Presentation, not law."""


@dataclass(frozen=True)
class RuleValue:
    """A rule as it holds on one day: how much of what, and where it is written."""

    value: Decimal
    unit: str
    source: str

    def after(self, start: date) -> date:
        """The day the period ends that begins on `start`."""
        return after(start, self.value, self.unit)


@dataclass(frozen=True)
class WaitingFacts:
    """What the clocks of one person hang on. Dates that are not known are None.

    `is_vocational`: waits for a vocational course (DeuFöV), else for an integration course (IntV). `has_seat`: a seat
    is confirmed or the course has begun, so nobody has to look for one any more. `interrupted_on`: paused since then.
    """

    registered_on: date
    is_vocational: bool = False
    entitled_until: date | None = None
    tested_on: date | None = None
    reserved_until: date | None = None
    has_seat: bool = False
    interrupted_on: date | None = None


@dataclass(frozen=True)
class Clock:
    """One date that matters for one person, and why."""

    kind: ClockKind
    due_on: date
    source: str
    days_left: int

    @property
    def is_over(self) -> bool:
        """The date has passed."""
        return self.days_left < 0

    @property
    def is_soon(self) -> bool:
        """The date is near."""
        return 0 <= self.days_left <= SOON_DAYS


def clocks(facts: WaitingFacts, rules: Mapping[str, RuleValue], on: date) -> tuple[Clock, ...]:
    """Every clock that runs for a person on a day, the nearest first. A rule that does not hold makes none."""
    found = (Clock(kind, due, source, (due - on).days) for kind, due, source in _running(facts, rules))
    return tuple(sorted(found, key=lambda clock: (clock.due_on, clock.kind)))


def _running(facts: WaitingFacts, rules: Mapping[str, RuleValue]) -> Iterator[tuple[ClockKind, date, str]]:
    if facts.reserved_until is not None:
        source = rules[RuleName.RESERVATION].source if RuleName.RESERVATION in rules else ""
        yield ClockKind.RESERVATION, facts.reserved_until, source
    if facts.interrupted_on is not None and RuleName.RIGHT_LAPSES_INTERRUPTED in rules and not facts.is_vocational:
        rule = rules[RuleName.RIGHT_LAPSES_INTERRUPTED]
        yield ClockKind.INTERRUPTED, rule.after(facts.interrupted_on), rule.source
    if facts.has_seat:
        return
    if facts.entitled_until is not None:
        yield ClockKind.ENTITLEMENT, facts.entitled_until, ""
    kinds = VOCATIONAL if facts.is_vocational else INTEGRATION
    for kind, name in kinds:
        start = facts.tested_on if kind == ClockKind.TEST_AGE else facts.registered_on
        if name not in rules or start is None:
            continue
        if kind == ClockKind.VOCATIONAL_REPORT and RuleName.VOCATIONAL_START in rules:
            start = rules[RuleName.VOCATIONAL_START].after(start)
        yield kind, rules[name].after(start), rules[name].source


INTEGRATION = (
    (ClockKind.SIX_WEEKS, RuleName.START_AFTER_REGISTRATION),
    (ClockKind.RIGHT_LAPSES, RuleName.RIGHT_LAPSES_UNSTARTED),
)
VOCATIONAL = (
    (ClockKind.VOCATIONAL_START, RuleName.VOCATIONAL_START),
    (ClockKind.VOCATIONAL_REPORT, RuleName.VOCATIONAL_REPORT),
    (ClockKind.TEST_AGE, RuleName.TEST_AGE),
)
NEEDED = frozenset(
    {name for _kind, name in (*INTEGRATION, *VOCATIONAL)} | {RuleName.RESERVATION, RuleName.RIGHT_LAPSES_INTERRUPTED}
)
"""The rules the clocks are made of."""
