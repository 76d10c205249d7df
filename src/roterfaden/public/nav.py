"""The frame of public pages: their navigation and one way to render them."""

from dataclasses import fields, is_dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Version
from roterfaden.concept.queries import has_text
from roterfaden.kernel.languages import SOURCE
from roterfaden.places.models import Instance
from roterfaden.ui.filters import SIMPLE
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import page

ENTRIES: tuple[tuple[str, Text], ...] = (
    ("public:contributions", _("Beiträge")),
    ("public:outcomes", _("Was wurde daraus?")),
    ("public:concept", _("Konzept")),
    ("public:dashboard", _("So steht es")),
    ("public:goals", _("Ziele")),
    ("public:municipalities", _("Kommunen")),
    ("public:reports", _("Berichte")),
    ("public:figures", _("Zahlen")),
    ("public:centre", _("Beratung und Hilfe")),
)


def navigation(request: HttpRequest) -> list[Link]:
    """The main places of the public pages; the one the reader is in is active."""
    links = [(label, reverse(route)) for route, label in ENTRIES]
    return [Link(label, url, active=request.path.startswith(url) or _is_below(request, url)) for label, url in links]


def _is_below(request: HttpRequest, url: str) -> bool:
    """A voice has its page below its process, and belongs to the list of voices."""
    return url == reverse("public:contributions") and "/beitraege/" in request.path


def public_page(request: HttpRequest, template: str, context: Any = None, *, status: int = 200) -> HttpResponse:
    """`web.pages.page` inside the frame of public pages: adds `public_nav` and `content_lang`."""
    if is_dataclass(context):
        context = {field.name: getattr(context, field.name) for field in fields(context)}
    frame = {"public_nav": navigation(request), "content_lang": content_language()}
    return page(request, template, frame | (context or {}), status=status)


def house_name() -> str:
    """Who publishes: the name of the house, empty before it is set up. One query."""
    return Instance.objects.order_by("pk").values_list("name", flat=True).first() or ""


def content_language() -> str:
    """The language to mark what the house wrote, on a page in another language; empty on a German page."""
    return "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


def page_language() -> str:
    """The language of the page, in which words of the concept are shown where they are there."""
    return get_language() or SOURCE


def reads_simply(version: Version, element_id: int | None = None) -> bool:
    """Whether a German page can lead to its words in Leichte Sprache. One query, on pages in other languages none."""
    return page_language() == SOURCE and has_text(version, SIMPLE, element_id=element_id)


def private(response: HttpResponse) -> HttpResponse:
    """No search engine, no cache and no other site learns of this page: its address holds the code of a card.

    Not "no-referrer": with it browsers send "Origin: null" when a form is submitted, and the form would be refused.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    patch_cache_control(response, no_store=True, private=True)
    return response
