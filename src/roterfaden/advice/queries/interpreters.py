"""The pool of interpreters: who can come, what they were asked, what they did in a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from roterfaden.advice.enums import AssignmentState
from roterfaden.advice.methods import half_day, link_hash, months_after
from roterfaden.advice.models import Appointment, Interpreter, InterpreterAssignment
from roterfaden.advice.queries.calendars import midnight
from roterfaden.kernel.vault import open_words


@dataclass(frozen=True)
class InterpreterRow:
    """Somebody of the pool with opened contact data, and how many requests are open."""

    interpreter: Interpreter
    email: str
    phone: str
    asked: int


def interpreter_rows(language: str = "") -> tuple[InterpreterRow, ...]:
    """The pool by name, of one language or of all. Two queries."""
    rows = Interpreter.objects.filter(retired_at=None).order_by("name", "pk")
    asked: dict[int, int] = {}
    open_requests = InterpreterAssignment.objects.filter(state=AssignmentState.ASKED)
    for pk in open_requests.order_by("pk").values_list("interpreter_id", flat=True):
        asked[pk] = asked.get(pk, 0) + 1
    return tuple(
        InterpreterRow(row, opened(row.email), opened(row.phone), asked.get(row.pk, 0))
        for row in rows
        if not language or language in row.languages
    )


def opened(token: str) -> str:
    """Sealed words in clear; nothing stays nothing."""
    return open_words(token) if token else ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who interprets the language of an appointment. `usual` when that half-day is one of theirs."""

    interpreter: Interpreter
    usual: bool
    busy: bool


def candidates(appointment: Appointment) -> tuple[Candidate, ...]:
    """Whom to ask: those free at that time first, then those who usually can, then by name. Two queries."""
    if appointment.starts_at is None or appointment.ends_at is None:
        return ()
    slot = half_day(appointment.starts_at)
    busy = set(
        InterpreterAssignment.objects.standing()
        .filter(starts_at__lt=appointment.ends_at, ends_at__gt=appointment.starts_at)
        .order_by("pk")
        .values_list("interpreter_id", flat=True)
    )
    found = [
        Candidate(row, slot in row.half_days, row.pk in busy)
        for row in Interpreter.objects.filter(retired_at=None).order_by("name", "pk")
        if appointment.language in row.languages
    ]
    return tuple(sorted(found, key=lambda each: (each.busy, not each.usual)))


def assignments_of(appointment: Appointment) -> QuerySet[InterpreterAssignment]:
    """Everybody who was asked for an appointment, in the order of asking."""
    return appointment.assignments.select_related("interpreter").order_by("asked_at", "pk")


def assignment_behind(token: str, *, now: datetime) -> InterpreterAssignment | None:
    """What a link opens now, or None. One query, none for a token that is not ours."""
    found = link_hash(token)
    if found is None:
        return None
    rows = InterpreterAssignment.objects.select_related("interpreter", "appointment")
    assignment = rows.filter(secret_hash=found).first()
    return assignment if assignment and assignment.opens(now) else None


@dataclass(frozen=True)
class HoursLine:
    """One assignment on an hours sheet."""

    starts_at: datetime
    language: str
    minutes: int


@dataclass(frozen=True)
class HoursSheet:
    """What one interpreter did in a month."""

    interpreter: Interpreter
    month: date
    lines: tuple[HoursLine, ...]

    @property
    def minutes(self) -> int:
        """All time together."""
        return sum(line.minutes for line in self.lines)


def hours_sheets(month: date, uid: UUID | None = None) -> tuple[HoursSheet, ...]:
    """The sheets of a month (its first day) by name, for everybody who did something or for one. One query."""
    rows = InterpreterAssignment.objects.done_between(midnight(month), midnight(months_after(month, 1)))
    if uid is not None:
        rows = rows.filter(interpreter__uid=uid)
    return _sheets(month, rows.select_related("interpreter").order_by("interpreter__name", "starts_at", "pk"))


def _sheets(month: date, rows: Iterable[InterpreterAssignment]) -> tuple[HoursSheet, ...]:
    grouped: dict[int, list[InterpreterAssignment]] = {}
    for row in rows:
        grouped.setdefault(row.interpreter_id, []).append(row)
    return tuple(
        HoursSheet(
            found[0].interpreter,
            month,
            tuple(HoursLine(row.starts_at, row.language_label, row.minutes or 0) for row in found),
        )
        for found in grouped.values()
    )
