"""Whoever cares for an initiative and reports through a link: who it is to the log, and what the link holds."""

from datetime import timedelta

from django.utils.crypto import salted_hmac

from roterfaden.kernel.links import LinkHolder, SecretLink

LINK_PATH = "/massnahmen/meldung/{token}/"
LINK = LinkHolder.kind
LINK_LASTS = timedelta(days=40)
"""So long a link opens: until the mail of the next month has surely come."""


class LinkedOwner(LinkHolder):
    """Whoever opened the link of a caretaker: good for the initiative of that link alone."""


_link = SecretLink("roterfaden.implementation.update")
new_link, hash_of = _link.new, _link.hash_of


def address_key(address: str) -> str:
    """One key for one mail address however it is written, from which nobody gets back to the address."""
    return salted_hmac("roterfaden.implementation.care", address.strip().casefold()).hexdigest()[:32]
