"""Raising early warnings at a review and between two, and working them off."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.models import Concept
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.sealing import seal
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.enums import SignalKind, Verb
from roterfaden.monitoring.errors import NothingAssessed, ReasonMissing, SignalClosed, SnoozeInPast, SnoozeTooLong
from roterfaden.monitoring.methods.closing import refuse_closed
from roterfaden.monitoring.methods.warnings import Review, Warnings, early_warnings
from roterfaden.monitoring.models import Assessment, ReviewCycle, Signal
from roterfaden.monitoring.queries.board import earlier_cycles
from roterfaden.monitoring.queries.watching import Seen, review_of, watched

REVIEWS_COMPARED = 3
LONGEST_SNOOZE = timedelta(days=366)


@dataclass
class _Wanted:
    """A warning there is cause for now, and what it is about."""

    kind: SignalKind
    inputs: Mapping[str, Any]
    about: dict[str, Any] = field(default_factory=dict)


def raise_signals(*, actor: Actor, cycle: ReviewCycle, now: datetime) -> list[Signal]:
    """Look for early warnings and return those open in this cycle.

    A warning that was raised already is not repeated; one from before the review is taken up again by the review, with
    its snooze; one whose cause is gone is closed; one a person closed comes back only when its numbers have changed.
    Refuses a cycle whose goals are not computed, and a closed one. Audited as signal.raised, once, when anything
    changed.
    """
    require(actor, "monitoring.raise_signals", cycle)
    refuse_closed(cycle.closed_at)
    with transaction.atomic():
        assessments = list(
            cycle.assessments.filter(superseded_at=None)
            .select_related("observation", "target__series__definition")
            .order_by("pk")
        )
        if not assessments:
            raise NothingAssessed()
        history = _earlier_reviews(cycle)
        wanted = {
            f"{kind}:{row.element_id}": _Wanted(kind, inputs, {"element_id": row.element_id, "assessment": row})
            for row in assessments
            for kind, inputs in _warnings(cycle, row, history.get(row.element_id, [])).items()
        }
        own = Signal.objects.open().filter(assessment__cycle=cycle)
        others = Signal.objects.open().exclude(pk__in=own.values("pk"))
        _raised, changed = _settled(wanted, closing=own, replaced=others, now=now)
        if changed:
            record(actor=actor, verb=Verb.SIGNAL_RAISED, subject=cycle, now=now)
    return list(Signal.objects.open().filter(assessment__cycle=cycle).order_by("element", "kind", "pk"))


def watch_goals(*, actor: Actor, concept: Concept, now: datetime) -> int:
    """Look for early warnings between reviews and return how many were raised.

    Goals are judged with what is known today and compared with the last two computed reviews; requests for figures
    whose day has passed and funding that ends are looked at, too. While a warning is open no second of its kind is
    raised about the same thing; those of a review stay with it; those of the watch are closed when their cause is gone;
    one a person closed comes back only when its numbers have changed. Audited as signals.watched, when anything
    changed.
    """
    require(actor, "monitoring.watch_goals", concept)
    with transaction.atomic():
        wanted = {
            seen.key: _Wanted(seen.kind, seen.inputs, _about(seen)) for seen in watched(concept, on=local_day(now))
        }
        own = Signal.objects.open().filter(assessment=None)
        raised, changed = _settled(wanted, closing=own, replaced=Signal.objects.none(), now=now)
        if changed:
            record(actor=actor, verb=Verb.SIGNALS_WATCHED, subject=concept, now=now, changes={"raised": (0, raised)})
    return raised


def snooze_signal(*, actor: Actor, signal: Signal, until: date, reason: str, now: datetime) -> Signal:
    """Put a warning off to a day, with the reason; on that day it is back in the inbox.

    Refuses a closed warning, an empty reason, a day that has passed and one more than a year ahead. Audited as
    signal.snoozed.
    """
    require(actor, "monitoring.snooze_signal", signal)
    _refuse_idle(signal, reason)
    if until <= local_day(now):
        raise SnoozeInPast()
    if until > local_day(now) + LONGEST_SNOOZE:
        raise SnoozeTooLong()
    with transaction.atomic():
        before = signal.snoozed_until
        signal.snoozed_until, signal.snooze_reason = until, reason.strip()
        signal.full_clean()
        signal.save(update_fields=["snoozed_until", "snooze_reason"])
        record(
            actor=actor, verb=Verb.SIGNAL_SNOOZED, subject=signal, now=now, changes={"snoozed_until": (before, until)},
            reason=reason,
        )  # fmt: skip
    return signal


def close_signal(*, actor: Actor, signal: Signal, reason: str, now: datetime) -> Signal:
    """Be done with a warning, with the reason. It is raised again only when its numbers have changed.

    Refuses a closed warning and an empty reason. Audited as signal.closed.
    """
    require(actor, "monitoring.close_signal", signal)
    _refuse_idle(signal, reason)
    with transaction.atomic():
        signal.closed_at, signal.close_reason = now, reason.strip()
        signal.closed_by = actor if isinstance(actor, User) else None
        signal.full_clean()
        signal.save(update_fields=["closed_at", "close_reason", "closed_by"])
        record(actor=actor, verb=Verb.SIGNAL_CLOSED, subject=signal, now=now, reason=reason)
    return signal


def _refuse_idle(signal: Signal, reason: str) -> None:
    if signal.closed_at is not None:
        raise SignalClosed()
    if not reason.strip():
        raise ReasonMissing()


def _about(seen: Seen) -> dict[str, Any]:
    return {"request_id": seen.request_id} if seen.request_id else {"element_id": seen.element_id}


def _settled(wanted: dict[str, _Wanted], *, closing: Any, replaced: Any, now: datetime) -> tuple[int, bool]:
    """Raise what is wanted and not open, close those of `closing` that are not wanted, continue those of `replaced`.

    Five queries at most, however many there are. Returns how many were raised, and whether anything changed.
    """
    gone = [signal.pk for signal in closing.order_by("pk") if signal.key not in wanted]
    Signal.objects.filter(pk__in=gone).update(closed_at=now)
    open_now = {row.key: row for row in Signal.objects.open().filter(key__in=list(wanted)).order_by("pk")}
    continued = {row.key: row for row in replaced.filter(key__in=list(wanted)).order_by("pk")}
    done = _closed_by_people(wanted)
    fresh = []
    for key, each in wanted.items():
        before = continued.get(key)
        if before is None and (key in open_now or done.get(key) == seal(each.inputs)):
            continue
        kept = {"snoozed_until": before.snoozed_until, "snooze_reason": before.snooze_reason} if before else {}
        fresh.append(
            Signal(key=key, kind=each.kind, inputs=each.inputs, raised_at=now, continues=before, **each.about, **kept)
        )
    Signal.objects.filter(pk__in=[row.pk for row in continued.values()]).update(closed_at=now)
    Signal.objects.bulk_create(fresh)
    return len(fresh), bool(fresh or gone)


def _closed_by_people(wanted: Mapping[str, _Wanted]) -> dict[str, str]:
    """For each key the seal of the numbers of the warning a person closed last."""
    rows = Signal.objects.filter(key__in=list(wanted), closed_at__isnull=False).exclude(close_reason="")
    return {row.key: seal(row.inputs) for row in rows.order_by("closed_at", "pk")}


def _earlier_reviews(cycle: ReviewCycle) -> dict[int, list[Review]]:
    """For each goal what the two reviews before said, newest first. Two queries."""
    cycles = list(earlier_cycles(cycle)[: REVIEWS_COMPARED - 1])
    found: dict[int, list[Review]] = defaultdict(list)
    rows = Assessment.objects.filter(cycle__in=cycles, superseded_at=None).select_related("observation")
    for row in rows.order_by("-cycle__reference_date", "-cycle", "pk"):
        found[row.element_id].append(review_of(row))
    return found


def _warnings(cycle: ReviewCycle, row: Assessment, earlier: list[Review]) -> Warnings:
    return early_warnings(
        [review_of(row), *earlier], known_on=cycle.known_on, rhythm_months=row.inputs.get("rhythm_months", 0)
    )
