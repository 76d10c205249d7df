"""How long what is known of people is kept: kinds, the rules they hang on, and from when each counts.

The law gives upper limits (IntV § 8 (6), DeuFöV § 26 (3)); the agreement of the network is far shorter. Each kind goes
with the first of its rules that is over, and a rule is a dated row (queries.rule). No database, no clock.

* Names, address, contact and wishes count from the day somebody left the list or the course began, whatever was last
  (the agreement), and at the latest from the last entry about the person (the law). After a course has ended and nobody
  has said how it goes on, they count from its end. Who took the consent back is forgotten at once (Art. 17 (1) (b)
  GDPR).
* What is left of a person – entitlement, consent, decisions – counts from the last entry: registration, entitlement,
  test, change of a seat, end of the course, day of leaving. What stays is a line for counting.
* Results of placement tests count from the end of the year of the test.
* Who opened a name counts from that day; the facts of a proposal from the day it was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from roterfaden.courses.enums import KeptKind, RuleName
from roterfaden.courses.methods.clocks import RuleValue

RULES: dict[str, tuple[RuleName, ...]] = {
    KeptKind.WORDS: (
        RuleName.DELETE_WITHDRAWN, RuleName.DELETE_POOL, RuleName.DELETE_NAMES, RuleName.DELETE_REST,
        RuleName.DELETE_VOCATIONAL,
    ),
    KeptKind.TESTS: (RuleName.DELETE_TESTS,),
    KeptKind.FACTS: (RuleName.DELETE_REST, RuleName.DELETE_VOCATIONAL),
    KeptKind.PLANS: (RuleName.DELETE_POOL,),
    KeptKind.ACCESSES: (RuleName.DELETE_ACCESS_LOG,),
}  # fmt: skip
"""The rules a kind can go by, in the order in which they are told."""
NEEDED = frozenset(name for names in RULES.values() for name in names)
LAST_MONTH, LAST_DAY = 12, 31


@dataclass(frozen=True)
class Span:
    """What the periods of one person count from. `settled_on`: left, or the course began; None while they wait.
    `withdrawn_on`: left because they took their consent back."""

    last_entry: date
    settled_on: date | None = None
    withdrawn_on: date | None = None
    is_vocational: bool = False


@dataclass(frozen=True)
class Due:
    """One kind of one person: the day it goes, and by which rule."""

    kind: KeptKind
    on: date
    rule: RuleName
    source: str


def due_of(span: Span, rules: Mapping[str, RuleValue]) -> tuple[Due, ...]:
    """When names and facts of a person go, names first. A rule that does not hold ends nothing."""
    facts = _first(KeptKind.FACTS, _facts(span, rules), rules)
    names = (
        (RuleName.DELETE_WITHDRAWN, span.withdrawn_on), (RuleName.DELETE_POOL, span.settled_on),
        (RuleName.DELETE_NAMES, span.last_entry),
    )  # fmt: skip
    ends = {name: rules[name].after(start) for name, start in names if start is not None and name in rules}
    if facts is not None:  # a name never outlives the rest
        ends[facts.rule] = facts.on
    words = _first(KeptKind.WORDS, ends, rules)
    return tuple(due for due in (words, facts) if due is not None)


def _facts(span: Span, rules: Mapping[str, RuleValue]) -> dict[RuleName, date]:
    name = RuleName.DELETE_VOCATIONAL if span.is_vocational else RuleName.DELETE_REST
    return {name: rules[name].after(span.last_entry)} if name in rules else {}


def _first(kind: KeptKind, ends: Mapping[RuleName, date], rules: Mapping[str, RuleValue]) -> Due | None:
    found = min(((day, name) for name, day in ends.items()), default=None)
    return Due(kind, found[0], found[1], rules[found[1]].source) if found else None


def result_due(day: date, rules: Mapping[str, RuleValue]) -> date | None:
    """When the result of a test of this day goes: counted from the end of its year."""
    found = rules.get(RuleName.DELETE_TESTS)
    return found.after(date(day.year, LAST_MONTH, LAST_DAY)) if found else None


def over_since(rule: RuleValue, on: date) -> date:
    """The last day whose period, begun on it, is over on `on`: everything up to it is due. Found by bisection, because
    months and working days cannot be counted backwards without loss."""
    low, high = date.min.toordinal() + 1, on.toordinal()
    if rule.after(date.fromordinal(high)) <= on:
        return on
    low = max(low, high - 366 * 120)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if rule.after(date.fromordinal(middle)) <= on else (low, middle)
    return date.fromordinal(low)


def results_over_since(rule: RuleValue, on: date) -> date:
    """The last day of a test whose period is over on `on`."""
    found = over_since(rule, on)
    whole_year = found == date(found.year, LAST_MONTH, LAST_DAY)
    return date(found.year if whole_year else found.year - 1, LAST_MONTH, LAST_DAY)


def month_start(day: date) -> date:
    """All that is left of a day once a person is only counted."""
    return day - timedelta(days=day.day - 1)
