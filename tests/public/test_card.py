"""The code on a card: forgiving when typed, precise when wrong, silent to everybody else."""

import pytest
from django.urls import reverse

from roterfaden.kernel.codes import check_sign, new_code, readable
from roterfaden.participation.models import ReceiptCode
from roterfaden.public.card import GUESSES, tidy
from tests import factories

CARD = "/karte/"


@pytest.mark.parametrize(
    "typed",
    [
        "{code}", " {readable} ", "{lower}", "{spaced}", "https://faden.example/karte/{code}/", "/ar/karte/{code}/",
        "{wide}",
    ],
)  # fmt: skip
def test_code_is_found_however_it_is_typed(client, world, typed):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in world.code)
    spellings = {
        "code": world.code, "readable": readable(world.code), "lower": world.code.lower(),
        "spaced": " ".join(world.code), "wide": wide,
    }  # fmt: skip

    response = client.post(CARD, {"code": typed.format(**spellings)})

    assert response.status_code == 302
    assert response["Location"] == reverse("public:card_status", args=[world.code])


def test_foreign_digits_are_read():
    assert tidy("٢٣٤-۵۶۷-ABC") == "234567ABC"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Dieses Feld ist zwingend erforderlich."),
        ("K7M-2QX", "Ein Code hat 9 Zeichen, Sie haben 6 eingegeben."),
        ("K7M-2QX-9O1", "Diese Zeichen kommen in keinem Code vor: 1, O."),
    ],
)
def test_wrong_code_is_explained_and_kept(page_client, world, typed, words):
    response = page_client.post(CARD, {"code": typed})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert f'value="{typed}"' in response.content.decode() or not typed


def test_wrong_sign_is_found_by_the_check_sign(page_client, world):
    body = "2345678B"
    wrong = body[:-1] + "8" + check_sign(body)

    response = page_client.post(CARD, {"code": wrong})

    assert response.status_code == 422
    assert "Oft verwechselt werden: 8 und B" in response.content.decode()


def test_unknown_code_is_refused(page_client, world):
    response = page_client.post(CARD, {"code": new_code()})

    assert response.status_code == 422
    assert "Diesen Code gibt es bei uns nicht." in response.content.decode()


def test_guessing_is_stopped_for_forms_and_addresses(page_client, world):
    for _ in range(GUESSES):
        page_client.post(CARD, {"code": new_code()})

    assert page_client.post(CARD, {"code": world.code}).status_code == 429
    assert page_client.get(reverse("public:card_status", args=[world.code])).status_code == 429


def test_mistyping_is_never_counted(client, world):
    for _ in range(GUESSES + 5):
        client.post(CARD, {"code": "222-222-223"})

    assert client.post(CARD, {"code": world.code}).status_code == 302


def test_unknown_address_is_missing_and_private(page_client, world):
    response = page_client.get(reverse("public:card_status", args=[new_code()]))

    assert response.status_code == 404
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_address_in_small_letters_leads_to_the_card(client, world):
    response = client.get(reverse("public:card_status", args=[readable(world.code).lower()]))

    assert response["Location"] == reverse("public:card_status", args=[world.code])


def test_card_is_kept_by_no_cache_and_no_search_engine(page_client, world):
    response = page_client.get(reverse("public:card_status", args=[world.code]))

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_card_shows_original_answer_place_decision_and_next_step(page_client, world):
    html = page_client.get(reverse("public:card_status", args=[world.code])).content.decode()

    assert '<blockquote lang="ar" dir="rtl">دورات لغة في المساء</blockquote>' in html
    assert "Sprachkurse am Abend" in html
    assert "Sie haben recht." in html
    assert "Dieser Beitrag hat den Text verändert." in html
    assert reverse("public:goal", args=[world.goal.pk]) in html
    assert reverse("public:resolution", args=[world.resolution.pk]) in html
    assert html.count("rf-next__heading") == 1


def test_printed_card_that_nobody_captured_says_so(page_client, world):
    code = new_code()
    ReceiptCode.objects.create(code=code, process=world.process, issued_at=factories.NOW)

    html = page_client.get(reverse("public:card_status", args=[code])).content.decode()

    assert "Die Karte ist noch nicht erfasst." in html
