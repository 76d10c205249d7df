"""The office sees how far each language is, and switches languages off and on."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from roterfaden.audit.models import Event
from roterfaden.kernel import languages
from roterfaden.places import errors
from roterfaden.places.actions import offer_languages
from roterfaden.places.models import Instance
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR = "optional"


@pytest.fixture
def house():
    return Instance.objects.first() or factories.instance()


def test_page_lists_every_language_with_its_share(page_client, house, administrator):
    page_client.force_login(administrator)

    html = page_client.get(reverse("office:languages")).content.decode()

    share = languages.share_of("uk")
    assert share.for_residents > 1_000
    assert html.count("<tr>") == len(languages.codes()) + 1
    assert "Ausgangssprache" in html


def test_choice_is_kept_and_audited(page_client, house, administrator):
    page_client.force_login(administrator)

    response = page_client.post(reverse("office:languages"), {"languages": ["en", "uk"]})

    house.refresh_from_db()
    assert response.status_code == HTTPStatus.FOUND
    assert languages.offered_codes(house.closed_languages) == ("de", "en", "uk")
    assert Event.objects.filter(verb="languages.offered").count() == 1


def test_german_stays_and_unknown_languages_are_refused(house, administrator):
    with pytest.raises(errors.GermanStays):
        offer_languages(actor=administrator, instance=house, languages=["en"], now=NOW)
    with pytest.raises(errors.UnknownLanguage):
        offer_languages(actor=administrator, instance=house, languages=["de", "xx"], now=NOW)


def test_draft_button_stands_only_where_a_translator_is(page_client, moderator, settings):
    card = factories.contribution(factories.process())
    address = reverse("office:card", args=[card.pk])
    page_client.force_login(moderator)

    assert "Übersetzung vorschlagen" not in page_client.get(address).content.decode()
    settings.TRANSLATOR_URL = "http://127.0.0.1:9"
    assert "Übersetzung vorschlagen" in page_client.get(address).content.decode()
    started = page_client.post(
        reverse("office:card_draft_translation", args=[card.pk]), {"entwurf-language": "uk"}
    ).headers["Location"]
    assert started.startswith(reverse("office:jobs"))
