"""Who answers through a link, and what the link holds."""

import hashlib
import secrets
from dataclasses import dataclass

from django.core import signing

SALT = "roterfaden.monitoring.requests"
LINK_PATH = "/melden/{token}/"
UNIT = "unit"


@dataclass(frozen=True)
class DeliveringUnit:
    """Whoever opened the link of a request for figures. The office knows the place, nobody knows the person."""

    request_id: int
    actor_id: str
    actor_kind: str = UNIT
    acting_role: str = UNIT
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


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
