"""Walk through the whole public site of the example county like a patient reader: every link leads to a sound page."""

from collections import Counter, deque
from html.parser import HTMLParser

from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from roterfaden.kernel.languages import codes
from tests.pages import read_to_the_end

# Pages of one kind (all goals, all voices …) differ in their data only: so many of each are opened, in Arabic one.
PAGES_OF_A_KIND = 2
STARTS = ("/", "/ar/")
OTHERS = tuple(f"/{code}" for code in codes() if code not in {"de", "ar"})
"""Languages left out here: tests/public/test_languages.py opens every page in each of them."""


class Links(HTMLParser):
    """The addresses on our own site a page links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith("/"):
            self.found.append(address.split("#")[0])


def kind_of(address: str) -> str:
    """Language, route and whether something is asked of it: the same for all goals, all voices, all filters."""
    path, _question, query = address.partition("?")
    language = next((start for start in STARTS[1:] if path.startswith(start)), "/")
    with translation.override("de"):  # a page read in Arabic leaves its language to the next line
        try:
            return f"{language} {resolve(path.removeprefix(language[:-1])).view_name} {bool(query)}"
        except Resolver404:
            return address


def dead_links(page_client: Client) -> list[str]:
    """Every address that leads nowhere. `page_client` itself fails for a page that is not sound."""
    waiting, known, opened = deque(STARTS), set(STARTS), Counter[str]()
    dead: list[str] = []

    while waiting:
        address = waiting.popleft()
        cache.clear()  # one visitor may ask for so many documents a minute; this one wants all
        response = page_client.get(address)
        if response.status_code not in {200, 302}:
            dead.append(f"{address} → {response.status_code}")
        if response.status_code != 200 or response.streaming or "html" not in response.headers["Content-Type"]:
            read_to_the_end(response)
            continue
        for link in Links(response.content.decode()).found:
            most = 1 if link.startswith(STARTS[1]) else PAGES_OF_A_KIND
            if link not in known and not link.startswith(OTHERS) and opened[kind_of(link)] < most:
                opened[kind_of(link)] += 1
                known.add(link)
                waiting.append(link)

    assert len(known) > 100
    return dead
