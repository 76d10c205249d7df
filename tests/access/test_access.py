"""Every route, every persona, one table."""

from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, reverse

from roterfaden.web import errors, pages
from tests.access.lines import PERSONAS, UNAUTHORIZED, Line
from tests.access.table import TABLE
from tests.access.world import build
from tests.pages import read_to_the_end


def routes(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all routes of the program."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern, inside)
        else:
            yield ":".join((*namespaces, pattern.name or f"unnamed {pattern.pattern}"))


def answer(client, line: Line, world) -> int:
    """The status a route answers with. What the request changed is undone."""
    with transaction.atomic():
        response = getattr(client, line.method)(reverse(line.route, args=line.args(world)))
        read_to_the_end(response)
        transaction.set_rollback(True)
    return response.status_code


def test_table_lists_every_route_once():
    counted = Counter(line.route for line in TABLE)

    assert set(routes(get_resolver())) - set(counted) == set(), "routes without a line in tests/access/table.py"
    assert set(counted) - set(routes(get_resolver())) == set(), "lines without a route"
    assert [route for route, times in counted.items() if times > 1] == []


def test_table_names_only_known_personas():
    named = {name for line in TABLE for name in line.opens_to.split()}

    assert named - set(PERSONAS) == {"all"}


@pytest.fixture
def written(monkeypatch):
    """Answers without their pages, unless `written.out` says so: here only the status counts.

    Refusals have tests of their own, and so has what a page says to whom. But that a page can be written at all is
    seen here, for the first and the last persona who may open it.
    """
    written, render = SimpleNamespace(out=False), pages.render

    def write(request, template, context=None, *, status=None):
        return render(request, template, context, status=status) if written.out else HttpResponse(status=status)

    monkeypatch.setattr(errors, "render", lambda _request, _page, _context=None, *, status: HttpResponse(status=status))
    monkeypatch.setattr(pages, "render", write)
    return written


def is_asked(line: Line, persona: str) -> bool:
    """Whether a persona tries a route. What is open without signing in is tried by four of them only."""
    return line.anonymous != line.status or persona in {"anonymous", "outsider", "planner", "administrator"}


def outermost_readers(line: Line) -> set[str]:
    """The first and the last persona who get what the line opens."""
    readers = [persona for persona in PERSONAS if is_asked(line, persona) and line.expected(persona) == line.status]
    return {*readers[:1], *readers[-1:]}


@pytest.mark.once  # who may open a page is decided before the engine is asked; the pages have tests on both
@pytest.mark.parametrize("persona", PERSONAS)
def test_persona_gets_what_the_table_says(persona, request, client, municipality, settings, written):
    settings.SECOND_FACTOR = "optional"
    settings.ACCOUNT_RATE_LIMITS = False
    settings.MFA_REAUTHENTICATION_REQUIRED = False
    cache.clear()
    world = build(municipality)
    person = None if persona == "anonymous" else request.getfixturevalue(persona)

    if person is not None:
        client.force_login(person)
    signed_in = client.cookies.copy()

    wrong = []
    for line in (line for line in TABLE if is_asked(line, persona)):
        client.cookies = signed_in.copy()  # a route may end the session; the database forgets that, the client too
        written.out = persona in outermost_readers(line)
        found = answer(client, line, world)
        if found != line.expected(persona):
            wrong.append(f"{line.route}: {found} instead of {line.expected(persona)}")

    assert not wrong, "\n".join(wrong)


def test_office_sends_everybody_to_the_second_factor_first(client, municipality, planner):
    world = build(municipality)
    client.force_login(planner)

    open_without = []
    for line in TABLE:
        if line.route.startswith("office:"):
            response = getattr(client, line.method)(reverse(line.route, args=line.args(world)))
            if (response.status_code, response.headers.get("Location")) != (302, reverse("mfa_activate_totp")):
                open_without.append(line.route)

    assert open_without == []


def test_anonymous_is_sent_to_sign_in_from_every_office_page(client, municipality):
    world = build(municipality)

    for line in TABLE:
        if line.route.startswith("office:") and line.anonymous != UNAUTHORIZED:  # a device asks: 401 in the table
            address = reverse(line.route, args=line.args(world))
            response = getattr(client, line.method)(address)
            assert response.status_code == HTTPStatus.FOUND
            assert response.headers["Location"] == f"{reverse('account_login')}?next={address}"
