"""Shared fixtures. Things are made by tests/factories.py; people are the personas."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.html_checker import HtmlChecker
from tests.pages import page_faults

pytest_plugins = [
    "tests.installation", "tests.other_server", "tests.personas", "tests.schema", "tests.statements",
    "tests.translators",
]  # fmt: skip

# The same examples in every run: a red run shows a fault of the change, not the luck of the draw.
hypothesis_settings.register_profile("faden", derandomize=True, deadline=None)
hypothesis_settings.load_profile("faden")

BROWSER = Path(__file__).parent / "browser"
LONGEST = (
    "browser/test_walk.py", "browser/test_offline.py", "access/test_access.py", "jobs/test_workers.py",
    "audit/test_concurrency.py", "participation/test_raw_database.py", "machinery/test_restore.py",
    "example/test_load.py", "machinery/test_machines.py", "participation/test_board_property.py",
    "machinery/test_phones.py", "post/test_killed_worker.py",
)  # fmt: skip
"""They begin, dealt to the workers in turn, so that none is left alone with one of them at the end. The first makes the
example county, which takes longest; what walks through it comes after them, so that nobody waits for it."""
WALKERS = 2
"""So many workers share the tests that walk through the example county: each needs a browser and a server."""
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences", "copied_database"}


# --- selection -----------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only tests that use the database, and none in the browser: the second run, on PostgreSQL",
    )


@pytest.hookimpl(trylast=True)  # other plugins sort too
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    from tests.statements import asking_something_new  # a plugin, loaded after this file

    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
    if config.getoption("--only-database"):
        chosen = asking_something_new(config, [item for item in items if is_repeated(item)])
        kept = set(chosen)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = chosen
    items[:] = long_ones_first(items, workers=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def is_repeated(item: pytest.Item) -> bool:
    """Whether a test belongs to the second run."""
    return uses_database(item) and not (item.get_closest_marker("browser") or item.get_closest_marker("once"))


def long_ones_first(items: list[pytest.Item], *, workers: int) -> list[pytest.Item]:
    """The long files at the beginning of each worker's share, then what needs the example county, then the rest."""
    long: dict[str, list[pytest.Item]] = {}
    walking: list[pytest.Item] = []
    rest: list[pytest.Item] = []
    for item in items:
        name = next((name for name in LONGEST if item.path.as_posix().endswith(name)), None)
        if name is not None:
            long.setdefault(name, []).append(item)
        else:
            (walking if "county" in getattr(item, "fixturenames", ()) else rest).append(item)
    names = [name for name in LONGEST if name in long]
    queues = [[item for name in names[number::workers] for item in long[name]] for number in range(workers)]
    walkers = min(WALKERS, workers)
    for number, size in enumerate(shares(len(walking), walkers)):
        queues[number] += [walking.pop(0) for _place in range(size)]
    for queue, size in zip(queues, shares(len(items), workers), strict=True):
        filling = max(0, size - len(queue))
        queue += rest[:filling]
        del rest[:filling]
    return [item for queue in queues for item in queue] + rest


def shares(count: int, workers: int) -> list[int]:
    """How many of a list of tests each worker begins with: as xdist deals them, in order."""
    dealt: list[int] = []
    for left in range(workers, 0, -1):
        dealt.append((count - sum(dealt)) // left)
    return dealt


def uses_database(item: pytest.Item) -> bool:
    """Whether a test is marked for the database or asks for a fixture that needs it."""
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & DATABASE_FIXTURES)


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Every test begins in German; a page read in another language would leave that language to the next test."""
    with translation.override("de"):
        yield


# --- pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def html_checker(shared_folder: Path) -> Iterator[HtmlChecker]:
    """The HTML checker of the run; it starts when the first document is checked."""
    checker = HtmlChecker(shared_folder)
    yield checker
    checker.stop()


@pytest.fixture
def valid_html(html_checker: HtmlChecker) -> Callable[[str], None]:
    """`valid_html(html)` fails the test when the document is not valid HTML."""

    def check(html: str) -> None:
        errors = html_checker.errors(html)
        if errors:
            pytest.fail("Invalid HTML:\n" + "\n".join(errors), pytrace=False)

    return check


class PageClient(Client):
    """The test client, which looks at every HTML answer it gets: structure, headings, labels, ids, valid HTML."""

    html_checker: HtmlChecker
    looks = connection.vendor == "sqlite"
    """Whether pages are looked at: what HTML says does not depend on the engine, so once is enough."""

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        if self.looks and is_html(response) and response.content and request.get("HTTP_HX_REQUEST") != "true":
            html = response.content.decode()
            faults = [*page_faults(html), *(f"invalid HTML, line {error}" for error in self.html_checker.errors(html))]
            if faults:
                address = f"{request.get('REQUEST_METHOD')} {request.get('PATH_INFO')} → {response.status_code}"
                pytest.fail("\n".join([address, *faults]), pytrace=False)
        return response


def is_html(response: HttpResponse) -> bool:
    """Whether this is a whole HTML answer (streams are left alone)."""
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


@pytest.fixture
def page_client(db: None, html_checker: HtmlChecker) -> PageClient:
    """A client nobody is signed in with; `page_client.force_login(person)` signs a persona in."""
    client = PageClient()
    client.html_checker = html_checker
    return client


# --- queries -------------------------------------------------------------------------------------------------------


@pytest.fixture
def query_count(db: None) -> Callable[[Callable[[], Any]], int]:
    """`query_count(lambda: client.get("/"))` runs it and says how many SQL queries that took.

    Every list is tested with one and with three or more items and one literal number.
    """

    def count(call: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count
