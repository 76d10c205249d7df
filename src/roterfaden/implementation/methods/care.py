"""Whoever cares for an initiative and reports through a link: who it is to the log, and what the link holds."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "roterfaden.implementation.update"
LINK_PATH = "/massnahmen/meldung/{token}/"
LINK = "link"
LINK_LASTS = timedelta(days=40)
"""So long a link opens: until the mail of the next month has surely come."""


@dataclass(frozen=True)
class LinkedOwner:
    """Whoever opened the link of a caretaker: good for the initiative of that link alone."""

    caretaker_id: int
    actor_id: str
    actor_kind: str = LINK
    acting_role: str = LINK
    is_authenticated: bool = False


def new_link() -> tuple[str, str]:
    """A token for the address of a page, signed, and the hash that is kept of it: the database opens no page."""
    secret = secrets.token_urlsafe(24)
    return signing.Signer(salt=SALT).sign(secret), _hash(secret)


def hash_of(token: str) -> str | None:
    """The hash kept of a token of ours; None when the token is not ours."""
    try:
        return _hash(signing.Signer(salt=SALT).unsign(token))
    except signing.BadSignature:
        return None


def address_key(address: str) -> str:
    """One key for one mail address however it is written, from which nobody gets back to the address."""
    return salted_hmac("roterfaden.implementation.care", address.strip().casefold()).hexdigest()[:32]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
