"""Sign-in through the house's identity provider: the real provider class against a small one on loopback."""

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


class IdentityProvider(BaseHTTPRequestHandler):
    """Discovery, token and userinfo of OpenID Connect Core 1.0, for one person."""

    claims: dict = {}
    asked: list = []

    def do_GET(self):
        host = f"http://127.0.0.1:{self.server.server_port}"
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": host,
                "authorization_endpoint": f"{host}/authorize",
                "token_endpoint": f"{host}/token",
                "userinfo_endpoint": f"{host}/userinfo",
                "jwks_uri": f"{host}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.claims,
        }
        self._answer(answers[self.path])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append({name: values[0] for name, values in parse_qs(body).items()})
        self._answer({"access_token": "zugang", "token_type": "Bearer", "expires_in": 60})

    def _answer(self, content):
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_args):
        """Quiet."""


@pytest.fixture
def provider():
    """A running identity provider; `claims` is the person it knows."""
    handler = type("Provider", (IdentityProvider,), {"claims": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    handler.address = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def house(settings, provider):
    cache.clear()
    factories.instance()
    settings.SECOND_FACTOR = "optional"
    settings.OIDC_URL = provider.address
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "haus",
                    "name": "Anmeldung des Hauses",
                    "client_id": "faden",
                    "secret": "geheim",
                    "settings": {"server_url": provider.address},
                }
            ],
        }
    }


def sign_in(client, provider, **claims):
    """Press the button, come back from the provider with a code, as a browser would."""
    provider.claims = claims
    start = client.post(reverse("openid_connect_login", args=["haus"]))
    asked = parse_qs(urlsplit(start.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    callback = reverse("openid_connect_callback", args=["haus"])
    assert asked["redirect_uri"] == [f"http://testserver{callback}"]
    return client.get(callback, {"code": "einmal", "state": asked["state"][0]})


def is_signed_in(client, user):
    return client.session.get("_auth_user_id") == str(user.pk)


def test_sign_in_page_offers_the_house(page_client):
    html = page_client.get(reverse("account_login")).content.decode()

    assert "Anmeldung des Hauses" in html
    assert page_client.get(reverse("openid_connect_login", args=["haus"])).status_code == HTTPStatus.OK


def test_invited_person_signs_in_with_a_verified_address(client, provider):
    person = factories.user(Role.MODERATOR, email="mona@example.org")

    response = sign_in(client, provider, sub="4711", email="Mona@example.org", email_verified=True)

    assert response.headers["Location"] == "/buero/"
    assert is_signed_in(client, person)
    assert provider.asked[0]["code_verifier"]


def test_second_sign_in_knows_the_person_by_the_provider(client, provider):
    person = factories.user(Role.MODERATOR, email="mona@example.org")
    sign_in(client, provider, sub="4711", email="mona@example.org", email_verified=True)
    client.logout()

    sign_in(client, provider, sub="4711", email="neu.verheiratet@example.org", email_verified=True)

    assert is_signed_in(client, person)


def test_unverified_address_signs_nobody_in(client, provider):
    person = factories.user(Role.ADMINISTRATOR, email="adam@example.org")

    sign_in(client, provider, sub="666", email="adam@example.org", email_verified=False)

    assert not is_signed_in(client, person)
    assert User.objects.count() == 1


def test_stranger_gets_no_account(page_client, provider):
    response = sign_in(page_client, provider, sub="1", email="fremd@example.org", email_verified=True)

    followed = page_client.get(response.headers["Location"]) if response.status_code == HTTPStatus.FOUND else response
    assert "Für Sie ist noch kein Zugang angelegt" in followed.content.decode()
    assert not User.objects.exists()


def test_closed_account_stays_closed(client, provider):
    person = factories.user(Role.MODERATOR, email="mona@example.org", is_active=False)

    sign_in(client, provider, sub="4711", email="mona@example.org", email_verified=True)

    assert not is_signed_in(client, person)


def test_wrong_state_is_refused(page_client, provider):
    sign_in_page = page_client.post(reverse("openid_connect_login", args=["haus"]))
    assert sign_in_page.status_code == HTTPStatus.FOUND

    response = page_client.get(reverse("openid_connect_callback", args=["haus"]), {"code": "x", "state": "falsch"})

    assert "hat nicht geklappt" in response.content.decode()


def test_second_factor_is_asked_after_the_provider_too(client, provider, settings):
    settings.SECOND_FACTOR = "required"
    factories.user(Role.MODERATOR, email="mona@example.org")
    sign_in(client, provider, sub="4711", email="mona@example.org", email_verified=True)

    assert client.get("/buero/").headers["Location"] == reverse("mfa_activate_totp")


def test_unknown_provider_is_not_found(client):
    assert client.get("/konto/haus/anderes/").status_code == HTTPStatus.NOT_FOUND
