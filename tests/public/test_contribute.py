"""Saying something without an account: open only while a stage opens it; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.participation.enums import ContributionKind, Moderation
from roterfaden.participation.models import Contribution
from roterfaden.public.contribute import AT_ONCE
from tests import factories


@pytest.fixture
def process(db):
    factories.instance()
    return factories.process()


@pytest.fixture
def open_process(process):
    """A stage around today that opens challenges and goals to everybody."""
    today = timezone.localdate()
    factories.stage(
        process, kinds=(ContributionKind.CHALLENGE, ContributionKind.GOAL), starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=1),
    )  # fmt: skip
    return process


def address(process):
    return reverse("public:contribute", args=[process.slug])


def filled(**changes):
    words = {"text": "Am Abend fährt kein Bus.", "kind": "challenge", "language": "de", "actor_group": "", "area": ""}
    return words | changes


def test_contribution_is_captured_and_leads_to_its_card(page_client, open_process):
    response = page_client.post(address(open_process), filled())

    voice = Contribution.objects.get()
    assert (voice.text, voice.channel, voice.moderation) == ("Am Abend fährt kein Bus.", "online", Moderation.PENDING)
    assert response["Location"] == reverse("public:card_status", args=[voice.code.code]) + "?neu"
    assert response["Cache-Control"] == "no-store, private"
    html = page_client.get(response["Location"]).content.decode()
    assert "Ihr Beitrag ist angekommen. Danke." in html
    assert str(voice.code) in html


def test_only_open_kinds_are_offered(page_client, open_process):
    html = page_client.get(address(open_process)).content.decode()

    assert ('value="challenge"' in html, 'value="measure"' in html) == (True, False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "   "}, "Dieses Feld ist zwingend erforderlich."),
        ({"kind": "measure"}, "measure ist keine gültige Auswahl."),
        ({"text": "x" * 2001}, "höchstens 2000 Zeichen"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_lost(page_client, open_process, changes, words):
    response = page_client.post(address(open_process), filled(language="tr") | changes)

    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert '<option value="tr" selected>' in html
    assert Contribution.objects.count() == 0


def test_area_must_be_a_partner(page_client, open_process):
    response = page_client.post(address(open_process), filled(area=factories.county().pk))

    assert response.status_code == 422


def test_stage_for_one_group_asks_for_it(page_client, process):
    stage = factories.stage(process, kinds=(), starts_on=timezone.localdate(), ends_on=None)
    group = factories.group(process, name="Ehrenamtliche")
    factories.group(process, name="Unternehmen")
    stage.openings.create(kind="goal", actor_group=group)

    html = page_client.get(address(process)).content.decode()

    assert ("Ehrenamtliche" in html, "Unternehmen" in html) == (True, False)
    assert page_client.post(address(process), filled(kind="goal")).status_code == 422


def test_closed_process_says_when_it_was_open(page_client, process):
    factories.stage(process)

    response = page_client.post(address(process), filled())

    assert "Der letzte Abschnitt zum Mitreden endete am 15. Juli 2017" in response.content.decode()
    assert Contribution.objects.count() == 0


def test_coming_stage_is_announced(page_client, process):
    starts_on = timezone.localdate() + timedelta(days=10)
    factories.stage(process, title="Online-Dialog", starts_on=starts_on, ends_on=None)

    assert "können Sie wieder mitreden: Online-Dialog." in page_client.get(address(process)).content.decode()


def test_flood_from_one_address_is_stopped(client, open_process):
    for _ in range(AT_ONCE):
        client.post(address(open_process), filled())

    assert client.post(address(open_process), filled()).status_code == 429
    assert Contribution.objects.count() == AT_ONCE
