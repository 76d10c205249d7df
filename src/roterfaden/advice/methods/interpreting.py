"""Interpreters: the half-days on which they usually can, their links, and who they are to the log. No database."""

from datetime import datetime

from django.utils import timezone

from roterfaden.kernel.links import LinkHolder, SecretLink

NOON = 12
WORKING_DAYS = 5
INTERPRETING_PATH = "/beratung/dolmetschen/{token}/"

_link = SecretLink("roterfaden.advice.interpreting")
new_link, link_hash = _link.new, _link.hash_of


class LinkedInterpreter(LinkHolder):
    """Whoever opened the link of an assignment: good for this one alone."""


def half_day(moment: datetime) -> str:
    """The half-day a moment lies in, as it is stored: weekday (0 is Monday) and "am" or "pm"."""
    local = timezone.localtime(moment)
    return f"{local.weekday()}-{'am' if local.hour < NOON else 'pm'}"


HALF_DAYS = tuple(f"{weekday}-{half}" for weekday in range(WORKING_DAYS) for half in ("am", "pm"))


def as_hours(minutes: int) -> str:
    """Minutes as hours and minutes: 95 is "1:35"."""
    return f"{minutes // 60}:{minutes % 60:02}"
