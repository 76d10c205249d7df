"""Addresses that open one page for whoever has them: signed, so that guessing costs nothing; kept only as a hash."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import ClassVar

from django.core import signing

BYTES = 24
"""Length of the secret: 192 bits."""


@dataclass(frozen=True)
class SecretLink:
    """One kind of such an address. `salt` keeps the kinds apart: a token of one opens nothing of another."""

    salt: str

    def new(self) -> tuple[str, str]:
        """A token for the address, signed, and the hash that is kept of it: the database opens no page."""
        secret = secrets.token_urlsafe(BYTES)
        return signing.Signer(salt=self.salt).sign(secret), _hash(secret)

    def hash_of(self, token: str) -> str | None:
        """The hash kept of a token of ours; None when the token is not ours."""
        try:
            return _hash(signing.Signer(salt=self.salt).unsign(token))
        except signing.BadSignature:
            return None


@dataclass(frozen=True)
class LinkHolder:
    """Whoever opened such an address: the office knows what it opens, nobody knows the person (kernel.actors.Actor).

    One subclass for each kind of link, so that the holder of one may nothing of another. `opens` is the key of the one
    object it is good for, `actor_id` what the log says, `kind` in which role.
    """

    opens: int
    actor_id: str
    kind: ClassVar[str] = "link"

    @property
    def actor_kind(self) -> str:
        """What the log calls them."""
        return self.kind

    @property
    def acting_role(self) -> str:
        """The role they act in."""
        return self.kind

    @property
    def is_authenticated(self) -> bool:
        """Nobody signed in."""
        return False


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
