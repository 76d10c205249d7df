"""Everything this house knows as one locked file: ordered, made, fetched, thrown away."""

from datetime import datetime, timedelta

import pyrage
from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.transfer import errors
from roterfaden.transfer.enums import Verb
from roterfaden.transfer.models import Takeout

KEPT_FOR = timedelta(hours=24)
"""From the order on: long enough to fetch it the next morning, short enough to be forgotten."""


def order_takeout(*, actor: User, recipient: str, now: datetime) -> tuple[Takeout, str]:
    """Order the file, locked for `recipient`; without one the program makes a pair of keys and gives the secret half
    back as the second value, once: it is nowhere kept.

    Refuses what is no public key of age, and a second order while one of the same person stands. Audited as
    takeout.ordered.
    """
    require(actor, "transfer.order_takeout")
    secret = ""
    if not recipient.strip():
        pair = pyrage.x25519.Identity.generate()
        recipient, secret = str(pair.to_public()), str(pair)
    try:
        public = str(pyrage.x25519.Recipient.from_str(recipient.strip()))
    except pyrage.RecipientError as error:
        raise errors.NotAPublicKey() from error
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)  # whoever presses twice orders once
        if Takeout.objects.standing().filter(ordered_by=actor).exists():
            raise errors.TakeoutStands()
        made = Takeout(ordered_by=actor, ordered_at=now, recipient=public, expires_at=now + KEPT_FOR)
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.TAKEOUT_ORDERED, subject=made, now=now)
    return made, secret


def keep_takeout(*, actor: Actor, takeout: Takeout, size: int, now: datetime) -> Takeout:
    """Say that the file is written. Refuses one that was thrown away meanwhile. Audited as takeout.made."""
    require(actor, "transfer.keep_takeout", takeout)
    with transaction.atomic():
        locked = _standing(takeout)
        locked.made_at, locked.size = now, size
        locked.save(update_fields=["made_at", "size"])
        record(actor=actor, verb=Verb.TAKEOUT_MADE, subject=locked, now=now, changes={"size": (None, size)})
    return locked


def fetch_takeout(*, actor: Actor, takeout: Takeout, now: datetime) -> Takeout:
    """Let the person who ordered it have the file; every time is in the log.

    Refuses a file that is not written yet, and one that is over. Audited as takeout.fetched.
    """
    require(actor, "transfer.fetch_takeout", takeout)
    with transaction.atomic():
        locked = _standing(takeout)
        if not locked.is_ready(now) or not locked.file.is_file():
            raise errors.TakeoutNotThere()
        locked.fetched_at = now
        locked.save(update_fields=["fetched_at"])
        record(actor=actor, verb=Verb.TAKEOUT_FETCHED, subject=locked, now=now)
    return locked


def end_takeout(*, actor: Actor, takeout: Takeout, now: datetime) -> Takeout:
    """Throw the file away. Refuses one that is thrown away already. Audited as takeout.ended."""
    require(actor, "transfer.end_takeout", takeout)
    with transaction.atomic():
        locked = _standing(takeout)
        locked.ended_at = now
        locked.save(update_fields=["ended_at"])
        record(actor=actor, verb=Verb.TAKEOUT_ENDED, subject=locked, now=now)
        locked.file.unlink(missing_ok=True)
    return locked


def _standing(takeout: Takeout) -> Takeout:
    locked = Takeout.objects.select_for_update().filter(pk=takeout.pk).standing().first()
    if locked is None:
        raise errors.TakeoutNotThere()
    return locked
