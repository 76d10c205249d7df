"""What the history says of the coming months: new registrations, need, and what is missing beside the seats planned."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from roterfaden.courses.methods.needs.facts import AHEAD, Case, CaseEnd, Facts, Offer
from roterfaden.courses.methods.needs.forecast import Past, Range, Share, past_of, predicted, share_of, spread_of
from roterfaden.kernel.suppression import FEWEST

Choice = Callable[[Case | Offer], bool]


def of_kind(kind: str) -> Choice:
    """Those of one type; nobody for the empty one: who has no type yet is counted with all types (`typed_factor`)."""
    return lambda each: bool(kind) and each.kind == kind


def of_area(area: str) -> Choice:
    """Those of one municipality."""
    return lambda each: each.area == area


@dataclass(frozen=True)
class Need:
    """Who needs a seat until the end of the outlook, and which seats there are.

    `fresh` are those who will come and begin, people who learn on included; None: cannot be said. `small`: the history
    behind it counts too few people to be shown to everybody.
    """

    waiting: int
    fresh: Range | None
    seats: int
    small: bool = False

    @property
    def gap(self) -> Range | None:
        """Seats that are missing; below zero they are to spare."""
        if self.fresh is None:
            return None
        missing = self.waiting - self.seats
        return Range(missing + self.fresh.expected, missing + self.fresh.low, missing + self.fresh.high)


@dataclass(frozen=True)
class Outlook:
    """The outlook of one day. Registrations of the running month count from today on."""

    facts: Facts

    @cached_property
    def span(self) -> float:
        """How many months the outlook is long."""
        on = self.facts.on
        days = monthrange(on.year, on.month)[1]
        return (days - on.day) / days + AHEAD

    @cached_property
    def spread(self) -> float:
        """How unruly months are, from all types together and from each."""
        kinds = sorted({case.kind for case in self.facts.cases})
        each = [self._history([case for case in self.facts.cases if case.kind == kind]) for kind in kinds]
        return spread_of([self._history(self.facts.cases), *each])

    @cached_property
    def starting(self) -> Share | None:
        """The share of people who begin a course, of those whose waiting has ended."""
        ends = Counter(case.end for case in self.facts.cases)
        return share_of(ends[CaseEnd.STARTED], ends[CaseEnd.STARTED] + ends[CaseEnd.LEFT])

    @cached_property
    def again(self) -> Share | None:
        """The share of people who begin another course, of those whose course has ended."""
        finished = [case for case in self.facts.cases if case.finished]
        return share_of(sum(case.again for case in finished), len(finished))

    @cached_property
    def past(self) -> Past | None:
        """The months a prediction for everybody rests on."""
        return past_of(self._history(self.facts.cases), self.spread)

    @property
    def closed(self) -> int:
        """How many came by a way that is closed at present."""
        return sum(case.is_closed for case in self.facts.cases)

    def registrations(self, months: float, wanted: Choice | None = None, factor: float = 1.0) -> Range | None:
        """New registrations in so many months. Whoever came by a way that is closed now counts for the upper end
        alone."""
        return self._predicted(months, wanted, factor)

    def need(self, waiting: int, offers: Sequence[Offer], wanted: Choice | None = None, factor: float = 1.0) -> Need:
        """Need and seats; `wanted` chooses registrations and running courses, `offers` are the seats."""
        running = [each for each in self.facts.running if wanted is None or wanted(each)]
        ending = sum(each.taken for each in running if each.ends_on <= self.facts.until)
        more = ending * self.again.value if self.again else 0.0
        fresh = self._predicted(self.span, wanted, factor, self.starting, more)
        count = sum(wanted is None or wanted(case) for case in self.facts.cases)
        return Need(waiting, fresh, sum(each.free for each in offers), small=0 < count < FEWEST)

    def typed_factor(self) -> float:
        """By what registrations of one type are multiplied, because some have no type yet."""
        typed = sum(bool(case.kind) for case in self.facts.cases)
        return len(self.facts.cases) / typed if typed else 1.0

    def _predicted(
        self, months: float, wanted: Choice | None, factor: float = 1.0, share: Share | None = None, more: float = 0.0
    ) -> Range | None:
        chosen = [case for case in self.facts.cases if wanted is None or wanted(case)]
        if wanted is not None and self.past is None:
            return None
        usual = self._range(chosen, months, factor, share, more)
        still = [case for case in chosen if not case.is_closed]
        if usual is None or len(still) == len(chosen):
            return usual
        fewer = self._range(still, months, factor, share, more)
        return usual if fewer is None else Range(fewer.expected, fewer.low, usual.high)

    def _range(
        self, cases: Sequence[Case], months: float, factor: float, share: Share | None, more: float
    ) -> Range | None:
        past = past_of(self._history(cases), self.spread)
        return predicted(past, months, spread=self.spread, factor=factor, share=share, more=more)

    def _history(self, cases: Sequence[Case]) -> list[int]:
        counts = Counter(case.month for case in cases)
        return [counts[month] for month in self.facts.months]
