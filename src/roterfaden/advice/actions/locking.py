"""Closing everything at once, and opening it again by two people."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.enums import Verb
from roterfaden.advice.models import AdviceLock
from roterfaden.audit.actions import record


def lock_advice(*, actor: User, reason: str, now: datetime) -> AdviceLock:
    """Close the whole advice centre: nobody opens, records or prints anything. Refuses a second lock.

    Audited as advice.locked.
    """
    require(actor, "advice.lock_advice")
    with transaction.atomic():
        if _standing() is not None:
            raise errors.LockedAlready()
        made = AdviceLock(reason=reason, locked_by=actor, locked_at=now)
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.LOCKED, subject=made, now=now, reason=str(made.get_reason_display()))
    return made


def ask_for_unlock(*, actor: User, now: datetime) -> AdviceLock:
    """The first of two says that the centre may open. Refuses where nothing is locked, and a second request.

    Audited as advice.unlock_asked.
    """
    require(actor, "advice.ask_for_unlock")
    with transaction.atomic():
        lock = _standing()
        if lock is None:
            raise errors.NotLocked()
        if lock.asked_by_id is not None:
            raise errors.UnlockAskedAlready()
        lock.asked_by, lock.asked_at = actor, now
        lock.full_clean()
        lock.save(update_fields=["asked_by", "asked_at"])
        record(actor=actor, verb=Verb.UNLOCK_ASKED, subject=lock, now=now)
    return lock


def unlock_advice(*, actor: User, now: datetime) -> AdviceLock:
    """The second of two opens the centre again. Refuses where nobody has asked, and the one who has.

    Audited as advice.unlocked.
    """
    require(actor, "advice.unlock_advice")
    with transaction.atomic():
        lock = _standing()
        if lock is None:
            raise errors.NotLocked()
        if lock.asked_by_id is None:
            raise errors.UnlockNotAsked()
        if lock.asked_by_id == actor.pk:
            raise errors.NeedsAnother()
        lock.lifted_by, lock.lifted_at = actor, now
        lock.full_clean()
        lock.save(update_fields=["lifted_by", "lifted_at"])
        record(actor=actor, verb=Verb.UNLOCKED, subject=lock, now=now)
    return lock


def _standing() -> AdviceLock | None:
    return AdviceLock.objects.standing().select_for_update().order_by("pk").first()
