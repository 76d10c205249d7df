"""The waiting room: who waits, who was called where."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from roterfaden.advice.enums import WalkInState
from roterfaden.advice.methods import ahead_of
from roterfaden.advice.models import WalkIn
from roterfaden.directory.models import Site

CALLS_SHOWN = 6


@dataclass(frozen=True)
class Line:
    """The numbers of one site on one day, as the office sees them."""

    waiting: tuple[WalkIn, ...]
    called: tuple[WalkIn, ...]
    ended: int

    @property
    def total(self) -> int:
        """How many numbers were drawn."""
        return len(self.waiting) + len(self.called) + self.ended


def line(site: Site, day: date) -> Line:
    """Who waits and who is being advised. One query."""
    rows = list(WalkIn.objects.of_day(site, day).select_related("counsellor__person"))
    waiting = tuple(row for row in rows if row.state == WalkInState.WAITING)
    called = tuple(row for row in rows if row.state == WalkInState.CALLED)
    return Line(waiting, called, len(rows) - len(waiting) - len(called))


@dataclass(frozen=True)
class Call:
    """What the display says: a number and where to go."""

    number: int
    room: str


@dataclass(frozen=True)
class Display:
    """The display of a waiting room: the newest call first, and how many still wait."""

    calls: tuple[Call, ...]
    waiting: int


def display(site: Site, day: date) -> Display:
    """What everybody in the waiting room may see. Two queries."""
    rows = WalkIn.objects.filter(site=site, day=day)
    called = rows.filter(state=WalkInState.CALLED).order_by("-called_at", "-pk").values_list("number", "room")
    calls = tuple(Call(number, room) for number, room in called[:CALLS_SHOWN])
    return Display(calls, rows.filter(state=WalkInState.WAITING).count())


def last_number(site: Site, day: date) -> int:
    """The greatest number of that day; 0 before the first. One query."""
    found = WalkIn.objects.filter(site=site, day=day).aggregate(last=Max("number"))
    return found["last"] or 0


@dataclass(frozen=True)
class Slip:
    """A printed number: how many come before it."""

    walk_in: WalkIn
    ahead: int


def slip(uid: UUID) -> Slip | None:
    """A number to print, or None. Two queries."""
    found = WalkIn.objects.select_related("site").filter(uid=uid).first()
    if found is None:
        return None
    waiting = WalkIn.objects.filter(site=found.site, day=found.day, state=WalkInState.WAITING)
    return Slip(found, ahead_of(found.number, waiting.order_by("number", "pk").values_list("number", flat=True)))
