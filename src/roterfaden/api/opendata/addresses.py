"""The lasting, absolute address of every data set and record; of pages in German, where addresses have no prefix."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def address(route: str, *args: Any, **query: Any) -> str:
    """The absolute address of a route; parameters in alphabetical order, so that one page has one spelling."""
    asked = urlencode(sorted((name, str(value)) for name, value in query.items()))
    return f"{settings.BASE_URL}{reverse(route, args=args)}{'?' if asked else ''}{asked}"
