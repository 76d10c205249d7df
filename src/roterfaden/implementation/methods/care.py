"""Whoever cares for an initiative and reports through a link: who it is to the log, and what the link holds."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac

from roterfaden.kernel.links import SecretLink

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


_link = SecretLink("roterfaden.implementation.update")
new_link, hash_of = _link.new, _link.hash_of


def address_key(address: str) -> str:
    """One key for one mail address however it is written, from which nobody gets back to the address."""
    return salted_hmac("roterfaden.implementation.care", address.strip().casefold()).hexdigest()[:32]
