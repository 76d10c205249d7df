"""How many cards one telephone, one room and one network may send, without knowing anybody (ADR 18).

A telephone asks for a token: random, signed by us, thrown away after a day. It says nothing but "the same device as a
moment ago". Three hundred telephones behind one address are three hundred tokens; a script gets tired of asking.
"""

import secrets
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from roterfaden.participation.models import Event
from roterfaden.participation.queries import phone_cards_since
from roterfaden.public.limits import WINDOW, too_many, tried

AGE = 24 * 60 * 60
PER_DEVICE = 40
PER_EVENT = 6000
TOKENS_PER_ADDRESS = 1500
"""Each in ten minutes: what a fast writer, a full hall and a house with one address need, several times over."""

_signer = TimestampSigner(salt="roterfaden.public.devices")


def new_token(request: HttpRequest) -> str | None:
    """A token for a telephone; None when too many were asked for from one address."""
    if too_many("devices", request, TOKENS_PER_ADDRESS):
        return None
    tried("devices", request)
    return _signer.sign(secrets.token_urlsafe(12))


def device_of(token: str) -> str | None:
    """What a token of ours names; None when it is not ours or older than a day."""
    try:
        return _signer.unsign(token, max_age=AGE)
    except BadSignature:
        return None


def may_send(event: Event, device: str, now: datetime) -> bool:
    """Whether this telephone and this event have room for another card, and count it."""
    key = f"cards:{device}"
    if not cache.add(key, 1, WINDOW) and cache.incr(key) > PER_DEVICE:
        return False
    return phone_cards_since(event, now - timedelta(seconds=WINDOW)) < PER_EVENT
