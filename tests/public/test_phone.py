"""Cards from people's own telephones: one question a page, kept once, only from our own pages, never too many."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roterfaden.participation.models import CardPhoto, Contribution
from roterfaden.public import devices
from tests import factories

QUESTIONS = [
    {"kind": "strength", "de": "Was läuft gut?", "ar": "ما الذي يسير جيدًا؟"},
    {"kind": "challenge", "de": "Was ist schwer?"},
]


@pytest.fixture
def forum(db):
    """A forum with four tables that runs now, by the real clock."""
    factories.instance()
    now = timezone.now()
    stage = factories.stage(
        factories.process(), kinds=("strength", "challenge", "goal"), starts_on=(now - timedelta(days=1)).date(),
        ends_on=(now + timedelta(days=1)).date(),
    )  # fmt: skip
    return factories.event(stage, tables=4, questions=QUESTIONS, starts_at=now, ends_at=now + timedelta(hours=3))


@pytest.fixture
def other_day(forum):
    forum.stage.ends_on = forum.stage.starts_on
    forum.stage.save()


@pytest.fixture
def phone(db):
    """A browser that checks tokens, as real ones are checked, and says where a request comes from."""
    return Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})


def page(forum, table=None):
    return (
        reverse("public:phone_table", args=[forum.slug, table]) if table else reverse("public:phone", args=[forum.slug])
    )


def cards(forum):
    return reverse("public:phone_cards", args=[forum.slug])


def token(client, forum):
    return client.get(cards(forum)).json()["device"]


def send(client, forum, *, device=None, headers=None, **words):
    card = {"client_id": str(uuid4()), "question": "2", "text": "Kein Bus am Abend.", "language": "de", "table": "3"}
    sent_with = {"X-Faden-Device": token(client, forum) if device is None else device} | (headers or {})
    return client.post(cards(forum), card | words, headers=sent_with)


# --- the page -----------------------------------------------------------------------------------------------------
def steps(response):
    return response.context["current"], response.context["place"], response.context["total"]


def test_page_asks_one_question_after_the_other_without_scripts(page_client, forum):
    answers = {"geraet": page_client.get(page(forum, 3)).context["device"], "language": "de"}

    response = page_client.post(page(forum, 3), answers | {"schritt": "frage", "question": "1"})
    assert steps(response) == ("text", 2, 4)
    answers |= {"question": "1", "text": "Das Willkommenscafé"}
    response = page_client.post(page(forum, 3), answers | {"schritt": "text"})
    assert steps(response) == ("gruppe", 3, 4)
    response = page_client.post(page(forum, 3), answers | {"schritt": "gruppe"})
    assert steps(response) == ("ort", 4, 4)
    assert response.context["form"]["question"].value() == "1"
    response = page_client.post(page(forum, 3), answers | {"schritt": "ort"})

    card = Contribution.objects.get()
    assert response["Location"] == reverse("public:card_status", args=[card.code.code]) + "?neu"
    assert (card.kind, card.question, card.table, card.channel) == ("strength", 1, 3, "phone")


def test_thanks_lead_to_another_card_of_the_same_table_kind_and_language(page_client, forum):
    answers = {"geraet": page_client.get(page(forum, 3)).context["device"], "language": "ar", "question": "0"}
    answers |= {"kind": "goal", "text": "مزيد من الدورات", "schritt": "ort"}
    thanks = page_client.post(page(forum, 3), answers, follow=True)
    card = Contribution.objects.get()

    again = f"{page(forum, 3)}?art=goal&sprache=ar"
    assert again.replace("&", "&amp;") in thanks.content.decode()
    form = page_client.get(again).context["form"]
    assert (form["kind"].value(), form["language"].value(), form["text"].value()) == ("goal", "ar", None)
    later = page_client.get(reverse("public:card_status", args=[card.code.code])).content.decode()
    assert "Noch eine Karte" not in later
    forum.phones_open = False
    forum.save()
    closed = page_client.get(reverse("public:card_status", args=[card.code.code]) + "?neu").content.decode()
    assert "Noch eine Karte" not in closed


def test_address_with_nonsense_is_an_empty_form(page_client, forum):
    form = page_client.get(f"{page(forum)}?art=gibtsnicht&sprache=xx").context["form"]

    assert (form["kind"].value(), form["language"].value()) == (None, "de")


def test_page_asks_for_the_kind_only_where_the_question_leaves_it_open(page_client, forum):
    response = page_client.post(page(forum), {"schritt": "frage", "question": "0", "language": "de"})

    assert steps(response) == ("art", 2, 5)
    response = page_client.post(page(forum), {"schritt": "art", "question": "0", "kind": "", "language": "de"})
    assert response.status_code == 422
    assert "Bitte wählen Sie, was Sie beitragen möchten." in response.content.decode()


def test_page_goes_back_without_losing_anything(page_client, forum):
    words = {"schritt": "text", "question": "1", "text": "Halb fertig", "language": "tr", "zurueck": "1"}

    response = page_client.post(page(forum), words)

    assert steps(response) == ("frage", 1, 4)
    assert "Halb fertig" in response.content.decode()
    assert '<option value="tr" selected>' in response.content.decode()


def test_page_names_what_is_missing_at_its_step(page_client, forum):
    response = page_client.post(page(forum), {"schritt": "text", "question": "1", "text": "  ", "language": "de"})

    assert (response.status_code, steps(response)) == (422, ("text", 2, 4))
    assert Contribution.objects.count() == 0


def test_page_speaks_the_readers_language(page_client, forum):
    html = page_client.get("/ar" + page(forum)).content.decode()

    assert '<span lang="ar" dir="rtl">ما الذي يسير جيدًا؟</span>' in html
    assert '<span lang="de" dir="ltr">Was ist schwer?</span>' in html


def test_page_holds_nothing_of_anybody(page_client, forum):
    card = factories.contribution(forum.process, event=forum, text="Ich heiße Amal.")

    html = page_client.get(page(forum)).content.decode()

    assert "Amal" not in html
    assert card.code.code not in html


def test_photo_comes_with_the_last_page(page_client, forum):
    answers = {"geraet": page_client.get(page(forum)).context["device"], "language": "de", "schritt": "ort"}
    photo = SimpleUploadedFile("karte.jpg", factories.picture(), "image/jpeg")

    page_client.post(page(forum), answers | {"question": "1", "text": "Siehe Bild", "photo": photo, "alt": "Ein Bus"})

    assert (CardPhoto.objects.get().contribution, CardPhoto.objects.get().alt) == (
        Contribution.objects.get(),
        "Ein Bus",
    )


def test_page_without_token_of_ours_sends_nothing(page_client, forum):
    answers = {"geraet": "erfunden:1:x", "language": "de", "schritt": "ort", "question": "1", "text": "Flut"}

    assert page_client.post(page(forum), answers).status_code == 429
    assert Contribution.objects.count() == 0


def test_unknown_table_does_not_exist(page_client, forum):
    assert page_client.get(page(forum, 4)).status_code == 200
    assert page_client.get(page(forum, 5)).status_code == 404


def test_page_is_closed_with_the_stage(page_client, forum, other_day):
    assert "Karten sind zurzeit nicht möglich" in page_client.get(page(forum)).content.decode()


def test_page_is_closed_when_telephones_are_not_taken(page_client, forum):
    forum.phones_open = False
    forum.save()

    assert "Karten sind zurzeit nicht möglich" in page_client.get(page(forum)).content.decode()


def test_internal_round_has_no_public_form(page_client, forum):
    forum.kind = "internal"
    forum.save()

    for address in (page(forum), cards(forum)):
        assert page_client.get(address).status_code == 404


# --- cards from the device ----------------------------------------------------------------------------------------
def test_card_comes_with_a_receipt(phone, forum):
    response = send(phone, forum)

    card = Contribution.objects.get()
    receipt = response.json()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert (receipt["number"], receipt["address"]) == (
        card.number,
        reverse("public:card_status", args=[card.code.code]),
    )
    assert receipt["code"].replace("-", "") == card.code.code
    assert receipt["qr"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert (card.kind, card.table, card.channel) == ("challenge", 3, "phone")


def test_card_sent_twice_is_kept_once_with_the_same_receipt(phone, forum):
    client_id = str(uuid4())

    first, second = send(phone, forum, client_id=client_id), send(phone, forum, client_id=client_id)

    assert first.json() == second.json()
    assert Contribution.objects.count() == 1


def test_other_words_under_the_same_identifier_are_a_conflict(phone, forum):
    client_id = str(uuid4())
    kept = send(phone, forum, client_id=client_id).json()

    response = send(phone, forum, client_id=client_id, text="Doch anders.")

    assert (response.status_code, response.json()["receipt"]) == (409, kept)
    assert "mit anderem Inhalt" in response.json()["errors"][0]["message"]


def test_card_that_arrived_gets_its_receipt_after_the_stage_has_closed(phone, forum, request):
    client_id = str(uuid4())
    kept = send(phone, forum, client_id=client_id).json()
    request.getfixturevalue("other_day")

    assert send(phone, forum, client_id=client_id).json() == kept
    refused = send(phone, forum)
    assert refused.status_code == 422
    assert "nicht vorgesehen" in refused.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"text": ""}, "Was möchten Sie sagen: Dieses Feld ist zwingend erforderlich."),
        ({"client_id": "1234"}, "Dieser Karte fehlt die Kennung Ihres Geräts."),
        ({"table": "9"}, "Diese Veranstaltung hat nur 4 Tische."),
        ({"question": "7"}, "keine gültige Auswahl"),
    ],
)
def test_refusal_says_why(phone, forum, words, sentence):
    response = send(phone, forum, **words)

    assert response.status_code == 422
    assert sentence in response.json()["errors"][0]["message"]
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}],
)
def test_other_sites_send_nothing(phone, forum, headers):
    assert send(phone, forum, headers=headers).status_code == 403
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver"}, 200),
    ],
)
def test_browsers_that_do_not_say_the_site_have_to_say_the_origin(db, forum, headers, status):
    assert send(Client(enforce_csrf_checks=True), forum, headers=headers).status_code == status


def test_signed_in_staff_is_a_participant_here(phone, forum, moderator, other_day):
    """Nobody's rights are used at this address; a moderator could add late cards elsewhere."""
    phone.force_login(moderator)

    assert send(phone, forum).status_code == 422


@pytest.mark.parametrize("device", ["", "erfunden:1:x"])
def test_card_without_token_of_ours_is_refused(phone, forum, device):
    assert send(phone, forum, device=device).status_code == 403


def test_one_device_is_slowed_down_and_others_are_not(phone, forum):
    mine = token(phone, forum)
    for _card in range(devices.PER_DEVICE):
        send(phone, forum, device=mine)

    assert send(phone, forum, device=mine).status_code == 429
    assert send(phone, forum).status_code == 200


def test_an_event_takes_only_so_many(phone, forum, monkeypatch):
    monkeypatch.setattr(devices, "PER_EVENT", 2)

    assert [send(phone, forum).status_code for _card in range(3)] == [200, 200, 429]


def test_one_address_gets_only_so_many_tokens(phone, forum, monkeypatch):
    monkeypatch.setattr(devices, "TOKENS_PER_ADDRESS", 2)

    assert [phone.get(cards(forum)).status_code for _token in range(3)] == [200, 200, 429]


def test_card_costs_the_same_queries_for_the_first_and_the_hundredth(phone, forum, query_count):
    mine = token(phone, forum)
    send(phone, forum, device=mine)
    one = query_count(lambda: send(phone, forum, device=mine))
    for number in range(10):
        factories.contribution(forum.process, event=forum, number=100 + number)

    assert (one, query_count(lambda: send(phone, forum, device=mine))) == (17, 17)


# --- photos -------------------------------------------------------------------------------------------------------
def send_photo(client, forum, client_id, data=None, **headers):
    upload = SimpleUploadedFile("foto.jpg", factories.picture() if data is None else data, "image/jpeg")
    address = reverse("public:phone_photo", args=[forum.slug, client_id])
    return client.post(address, {"photo": upload}, headers={"X-Faden-Device": token(client, forum)} | headers)


def test_photo_follows_its_card_once(phone, forum):
    client_id = str(uuid4())
    send(phone, forum, client_id=client_id)

    assert [send_photo(phone, forum, client_id).status_code for _try in range(2)] == [200, 200]
    assert CardPhoto.objects.get().contribution == Contribution.objects.get()


def test_photo_without_card_is_refused(phone, forum):
    assert send_photo(phone, forum, uuid4()).status_code == 404


def test_photo_that_is_none_is_refused_and_the_card_stays(phone, forum):
    client_id = str(uuid4())
    send(phone, forum, client_id=client_id)

    response = send_photo(phone, forum, client_id, b"<html>")

    assert response.status_code == 422
    assert (Contribution.objects.count(), CardPhoto.objects.count()) == (1, 0)


def test_photo_from_another_site_is_refused(phone, forum):
    client_id = str(uuid4())
    send(phone, forum, client_id=client_id)

    assert send_photo(phone, forum, client_id, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
