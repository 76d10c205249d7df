"""Deciding about one's own voice with the code of the card, without an account."""

import re

import pytest
from django.urls import reverse

from roterfaden.kernel.actors import Participant
from roterfaden.kernel.codes import new_code
from roterfaden.participation import actions
from roterfaden.participation.methods import ADDRESS_PATH, CARD_PATH
from roterfaden.participation.models import Consent, ContactAddress, ReviewRequest
from roterfaden.post.models import Message
from tests.factories import NOW
from tests.public.addresses import addresses


def card_page(code):
    return reverse("public:card_status", args=[code])


def text_of(response):
    return response.content.decode()


@pytest.fixture
def withheld(world, moderator):
    actions.withhold_contribution(actor=moderator, contribution=world.voice, reason="nennt eine Person", now=NOW)
    return world


def test_paths_in_mails_lead_to_the_pages():
    assert CARD_PATH.format(code="ABC") == reverse("public:card_status", args=["ABC"])
    assert ADDRESS_PATH.format(token="ABC") == reverse("public:address_confirm", args=["ABC"])


# --- taking back ----------------------------------------------------------------------------------------------------
def test_voice_is_taken_back_and_brought_back(page_client, world):
    words = world.voice.text
    page = text_of(page_client.get(reverse("public:voice_withdraw", args=[world.code])))
    assert "Nach 30 Tagen löschen wir die Worte endgültig." in page

    done = page_client.post(reverse("public:voice_withdraw", args=[world.code]), follow=True)

    assert "Sie haben Ihren Beitrag zurückgezogen." in text_of(done)
    assert words not in text_of(done)
    number = world.voice.number
    public = text_of(page_client.get(reverse("public:contribution", args=[world.process.slug, number])))
    assert words not in public
    assert "Sprachkurse am Abend" not in public
    assert "zurückgezogen. Wir zeigen seine Worte nicht mehr." in public
    assert "Sie haben recht." in public  # what was decided stays

    page_client.post(reverse("public:voice_restore", args=[world.code]))

    assert words in text_of(page_client.get(reverse("public:contribution", args=[world.process.slug, number])))


def test_withdrawn_words_are_on_no_public_page(client, world):
    words = world.voice.text
    pages = {name: address for name, address in addresses(world).items() if not name.startswith("voice_")}
    assert any(words in text_of(client.get(address)) for address in pages.values())

    actions.withdraw_voice(actor=Participant(), contribution=world.voice, now=NOW)

    answers = {name: client.get(address) for name, address in pages.items()}
    # The theme held this voice only; an empty theme is not public.
    assert [name for name, answer in answers.items() if answer.status_code >= 400] == ["thread thema"]
    assert [name for name, answer in answers.items() if words in text_of(answer)] == []
    assert [name for name, answer in answers.items() if "Sprachkurse am Abend" in text_of(answer)] == []


# --- agreements and address -----------------------------------------------------------------------------------------
def test_quoting_is_allowed_and_forbidden_again(page_client, world):
    page_client.post(reverse("public:voice_quote", args=[world.code]), {"ja": ""})
    assert Consent.objects.standing().get().purpose == "quote"
    assert "dürfen wir Ihren Beitrag ohne Namen zitieren" in text_of(page_client.get(card_page(world.code)))

    page_client.post(reverse("public:voice_quote", args=[world.code]), {"nein": ""})

    assert not Consent.objects.standing().exists()


def test_address_is_left_confirmed_and_removed(page_client, world):
    wrong = page_client.post(reverse("public:address_leave", args=[world.code]), {"email": "keine"})
    assert (wrong.status_code, 'value="keine"' in text_of(wrong)) == (422, True)
    page_client.post(reverse("public:address_leave", args=[world.code]), {"email": "amina@example.org"})
    link = re.search(r"http\S+(/karte/adresse/\S+)", Message.objects.get().text)[1]
    assert "öffnen" in text_of(page_client.get(card_page(world.code)))

    page_client.get(link)
    assert ContactAddress.objects.get().confirmed_at is None
    done = page_client.post(link)
    assert done["Location"] == card_page(world.code)
    assert ContactAddress.objects.get().confirmed_at is not None
    assert "amina" not in text_of(page_client.get(card_page(world.code)))

    page_client.post(reverse("public:address_remove", args=[world.code]))
    assert not ContactAddress.objects.exists()
    assert page_client.post(link).status_code == 404


# --- asking to look again -------------------------------------------------------------------------------------------
def test_author_reads_why_and_asks_to_look_again(page_client, withheld):
    page = text_of(page_client.get(card_page(withheld.code)))
    assert "nennt eine Person" in page
    assert reverse("public:voice_review", args=[withheld.code]) in page

    asked = page_client.post(
        reverse("public:voice_review", args=[withheld.code]), {"words": "Das bin ich selbst."}, follow=True
    )

    assert ReviewRequest.objects.get().words == "Das bin ich selbst."
    assert "Wir lesen Ihre Karte noch einmal." in text_of(asked)
    again = page_client.post(reverse("public:voice_review", args=[withheld.code]), {"words": ""})
    assert again.status_code == 422


def test_author_reads_the_answer(page_client, withheld, moderator):
    request = actions.ask_review(actor=Participant(), contribution=withheld.voice, words="", now=NOW)
    actions.answer_review(
        actor=moderator, request=request, outcome="upheld", answer="Der Name bleibt geschützt.", now=NOW
    )

    assert "Der Name bleibt geschützt." in text_of(page_client.get(card_page(withheld.code)))


# --- the door -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("route", ["voice_withdraw", "voice_review", "address_leave"])
def test_unknown_code_opens_nothing(page_client, world, route):
    assert page_client.get(reverse(f"public:{route}", args=[new_code()])).status_code == 404
    assert page_client.get(reverse(f"public:{route}", args=["falsch"])).status_code == 404


@pytest.mark.parametrize("route", ["voice_withdraw", "voice_review", "address_leave"])
def test_pages_are_private(page_client, withheld, route):
    response = page_client.get(reverse(f"public:{route}", args=[withheld.code]))

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_sealed_passages_carry_a_note_everywhere(page_client, world, moderator):
    actions.seal_passages(
        actor=moderator, contribution=world.voice, kind="person", passages=["دورات"],
        in_translations={"de": ["Sprachkurse"]}, now=NOW,
    )  # fmt: skip

    for address in (
        card_page(world.code),
        reverse("public:contribution", args=[world.process.slug, world.voice.number]),
        reverse("public:contributions"),
        reverse("public:goal", args=[world.goal.pk]),
    ):
        html = text_of(page_client.get(address))
        assert "Sprachkurse am Abend" not in html, address
        assert "ausgelassen, um Menschen zu schützen" in html, address
