"""Pages for what cannot be shown."""

from http import HTTPStatus

import pytest
from django.test import RequestFactory
from django.urls import reverse

from roterfaden.kernel.errors import NotAllowed
from roterfaden.web import errors
from roterfaden.web.middleware import RefusalMiddleware
from tests import factories


@pytest.fixture(autouse=True)
def house(db):
    factories.instance()


@pytest.mark.parametrize(
    ("address", "language"),
    [("/gibt-es-nicht/", "de"), ("/en/gibt-es-nicht/", "en"), ("/ar/gibt-es-nicht/", "ar")],
)
def test_unknown_address_is_a_page(page_client, address, language):
    response = page_client.get(address)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert f'<html lang="{language}"' in response.content.decode()


def test_office_page_of_another_role_says_why(page_client, moderator, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(moderator)

    response = page_client.get(reverse("office:settings"))

    html = response.content.decode()
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Diese Seite ist nicht für Ihre Rolle" in html
    assert "Moderation und Erfassung" in html


def test_refusal_of_an_action_becomes_403(rf, moderator):
    request = rf.get("/buero/")
    request.user = moderator
    request.LANGUAGE_CODE = "de"
    middleware = RefusalMiddleware(lambda _request: None)

    assert middleware.process_exception(request, NotAllowed()).status_code == HTTPStatus.FORBIDDEN
    assert middleware.process_exception(request, ValueError()) is None


def test_forged_form_is_refused_with_a_page(html_checker, settings):
    from tests.conftest import PageClient

    client = PageClient(enforce_csrf_checks=True)
    client.html_checker = html_checker

    response = client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Das Formular ist abgelaufen" in response.content.decode()


def test_server_error_needs_no_database(valid_html, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    valid_html(response.content.decode())


def test_exception_in_a_view_shows_that_page(client, monkeypatch):
    client.raise_request_exception = False
    factories.Instance.objects.all().delete()
    monkeypatch.setattr("roterfaden.web.context.Instance.objects", None)

    response = client.get(reverse("account_login"))

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Da ist bei uns etwas schiefgegangen" in response.content.decode()
