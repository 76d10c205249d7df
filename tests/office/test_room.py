"""In the room: cards from the scribe's device, slips, the wall, posters, photos, sheets with one question a card."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.kernel.codes import new_code
from roterfaden.participation.enums import Reading
from roterfaden.participation.models import CardPhoto, Contribution, ReceiptCode
from roterfaden.participation.tasks import card_photos
from tests import factories
from tests.jobs import run_jobs

QUESTIONS = [
    {"kind": "strength", "de": "Was läuft gut?", "en": "What works well?", "ar": "ما الذي يسير جيدًا؟"},
    {"kind": "challenge", "de": "Was fehlt?"},
]


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    settings.TESSERACT = ""
    factories.instance()


@pytest.fixture
def forum():
    """A forum that runs now, by the real clock that the pages read."""
    now = timezone.now()
    stage = factories.stage(
        factories.process(), starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=9)).date()
    )
    return factories.event(
        stage, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2), questions=QUESTIONS
    )


@pytest.fixture
def desk(page_client, moderator):
    page_client.force_login(moderator)
    return page_client


def cards(forum):
    return reverse("office:capture_event_cards", args=[forum.slug])


def send(client, forum, **words):
    card = {
        "client_id": str(uuid4()), "text": "Kein Bus am Abend.", "kind": "challenge", "language": "de",
        "channel": "card", "said_on": timezone.localdate().isoformat(), "table": "2", "round": "1", "question": "2",
    }  # fmt: skip
    return client.post(cards(forum), card | words)


def picture(colour="white"):
    return SimpleUploadedFile("wand.jpg", factories.picture(colour=colour), "image/jpeg")


# --- cards from the device ----------------------------------------------------------------------------------------
def test_card_comes_with_receipt_and_its_page(desk, forum):
    receipt = send(desk, forum).json()

    card = Contribution.objects.get()
    assert (card.question, card.round, card.channel) == (2, 1, "card")
    assert receipt["page"] == reverse("office:card", args=[card.pk])
    assert receipt["code"].replace("-", "") == card.code.code


def test_card_sent_twice_is_kept_once(desk, forum):
    client_id = str(uuid4())

    assert send(desk, forum, client_id=client_id).json() == send(desk, forum, client_id=client_id).json()
    assert send(desk, forum, client_id=client_id, text="Anders").status_code == 409
    assert Contribution.objects.count() == 1


def test_whoever_is_not_signed_in_any_more_is_told_so(client, forum):
    assert client.get(cards(forum)).status_code == 401
    assert send(client, forum).status_code == 401


def test_address_insists_on_the_token_of_the_form(moderator, forum):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert send(strict, forum).status_code == 403

    token = strict.get(cards(forum)).json()["csrf"]
    card = {"client_id": str(uuid4()), "text": "Ja", "kind": "goal", "language": "de", "channel": "card"}
    card["said_on"] = timezone.localdate().isoformat()
    assert strict.post(cards(forum), card, headers={"X-CSRFToken": token}).status_code == 200


def test_others_get_nothing(page_client, goal_owner, forum):
    page_client.force_login(goal_owner)
    assert send(page_client, forum).status_code == 403


def test_photo_follows_its_card_once(desk, forum):
    client_id = uuid4()
    send(desk, forum, client_id=str(client_id))
    address = reverse("office:capture_event_photo", args=[forum.slug, client_id])

    assert [desk.post(address, {"photo": picture()}).status_code for _try in range(2)] == [200, 200]
    assert desk.post(address, {"photo": picture("red")}).status_code == 422
    assert CardPhoto.objects.get().contribution == Contribution.objects.get()


def test_shell_holds_nobodys_name_and_nobodys_words(desk, moderator, forum):
    send(desk, forum, text="Ich heiße Amal.")

    html = desk.get(reverse("office:capture_shell", args=[forum.slug])).content.decode()

    assert moderator.name not in html
    assert "Amal" not in html
    assert "Pinnwand" not in html
    assert 'data-way="desk"' in html


def test_form_offers_what_the_stage_opens(desk, forum):
    forum.stage.openings.exclude(kind__in=["goal", "challenge"]).delete()

    form = desk.get(reverse("office:capture_event", args=[forum.slug])).context["form"]

    assert [value for value, _label in form.fields["kind"].choices] == ["challenge", "goal"]


# --- slips --------------------------------------------------------------------------------------------------------
def test_slip_brings_the_words_back_into_the_form(desk, forum):
    receipt = ReceiptCode.objects.create(
        code=new_code(), process=forum.process, event=forum, issued_at=timezone.now() - timedelta(days=1)
    )
    send(desk, forum, code=receipt.code, text="Kain Bus")
    card = Contribution.objects.get()
    page = desk.get(reverse("office:capture_event", args=[forum.slug]))
    assert "Beitrag 1 als Fehleingabe zurücknehmen" in page.content.decode()

    response = desk.post(reverse("office:capture_slip", args=[card.pk]), follow=True)

    form = response.context["form"]
    assert (form["text"].value(), form["question"].value(), form["table"].value()) == ("Kain Bus", 2, 2)
    card.refresh_from_db()
    assert (card.moderation_reason, card.text) == ("Fehleingabe", "Kain Bus")
    receipt.refresh_from_db()
    assert receipt.contribution is None


def test_slip_from_the_device(desk, forum):
    receipt = send(desk, forum).json()

    assert desk.post(receipt["slip"]).status_code == 200
    assert desk.post(receipt["slip"]).status_code == 422
    assert Contribution.objects.get().moderation == "withheld"


def test_slip_of_somebody_else_is_none(desk, page_client, forum):
    card = send(desk, forum).json()
    page_client.force_login(factories.user(Role.MODERATOR))

    response = page_client.post(card["slip"])

    assert (response.status_code, Contribution.objects.get().moderation) == (422, "pending")
    assert "hat jemand anderes erfasst" in response.json()["errors"][0]["message"]


# --- wall, telephones, posters ------------------------------------------------------------------------------------
def test_wall_and_telephones_are_set_in_one_place(desk, forum):
    address = reverse("office:event_room", args=[forum.slug])

    assert desk.post(address, {"wall": "at_once", "phones_open": ""}, follow=True).status_code == 200
    forum.refresh_from_db()
    assert (forum.wall, forum.phones_open, forum.takes_phones) == ("at_once", False, False)
    assert desk.post(address, {"wall": "at_once"}).status_code == 422


def test_card_is_taken_off_the_wall_at_once(desk, forum):
    card = factories.contribution(forum.process, event=forum)
    page = desk.get(reverse("office:event_room", args=[forum.slug])).content.decode()
    assert "Beitrag 1 ausblenden" in page

    desk.post(reverse("office:wall_hide", args=[card.pk]))

    card.refresh_from_db()
    assert (card.moderation, card.text) == ("withheld", card.text)
    assert desk.get(reverse("public:wall_cards", args=[forum.slug])).json()["cards"] == []


def test_room_takes_the_same_queries_for_one_card_and_three(desk, forum, query_count):
    address = reverse("office:event_room", args=[forum.slug])
    factories.contribution(forum.process, event=forum)
    desk.get(address)
    one = query_count(lambda: desk.get(address))
    factories.contribution(forum.process, event=forum)
    factories.contribution(forum.process, event=forum)

    assert (one, query_count(lambda: desk.get(address))) == (7, 7)


def test_there_is_a_poster_for_the_room_and_for_each_table(desk, forum):
    html = desk.get(reverse("office:event_posters", args=[forum.slug])).content.decode()

    assert html.count("<svg role") == 1 + forum.tables
    assert reverse("public:phone_table", args=[forum.slug, 6]) in html


# --- photos -------------------------------------------------------------------------------------------------------
def photos(forum):
    return reverse("office:capture_photos", args=[forum.slug])


def test_wall_photo_is_typed_from(desk, forum):
    desk.post(photos(forum), {"photo": picture(), "alt": "Wand"})
    photo = CardPhoto.objects.get()

    assert photo.reading == Reading.NONE
    assert "keine Texterkennung eingerichtet" in desk.get(photos(forum)).content.decode()
    page = desk.get(reverse("office:capture_event", args=[forum.slug]), {"foto": photo.pk}).content.decode()
    assert reverse("office:card_photo", args=[photo.pk]) in page
    image = desk.get(reverse("office:card_photo", args=[photo.pk]))
    assert (image["X-Content-Type-Options"], image.status_code) == ("nosniff", 200)


def test_draft_is_offered_and_marked(desk, forum):
    photo = factories.card_photo(forum, draft="Mehr Busse", reading=Reading.DONE)
    address = reverse("office:capture_event", args=[forum.slug])

    offered = desk.get(address, {"foto": photo.pk})
    assert offered.context["form"]["text"].value() is None
    assert "Was das Programm gelesen hat (ungeprüft)" in offered.content.decode()
    taken = desk.get(address, {"foto": photo.pk, "entwurf": "1"})
    assert taken.context["form"]["text"].value() == "Mehr Busse"
    assert "Vergleichen Sie ihn Wort für Wort" in taken.content.decode()


def test_photo_is_read_in_the_background(desk, forum, settings, tmp_path, django_capture_on_commit_callbacks):
    reader = tmp_path / "reader"
    reader.write_text("#!/bin/sh\ncat >/dev/null\necho 'Mehr Busse am Abend'\n")
    reader.chmod(0o755)
    settings.TESSERACT = str(reader)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(photos(forum), {"photo": picture()})
    run_jobs()

    photo = CardPhoto.objects.get()
    assert (photo.reading, photo.draft) == (Reading.DONE, "Mehr Busse am Abend")


@pytest.mark.parametrize("program", ["", "/nowhere/tesseract", "/bin/false"])
def test_without_a_reader_nothing_is_read(settings, program):
    settings.TESSERACT = program

    assert card_photos.text_on(b"") is None


def test_photo_is_released_from_the_list(desk, forum):
    card = factories.contribution(forum.process, event=forum)
    photo = factories.card_photo(forum, contribution=card)
    assert "Für alle freigeben" in desk.get(photos(forum)).content.decode()

    address, words = reverse("office:card_photo_release", args=[photo.pk]), {"alt": "Ein gezeichneter Bus"}
    assert "dass darauf niemand zu erkennen ist" in desk.post(address, words, follow=True).content.decode()

    page = desk.post(address, words | {"shows_nobody": "1"}, follow=True).content.decode()

    photo.refresh_from_db()
    assert (photo.alt, photo.released_at is not None) == ("Ein gezeichneter Bus", True)
    assert reverse("public:contribution", args=[forum.process.slug, card.number]) in page
    desk.post(reverse("office:card_photo_hide", args=[photo.pk]))
    photo.refresh_from_db()
    assert photo.released_at is None


def test_photos_take_the_same_queries_for_one_and_three(desk, forum, query_count):
    factories.card_photo(forum)
    desk.get(photos(forum))
    one = query_count(lambda: desk.get(photos(forum)))
    factories.card_photo(forum)
    factories.card_photo(forum)

    assert (one, query_count(lambda: desk.get(photos(forum)))) == (7, 7)


# --- sheets -------------------------------------------------------------------------------------------------------
def test_every_question_gets_cards_of_its_own_with_its_kind_in_two_languages(desk, forum):
    desk.post(reverse("office:event", args=[forum.slug]), {"count": "2", "question": "je"})
    address = reverse("office:event_cards", args=[forum.slug])

    printed = desk.get(address).context["cards"]
    assert [(card.kind, len(card.questions)) for card in printed] == [("Stärke", 1)] * 2 + [("Herausforderung", 1)] * 2
    assert [wording.language for wording in printed[0].questions[0]] == ["de", "en"]
    arabic = desk.get(address, {"sprache": "ar"}).context["cards"]
    assert [wording.language for wording in arabic[0].questions[0]] == ["de", "ar"]


def test_all_questions_on_each_card(desk, forum):
    desk.post(reverse("office:event", args=[forum.slug]), {"count": "1", "question": ""})

    card = desk.get(reverse("office:event_cards", args=[forum.slug])).context["cards"][0]
    assert (card.kind, len(card.questions)) == ("", 2)
