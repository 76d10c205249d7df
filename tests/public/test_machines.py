"""Plain answers for machines."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from tests import factories


def fields(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_security_txt_fulfils_rfc_9116(client, settings, db):
    settings.BASE_URL = "https://faden.example"
    factories.instance()

    response = client.get("/.well-known/security.txt")

    found = fields(response.content.decode())
    expires = datetime.strptime(found["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert found["Contact"] == "mailto:kontakt@example.org"
    assert found["Canonical"] == "https://faden.example/.well-known/security.txt"
    assert timezone.now() < expires < timezone.now() + timedelta(days=365)


def test_security_txt_is_missing_before_set_up(client, db):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_robots_keep_off_cards_and_the_office(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /karte/", "Disallow: /*/karte/", "Disallow: /buero/"} <= set(lines)


def test_health_answers_without_details(client, db):
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.parametrize("address", ["/health", "/robots.txt", "/karte/"])
def test_writing_where_nothing_is_written_is_refused(client, db, address):
    assert client.delete(address).status_code == 405


def test_health_tells_when_the_database_is_away(client, db):
    def away(execute, sql, params, many, context):
        raise DatabaseError

    with connection.execute_wrapper(away):
        assert client.get("/health").status_code == 503
