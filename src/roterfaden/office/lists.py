"""Lists of the office: 50 rows a page, and an address that always leads somewhere."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: Any) -> Page:
    """The page the address asks for (`seite`), or the nearest one there is."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
