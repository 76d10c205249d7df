"""A real browser: Debian's Chromium through Playwright, axe for accessibility, the usual window sizes."""

import os
import shutil
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import BrowserContext, Page

from tests.browser.county import served
from tests.browser.people import Person

# Playwright keeps an event loop in this thread, and Django would refuse the database because of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox",  # tests may run as root, inside a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # details of what passes cost as much time as the check
}
STATE = """() => [
  performance.timeOrigin,
  "axe" in window,
  innerWidth,
  innerHeight,
  matchMedia("(prefers-color-scheme: dark)").matches,
  document.activeElement?.outerHTML ?? "",
  document.documentElement.outerHTML.replaceAll(/name="csrfmiddlewaretoken" value="[^"]*"/g, ""),
]"""
"""When the document was loaded, whether axe is in it, and everything that decides what axe finds."""
PATIENCE = 20_000
"""Milliseconds an element may take to appear; the machine may be busy."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.fail("Chromium is missing: ./faden test installs it.", pytrace=False)
    return {**browser_type_launch_args, "executable_path": executable, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin", "viewport": DESK}


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the consoles of all pages of a test complain about: nothing, or the test fails."""
    found: list[str] = []
    yield found
    assert found == [], "The browser's console complains"


def listen(page: Page, complaints: list[str]) -> None:
    """Collect errors of scripts and of the Content-Security-Policy of one page."""
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if is_complaint(said) else None)


@pytest.fixture
def page(page: Page, complaints: list[str]) -> Page:
    """A page whose console has to stay free of errors."""
    listen(page, complaints)
    return page


def is_complaint(message: Any) -> bool:
    """Errors of scripts and of the Content-Security-Policy; a page that answers 4xx on purpose is none."""
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
def visit(page: Page, live_server: Any) -> Callable[[str], Page]:
    """`visit("/ziele/")` opens a path of the running server."""

    def go(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return go


@pytest.fixture
def erased_after(transactional_db: None) -> Iterator[None]:
    """For tests on the live server that act: what they wrote is erased, although the database refuses that.

    Triggers keep acts from being deleted; here they are put aside, and back again for the next test.
    """
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
        for _name, sql in triggers:
            cursor.execute(sql)


@pytest.fixture
def on_phone(page: Page) -> Page:
    """The page at 360 CSS pixels."""
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def visitor(
    new_context: Callable[..., BrowserContext],
    county: str,
    assert_accessible: Callable[[Page], None],
    complaints: list[str],
) -> Callable[..., Person]:
    """`visitor(viewport=PHONE)` is somebody with a browser of their own in the example county."""

    def come(viewport: Any = DESK, **options: Any) -> Person:
        page = new_context(**options).new_page()
        page.set_viewport_size(viewport)
        listen(page, complaints)
        return Person(page, county, assert_accessible)

    return come


class PatientAxe(Axe):
    """Axe that looks at nothing twice.

    What was found sound is not looked at again while all of it is the same: markup, focus, colours and window. Most
    often that is the page where people sign in. Contrast is most of the work and hangs on colours, not on the width of
    the window: it is measured once for each document.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found_sound: set[bytes] = set()
        self.measured: set[tuple[str, float]] = set()

    def faults(self, page: Page) -> str:
        """What is wrong with the page as it stands, in words; empty when it is sound."""
        loaded, has_axe, *state = page.evaluate(STATE)
        document, looked_at = (page.url, loaded), blake2b(repr(state).encode()).digest()
        if looked_at in self.found_sound:
            return ""
        options = AXE_OPTIONS | {"rules": {"color-contrast": {"enabled": document not in self.measured}}}
        if not has_axe:
            page.evaluate(self.axe_script)
        results = AxeResults(page.evaluate("options => axe.run(options)", options))
        if results.violations_count:
            return str(results.generate_report())
        self.measured.add(document)
        self.found_sound.add(looked_at)
        return ""


@pytest.fixture(scope="session")
def axe() -> PatientAxe:
    return PatientAxe()


@pytest.fixture
def assert_accessible(axe: PatientAxe) -> Callable[[Page], None]:
    """`assert_accessible(page)`: no violation of WCAG 2.2 AA or axe's best practices, no sideways scrolling."""

    def check(page: Page) -> None:
        if faults := axe.faults(page):
            pytest.fail(f"{page.url}\n{faults}", pytrace=False)
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sideways <= 0, f"{page.url} is {sideways} px wider than the window"

    return check


@pytest.fixture(scope="session")
def county(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example county on its own production server, one for each worker."""
    with served(shared_folder, tmp_path_factory.mktemp("county")) as address:
        yield address
