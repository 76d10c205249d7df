"""Which times are free: weekly hours, cut into pieces, without absences, holidays and what is taken already.

No database, no clock. Times of weekly hours are local; everything else is a moment.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Hours:
    """When one counsellor advises at one site: every `weekday` (0 is Monday) from `first_on` to `last_on`.

    Appointments take `minutes`, then follow `buffer` minutes for notes; `capacity` people may come at the same time.
    Empty `topics` means every topic. `languages` are those the counsellor speaks.
    """

    counsellor: int
    site: int
    weekday: int
    starts: time
    ends: time
    minutes: int
    buffer: int
    first_on: date
    last_on: date | None = None
    capacity: int = 1
    topics: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Span:
    """A time in which a counsellor is not there, or is with somebody in seat `seat`."""

    counsellor: int
    starts_at: datetime
    ends_at: datetime
    seat: int = 1


@dataclass(frozen=True, order=True)
class Slot:
    """A time somebody can have. Slots sort by time, then place."""

    starts_at: datetime
    site: int
    counsellor: int
    seat: int
    ends_at: datetime


@dataclass(frozen=True)
class Wish:
    """What somebody needs: topic, place (None: any), language, and whether somebody shall interpret."""

    topic: int | None
    site: int | None
    language: str
    needs_interpreter: bool = False


def fits(hours: Hours, wish: Wish) -> bool:
    """Whether these hours are for this wish: place, topic, and a language both speak or somebody interprets."""
    return (
        wish.site in (None, hours.site)
        and (not hours.topics or wish.topic is None or wish.topic in hours.topics)
        and (wish.needs_interpreter or wish.language in hours.languages)
    )


def is_spoken(hours: Iterable[Hours], wish: Wish) -> bool:
    """Whether a counsellor for this topic and place speaks the language."""
    return any(fits(each, Wish(wish.topic, wish.site, wish.language)) for each in hours)


def pieces(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    """Beginning and end of each appointment of that day; none on another weekday or outside of the period."""
    if day.weekday() != hours.weekday or day < hours.first_on or (hours.last_on and day > hours.last_on):
        return
    length, step = timedelta(minutes=hours.minutes), timedelta(minutes=hours.minutes + hours.buffer)
    begins, last = datetime.combine(day, hours.starts), datetime.combine(day, hours.ends)
    while begins + length <= last:
        yield timezone.make_aware(begins), timezone.make_aware(begins + length)
        begins += step


def free_slots(
    hours: Sequence[Hours],
    *,
    absences: Iterable[Span],
    taken: Iterable[Span],
    is_closed: Callable[[date], bool],
    first_on: date,
    last_on: date,
    not_before: datetime,
) -> list[Slot]:
    """Every free time between two days, both included, that begins at or after `not_before`; in order.

    A time is free when the counsellor is there, nothing that begins otherwise overlaps it, and a seat is left. Where
    two hours of a counsellor overlap, the first one counts.
    """
    away, busy = _by_counsellor(absences), _by_counsellor(taken)
    found: dict[tuple[int, datetime], Slot] = {}
    for number in range((last_on - first_on).days + 1):
        day = first_on + timedelta(days=number)
        if is_closed(day):
            continue
        for each in hours:
            for starts_at, ends_at in pieces(each, day):
                if starts_at < not_before or _overlaps(away[each.counsellor], starts_at, ends_at):
                    continue
                seat = _free_seat(busy[each.counsellor], starts_at, ends_at, each.capacity)
                if seat:
                    slot = Slot(starts_at, each.site, each.counsellor, seat, ends_at)
                    found.setdefault((each.counsellor, starts_at), slot)
    return _without_overlaps(sorted(found.values()))


def _by_counsellor(spans: Iterable[Span]) -> dict[int, list[Span]]:
    grouped: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        grouped[span.counsellor].append(span)
    return grouped


def _overlaps(spans: Iterable[Span], starts_at: datetime, ends_at: datetime) -> bool:
    return any(span.starts_at < ends_at and starts_at < span.ends_at for span in spans)


def _free_seat(taken: Sequence[Span], starts_at: datetime, ends_at: datetime, capacity: int) -> int:
    """The first seat nobody has; 0 when there is none."""
    if _overlaps((span for span in taken if span.starts_at != starts_at), starts_at, ends_at):
        return 0
    held = {span.seat for span in taken if span.starts_at == starts_at}
    return next((seat for seat in range(1, capacity + 1) if seat not in held), 0)


def _without_overlaps(slots: Iterable[Slot]) -> list[Slot]:
    """Leave out what begins before the one before it has ended, for each counsellor."""
    until: dict[int, datetime] = {}
    kept = []
    for slot in slots:
        if slot.starts_at >= until.get(slot.counsellor, slot.starts_at):
            kept.append(slot)
            until[slot.counsellor] = slot.ends_at
    return kept


@dataclass(frozen=True)
class OpenTime:
    """A time as somebody who chooses sees it: when and where, whoever advises."""

    starts_at: datetime
    site: int

    @property
    def token(self) -> str:
        """The time as a form sends it."""
        return f"{int(self.starts_at.timestamp())}-{self.site}"


def open_times(slots: Iterable[Slot]) -> list[OpenTime]:
    """The free times without the counsellors, each once, in order."""
    return list(dict.fromkeys(OpenTime(slot.starts_at, slot.site) for slot in slots))


def choose(slots: Iterable[Slot], time: OpenTime, *, spoken: frozenset[int], load: dict[int, int]) -> Slot | None:
    """The slot somebody gets who chose this time: first with whoever speaks the language, then with the least to do.

    `spoken` are the counsellors who speak it, `load` how many appointments each has that day.
    """
    fitting = [slot for slot in slots if slot.starts_at == time.starts_at and slot.site == time.site]
    return min(
        fitting,
        key=lambda slot: (slot.counsellor not in spoken, load.get(slot.counsellor, 0), slot.counsellor),
        default=None,
    )
