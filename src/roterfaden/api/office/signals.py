"""Early warnings: what they are about and why, put off or done with."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from roterfaden.api.asking import PLAIN, ByKey, Day, Key, a_page, only
from roterfaden.api.office.shared import ERRORS, MISSING, one, owner
from roterfaden.api.office.signing_in import needs
from roterfaden.api.opendata.records import Page
from roterfaden.kernel.time import local_day
from roterfaden.machines.enums import Permit
from roterfaden.monitoring.actions import close_signal, snooze_signal
from roterfaden.monitoring.models import Signal
from roterfaden.monitoring.queries.inbox import SignalRow, signal_rows, with_subjects

router = Router()
OPENS = "monitoring.view_review"
State = Literal["open", "put_off", "closed"]
Reason = Annotated[str, Field(pattern=PLAIN, min_length=1, max_length=300)]


class SignalRecord(Schema):
    """One early warning in its words. `element` is the goal or initiative it is about; none: a request for figures."""

    id: int
    kind: str
    sentence: str
    about: str
    why: str
    element: int | None
    state: State
    raised_at: datetime
    put_off_until: date | None
    put_off_reason: str
    closed_at: datetime | None
    close_reason: str
    corrections: int = Field(description="Acts of counter-steering that were agreed because of it.")

    @classmethod
    def of(cls, row: SignalRow) -> "SignalRecord":
        signal = row.signal
        state: State = "closed" if signal.closed_at else "put_off" if row.is_asleep else "open"
        return cls(
            id=signal.pk, kind=signal.kind, sentence=str(row.sentence), about=row.about, why=row.why,
            element=signal.element_id, state=state, raised_at=signal.raised_at, put_off_until=signal.snoozed_until,
            put_off_reason=signal.snooze_reason, closed_at=signal.closed_at, close_reason=signal.close_reason,
            corrections=row.corrections,
        )  # fmt: skip


class SignalsAsked(ByKey):
    """Warnings in one state."""

    state: State | None = None


class PutOff(Schema):
    """Until when a warning rests, and why."""

    until: Day
    reason: Reason


class Closed(Schema):
    """Why a warning is done with."""

    reason: Reason


@router.get("/signals", response={200: Page[SignalRecord], **ERRORS}, url_name="signals")
@needs(Permit.READ_SIGNALS, OPENS)
def signals(request: HttpRequest, asked: Query[SignalsAsked]) -> Any:
    """Early warnings in the order they were raised."""
    only(request, asked)
    rows: QuerySet[Signal] = Signal.objects.all()
    if asked.state is not None:
        today = local_day(timezone.now())
        rows = {
            "open": Signal.objects.awake(today), "put_off": Signal.objects.asleep(today),
            "closed": Signal.objects.filter(closed_at__isnull=False),
        }[asked.state]  # fmt: skip
    found = _records(rows.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1])
    return a_page(request, found, asked, lambda each: each.id)


@router.post("/signals/{pk}/put-off", response={200: SignalRecord, **MISSING}, url_name="signal_put_off")
@needs(Permit.WRITE_SIGNALS, OPENS)
def put_off(request: HttpRequest, pk: Path[Key], said: PutOff) -> Any:
    """Put a warning off to a day. The same again is answered as it is."""
    only(request, Schema())
    signal = one(Signal.objects.all(), pk=pk)
    if signal.closed_at or (signal.snoozed_until, signal.snooze_reason) != (said.until, said.reason.strip()):
        snooze_signal(actor=owner(request), signal=signal, until=said.until, reason=said.reason, now=timezone.now())
    return _records(Signal.objects.filter(pk=pk))[0]


@router.post("/signals/{pk}/closed", response={200: SignalRecord, **MISSING}, url_name="signal_closed")
@needs(Permit.WRITE_SIGNALS, OPENS)
def closed(request: HttpRequest, pk: Path[Key], said: Closed) -> Any:
    """Be done with a warning. One that was closed for the same reason is answered as it is."""
    only(request, Schema())
    signal = one(Signal.objects.all(), pk=pk)
    if signal.closed_at is None or signal.close_reason != said.reason.strip():
        close_signal(actor=owner(request), signal=signal, reason=said.reason, now=timezone.now())
    return _records(Signal.objects.filter(pk=pk))[0]


def _records(rows: QuerySet[Signal]) -> list[SignalRecord]:
    return [SignalRecord.of(row) for row in signal_rows(with_subjects(rows), on=local_day(timezone.now()))]
