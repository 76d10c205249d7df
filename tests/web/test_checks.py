"""Mistakes of operators, each found by its own check."""

import pytest

from roterfaden.web.checks import operator_mistakes

GOOD = {
    "BASE_URL": "https://faden.landkreis.example",
    "ALLOWED_HOSTS": ["faden.landkreis.example"],
    "HTTPS": True,
    "SECURE_SSL_REDIRECT": True,
    "BEHIND_PROXY": True,
    "DEBUG": False,
    "SECOND_FACTOR": "required",
    "OIDC_URL": "",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}
LOCAL = {"BASE_URL": "http://localhost:8000", "ALLOWED_HOSTS": ["localhost"], "HTTPS": False, "BEHIND_PROXY": False}


def provider(**app):
    return {"openid_connect": {"APPS": [{"client_id": "faden", "secret": "geheim"} | app]}}


@pytest.fixture
def found(settings):
    """The ids of all messages for the good settings with some changed."""

    def ids(**changed):
        for name, value in (GOOD | changed).items():
            setattr(settings, name, value)
        return [message.id for message in operator_mistakes()]

    return ids


def test_good_settings_have_no_faults(found):
    assert found() == []


def test_trial_on_the_own_machine_has_no_faults(found):
    assert found(**LOCAL, SECOND_FACTOR="optional", SECURE_SSL_REDIRECT=False) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"BASE_URL": "faden.landkreis.example"}, "roterfaden.E001"),
        ({"ALLOWED_HOSTS": ["anders.example"]}, "roterfaden.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "roterfaden.W002"),
        ({"DEBUG": True}, "roterfaden.E003"),
        ({"HTTPS": False, "BASE_URL": "http://faden.landkreis.example"}, "roterfaden.W003"),
        ({"BEHIND_PROXY": False}, "roterfaden.W004"),
        ({"SECOND_FACTOR": "off"}, "roterfaden.E004"),
        ({"SECOND_FACTOR": "optional"}, "roterfaden.W005"),
        ({"OIDC_URL": "https://idp.example", "SOCIALACCOUNT_PROVIDERS": provider(secret="")}, "roterfaden.E005"),
        ({"OIDC_URL": "http://idp.example", "SOCIALACCOUNT_PROVIDERS": provider()}, "roterfaden.E006"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "roterfaden.W006"),
        ({"OPEN_DATA_LICENCE": "frei"}, "roterfaden.E007"),
        (LOCAL | {"ALLOWED_HOSTS": ["localhost", "faden.landkreis.example"]}, "roterfaden.W001"),
    ],
)
def test_mistake_is_found(found, changed, expected):
    assert found(**changed) == [expected]


def test_subdomains_may_be_allowed_by_a_dot(found):
    assert found(ALLOWED_HOSTS=[".landkreis.example"]) == []


def test_debug_on_the_own_machine_is_a_warning(settings, found):
    found(**LOCAL, DEBUG=True)

    (message,) = operator_mistakes()
    assert not message.is_serious()
    assert message.hint
