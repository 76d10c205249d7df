"""What may be counted of courses by month: numbers of people, days they waited, free seats. Nobody is named.

The bridges carry these numbers over and hide what is too small; nothing else may.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from roterfaden.courses.enums import BEGUN, HOLDING, NextStep, RunState, SeatState
from roterfaden.courses.models import Candidate, CourseRun, Seat
from roterfaden.kernel.time import local_day

AHEAD = timedelta(days=92)
"""Courses are published three months ahead."""
SAT = (*BEGUN, SeatState.ENDED)


@dataclass(frozen=True)
class WaitingCount:
    """How many people waited at the end of a day: in all, by the key of their municipality, by course type (its short
    name; empty: no test yet)."""

    total: int
    by_area: Counter[str]
    by_type: Counter[str]


def counted_waiting(last: date) -> WaitingCount:
    """Who waited for a course at the end of `last`: registered, not gone, and in no course. One query."""
    since = Coalesce("began_on", "run__starts_on")
    seats = Seat.objects.filter(candidate=OuterRef("pk"), state__in=SAT).annotate(since=since)
    over = Q(state=SeatState.ENDED, run__ends_on__lt=last) & ~Q(next_step__in=["", NextStep.DONE])
    sitting = seats.filter(since__lte=last).exclude(over)
    rows = Candidate.objects.filter(Q(left_on=None) | Q(left_on__gt=last), waiting_since__lte=last, merged_into=None)
    found = rows.filter(~Exists(sitting)).order_by("pk").values_list("area__key", "recommended__slug")
    pairs = list(found)
    return WaitingCount(
        len(pairs), Counter(area for area, _type in pairs), Counter(slug or "" for _area, slug in pairs)
    )


def counted_starts(start: date, end: date) -> tuple[int, ...]:
    """The days everybody waited who began a course from `start` (included) to `end` (excluded), each person once: from
    the registration, or from the day they began to wait again. One query."""
    seats = Seat.objects.filter(state__in=SAT).annotate(since=Coalesce("began_on", "run__starts_on"))
    rows = seats.filter(since__gte=start, since__lt=end).order_by("candidate", "since", "pk")
    names = ("candidate", "since", "candidate__waiting_since", "candidate__registered_at")
    found: dict[int, int] = {}
    for who, began, waiting_since, registered_at in rows.values_list(*names):
        # Somebody who waits again by now began this course before that.
        since = waiting_since if waiting_since <= began else min(local_day(registered_at), began)
        found.setdefault(who, (began - since).days)
    return tuple(found[who] for who in sorted(found))


def counted_free_seats(last: date) -> int:
    """Free seats at the end of `last` in the courses that began later and took place. Two queries.

    Seats are counted as far as rows still tell: what was given back since counts as free.
    """
    runs = CourseRun.objects.filter(
        state__in=[RunState.OPEN, RunState.RUNNING, RunState.ENDED], starts_on__gt=last, starts_on__lte=last + AHEAD
    )
    sizes = list(runs.order_by("pk").values_list("pk", "seats_max", "seats_taken_otherwise"))
    begun = Q(state__in=[*HOLDING, SeatState.ENDED])
    held: Counter[int] = Counter(
        Seat.objects.filter(begun, run__in=[pk for pk, _seats, _other in sizes], reserved_at__date__lte=last)
        .order_by("pk").values_list("run", flat=True)
    )  # fmt: skip
    return sum(max(seats - other - held[pk], 0) for pk, seats, other in sizes)


def first_registration() -> date | None:
    """The day the first person was put on the list: before it nothing can be counted. One query."""
    found = Candidate.objects.aggregate(first=Min("registered_at"))["first"]
    return local_day(found) if found else None
