"""Where a voice has its page: numbers are given by process, so its address names both. And the photo of its card."""

import pytest
from django.urls import reverse

from roterfaden.kernel.actors import Participant
from roterfaden.participation import actions
from roterfaden.participation.models import CardPhoto
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def voice():
    return factories.contribution(factories.process())


@pytest.fixture
def photo(voice):
    event = factories.event(factories.stage(voice.process))
    factories.documentation(event)
    type(voice).objects.filter(pk=voice.pk).update(event=event)
    kept = factories.kept_file(factories.picture(), "Foto von Amina.jpg")
    return factories.card_photo(event, kept=kept, contribution=voice, alt="Ein gezeichneter Bus", released_at=NOW)


def page_of(voice):
    return reverse("public:contribution", args=[voice.process.slug, voice.number])


def photo_of(voice):
    return reverse("public:voice_photo", args=[voice.process.slug, voice.number])


# --- addresses ----------------------------------------------------------------------------------------------------
def test_short_address_leads_on_while_it_is_clear(client, voice):
    short = reverse("public:contribution_short", args=[voice.number])

    assert client.get(short)["Location"] == page_of(voice)
    assert client.get(f"{short}?seite=2")["Location"] == f"{page_of(voice)}?seite=2"
    assert client.get(f"{short}melden/")["Location"] == f"{page_of(voice)}melden/"
    assert client.get(reverse("public:contribution_short", args=[999])).status_code == 404
    assert client.post(short).status_code == 405


def test_short_address_asks_which_process_is_meant(client, voice, query_count):
    other = factories.contribution(factories.process(), number=voice.number)
    withheld = factories.contribution(
        factories.process(), number=voice.number, moderation="withheld", moderation_reason="nennt eine Person"
    )
    short = reverse("public:contribution_short", args=[voice.number])

    page = client.get(short)

    html = page.content.decode()
    assert page_of(voice) in html
    assert page_of(other) in html
    assert page_of(withheld) not in html
    two = query_count(lambda: client.get(short))
    factories.contribution(factories.process(), number=voice.number)
    assert query_count(lambda: client.get(short)) == two


def test_the_same_number_of_two_processes_are_two_pages(client, voice):
    other = factories.contribution(factories.process(), number=voice.number, text="Ein ganz anderer Satz.")

    assert voice.text in client.get(page_of(voice)).content.decode()
    assert "Ein ganz anderer Satz." in client.get(page_of(other)).content.decode()
    csv = b"".join(client.get(reverse("public:contributions_csv")).streaming_content).decode()
    feed = client.get(reverse("public:contributions")).content.decode()
    for each in (voice, other):
        assert f"http://testserver{page_of(each)}" in csv
        assert page_of(each) in feed


def test_number_of_another_process_is_missing(client, voice):
    other = factories.process()

    assert client.get(reverse("public:contribution", args=[other.slug, voice.number])).status_code == 404
    assert client.post(reverse("public:support", args=[other.slug, voice.number])).status_code == 404


# --- the photo of the card ------------------------------------------------------------------------------------------
def test_released_photo_stands_beside_the_words_and_in_the_documentation(client, photo, voice):
    documentation = client.get(reverse("public:event_documentation", args=[photo.event.slug])).content.decode()

    for html in (client.get(page_of(voice)).content.decode(), documentation):
        assert f'src="{photo_of(voice)}" alt="Ein gezeichneter Bus"' in html
    image = client.get(photo_of(voice))
    assert (image.status_code, image["Cache-Control"]) == (200, "no-store")
    assert "Amina" not in str(image.headers)


def test_photo_nobody_released_is_shown_nowhere(client, photo, voice):
    CardPhoto.objects.update(released_at=None)

    _shown_nowhere(client, photo, voice)


@pytest.mark.parametrize("moderation", ["pending", "withheld"])
def test_photo_of_a_voice_that_is_not_published_is_shown_nowhere(client, photo, voice, moderation):
    type(voice).objects.filter(pk=voice.pk).update(moderation=moderation, moderation_reason="nennt eine Person")

    _shown_nowhere(client, photo, voice)


def test_photo_of_a_withdrawn_voice_is_shown_nowhere(client, photo, voice):
    actions.withdraw_voice(actor=Participant(), contribution=voice, now=NOW)

    _shown_nowhere(client, photo, voice)


def test_photo_of_a_voice_with_sealed_passages_is_shown_nowhere(client, photo, voice, moderator):
    actions.seal_passages(
        actor=moderator, contribution=voice, kind="person", passages=["Sprachkurs"], in_translations={}, now=NOW
    )

    _shown_nowhere(client, photo, voice)


def _shown_nowhere(client, photo, voice):
    assert client.get(photo_of(voice)).status_code == 404
    for address in (page_of(voice), reverse("public:event_documentation", args=[photo.event.slug])):
        assert "Ein gezeichneter Bus" not in client.get(address).content.decode()
