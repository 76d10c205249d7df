"""A unit that gives advice through a link: who it is to the log, and what the link holds."""

import hashlib
import secrets
from dataclasses import dataclass

from django.core import signing

SALT = "roterfaden.weighing.advice"
LINK_PATH = "/fachrat/{token}/"
UNIT = "unit"


@dataclass(frozen=True)
class AdvisingUnit:
    """Whoever opened the link of a request. The office knows the unit, nobody knows the person."""

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
