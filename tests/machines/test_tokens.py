"""Tokens: shown once, kept as a hash, never more than their owner."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.machines import actions, errors
from roterfaden.machines.enums import Permit
from roterfaden.machines.models import AccessToken
from roterfaden.machines.queries import token_for
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def issue(person, **values):
    asked = {"name": "Intranet", "permits": [Permit.READ_FIGURES], "ends_on": TODAY, "now": NOW} | values
    return actions.issue_token(actor=person, **asked)


def test_secret_opens_and_is_nowhere_kept(planner):
    token, secret = issue(planner)

    assert secret.startswith(token.beginning)
    assert len(secret) > 40
    assert secret not in str(AccessToken.objects.values().get())
    assert token_for(secret, on=TODAY) == token
    assert token_for(secret + "x", on=TODAY) is None
    assert Event.objects.get(verb="token.issued").subject_label == f"Intranet ({token.beginning}…)"


@pytest.mark.parametrize("end", ["day", "revoked", "person"])
def test_token_ends(planner, end):
    token, secret = issue(planner)
    day = TODAY
    if end == "day":
        day += timedelta(days=1)
    elif end == "revoked":
        actions.revoke_token(actor=planner, token=token, now=NOW)
    else:
        planner.is_active = False
        planner.save()

    assert token_for(secret, on=day) is None


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"permits": []}, errors.NothingPermitted),
        ({"ends_on": TODAY - timedelta(days=1)}, errors.EndsTooLate),
        ({"ends_on": TODAY + timedelta(days=400)}, errors.EndsTooLate),
        ({"name": " "}, ValidationError),
    ],
)
def test_token_is_refused(planner, values, error):
    with pytest.raises(error):
        issue(planner, **values)
    assert not AccessToken.objects.exists()


def test_only_owner_and_administrator_revoke(planner, moderator, administrator):
    token, _secret = issue(planner)

    with pytest.raises(NotAllowed):
        actions.revoke_token(actor=moderator, token=token, now=NOW)
    actions.revoke_token(actor=administrator, token=token, now=NOW)
    with pytest.raises(errors.AlreadyEnded):
        actions.revoke_token(actor=planner, token=token, now=NOW)


@pytest.mark.parametrize("persona", ["counsellor", "outsider"])
def test_who_advises_lets_no_program_in(persona, request):
    with pytest.raises(NotAllowed):
        issue(request.getfixturevalue(persona))


@pytest.mark.parametrize(("persona", "courses"), [("provider", True), ("course_coordinator", True), ("planner", False)])
def test_form_offers_the_permits_of_the_own_side_in_words(persona, courses, request, page_client, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(request.getfixturevalue(persona))

    page = page_client.get("/buero/einstellungen/programme/schluessel/neu/").content.decode()

    assert ("Sprachkurse lesen, mit freien Plätzen" in page) is courses
    assert ("Zahlen eintragen" in page) is not courses


def test_page_shows_the_secret_once(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(planner)
    ends = local_day(timezone.now()) + timedelta(days=30)

    shown = page_client.post(
        "/buero/einstellungen/programme/schluessel/neu/",
        {"name": "Intranet", "permits": ["figures:read"], "ends_on": ends.isoformat()},
    )
    secret = shown.context["secret"]

    assert token_for(secret, on=ends).owner == planner
    assert secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    listed = page_client.get("/buero/einstellungen/programme/").content.decode()
    assert secret not in listed
    assert "Intranet" in listed


@pytest.mark.parametrize("n", [1, 3])
def test_page_takes_the_same_queries(page_client, administrator, query_count, settings, n):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    for number in range(n):
        factories.access_token(administrator, "figures:read", secret=f"faden_{number}")
        factories.access_token(factories.user(name=f"P{number}"), secret=f"faden_x{number}")
        factories.webhook()
    page_client.force_login(administrator)

    assert query_count(lambda: page_client.get("/buero/einstellungen/programme/")) == 7
