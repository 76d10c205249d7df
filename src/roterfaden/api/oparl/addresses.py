"""Names of OParl: types and the one lasting address of each object, absolute."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

SCHEMA = "https://schema.oparl.org/1.1/"


def address(route: str, *args: Any) -> str:
    """The absolute address of a route; of pages in German, where addresses have no prefix."""
    return f"{settings.BASE_URL}{reverse(route, args=args)}"


def own(name: str, *args: Any) -> str:
    """The absolute address of an object or list of this interface."""
    return address(f"api:oparl_{name}", *args)


def with_query(url: str, query: dict[str, str]) -> str:
    """An address with its parameters in alphabetical order: one spelling for one page."""
    return f"{url}?{urlencode(sorted(query.items()))}" if query else url


def moment(value: datetime) -> str:
    """A moment as `yyyy-mm-ddThh:mm:ss±hh:mm`: local time with offset, never `Z`, no fractions (OParl 1.1, 2.3)."""
    return timezone.localtime(value).isoformat(timespec="seconds")
