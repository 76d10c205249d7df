"""Protokoll: sentences, filters, names for those who may see them, and the check of the chain."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from roterfaden.accounts import actions
from roterfaden.accounts.enums import Role
from roterfaden.accounts.enums import Verb as AccountsVerb
from roterfaden.audit.actions import record
from roterfaden.audit.registry import verbs
from roterfaden.places.enums import Verb as PlacesVerb
from tests import factories
from tests.audit.test_log import tamper
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def auditor_client(page_client, auditor):
    page_client.force_login(auditor)
    return page_client


def text(response):
    return response.content.decode()


def test_log_shows_names_at_view_time(auditor_client, administrator):
    user = actions.invite_user(actor=administrator, email="neu@example.org", name="Nina Neu", now=NOW)
    actions.grant_role(actor=administrator, user=user, role=Role.MODERATOR, now=NOW)

    html = text(auditor_client.get(reverse("office:log")))

    assert "Adam Admin (Administration) hat den Zugang Nina Neu angelegt." in html
    assert "hat die Rolle Moderation und Erfassung (ganzer Landkreis) erteilt." in html
    assert "•••" in html
    assert "neu@example.org" not in html


def test_log_names_residents_and_the_program_by_kind(auditor_client, system, participant):
    for actor in (system, participant):
        record(actor=actor, verb=PlacesVerb.AREA_ADDED, subject=factories.county(), now=NOW)

    html = text(auditor_client.get(reverse("office:log")))

    assert "Das Programm selbst hat das Gebiet Landkreis Osnabrück (03459) aufgenommen." in html
    assert "Mitmachende ohne Zugang hat das Gebiet" in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 2),
        (f"?verb={AccountsVerb.USER_INVITED}", 1),
        ("?role=administrator", 1),
        ("?role=system", 1),
        (f"?since={TODAY}", 2),
        (f"?since={TODAY + timedelta(days=1)}", 0),
        (f"?until={TODAY}", 2),
        (f"?until={TODAY - timedelta(days=1)}", 0),
        ("?verb=gibt.esnicht", 2),
    ],
)
def test_log_can_be_filtered(auditor_client, administrator, system, query, shown):
    record(actor=administrator, verb=AccountsVerb.USER_INVITED, subject=administrator, now=NOW)
    record(actor=system, verb=PlacesVerb.AREA_ADDED, subject=factories.county(), now=NOW)

    response = auditor_client.get(reverse("office:log") + query)

    assert len(response.context["rows"]) == shown


def test_every_verb_can_be_shown(auditor_client, system):
    for verb in verbs():
        record(actor=system, verb=verb, subject=factories.county(), now=NOW)

    for number in range(1, len(verbs()) // 50 + 2):
        assert auditor_client.get(reverse("office:log"), {"seite": number}).status_code == HTTPStatus.OK


def test_log_takes_the_same_queries_for_one_and_for_sixty(auditor_client, administrator, query_count):
    record(actor=administrator, verb=AccountsVerb.USER_INVITED, subject=administrator, now=NOW)
    assert query_count(lambda: auditor_client.get(reverse("office:log"))) == 8
    for _number in range(60):
        record(actor=administrator, verb=AccountsVerb.USER_INVITED, subject=factories.user(), now=NOW)
    assert query_count(lambda: auditor_client.get(reverse("office:log"))) == 8


def test_verification_says_whether_the_log_holds(auditor_client, system):
    record(actor=system, verb=PlacesVerb.AREA_ADDED, subject=factories.county(), now=NOW)
    assert "Das Protokoll ist unversehrt" in text(auditor_client.get(reverse("office:log_verification")))

    tamper("UPDATE audit_event SET reason = 'anders'")

    assert "ab Eintrag 1 verändert" in text(auditor_client.get(reverse("office:log_verification")))


@pytest.mark.parametrize("persona", ["planner", "moderator", "clerk", "coordinator", "counsellor", "outsider"])
def test_log_is_closed_to_everybody_else(request, page_client, persona):
    page_client.force_login(request.getfixturevalue(persona))

    for name in ("log", "log_verification"):
        assert page_client.get(reverse(f"office:{name}")).status_code == HTTPStatus.FORBIDDEN
