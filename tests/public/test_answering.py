"""The card asks whether the answer meets the point; a unit writes its advice; a letter leads to what is new."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.models import Consideration, ElementRevision
from roterfaden.kernel.actors import System
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import Moderation
from roterfaden.post.models import Message
from roterfaden.public.expert import GUESSES
from roterfaden.public.replies import REPLIES
from roterfaden.thread.queries.voice import card_status
from roterfaden.weighing import actions
from roterfaden.weighing.methods import new_link
from roterfaden.weighing.models import AdviceDraft, AdviceReply, NewsLetter, NewsStop, Reply, ToldNews
from roterfaden.weighing.queries.notices import LETTER_SALT
from tests import factories
from tests.factories import NOW, TODAY
from tests.weighing.advice import token_in

SYSTEM = System("test")


@pytest.fixture
def answer(world):
    return Consideration.objects.get(contribution=world.voice, element=world.goal)


def page_of(world):
    return reverse("public:card_status", args=[world.code])


def reply(client, world, answer, **values):
    data = {f"antwort-{answer.pk}-{name}": value for name, value in values.items()}
    return client.post(reverse("public:voice_reply", args=[world.code, answer.pk]), data)


# --- does the answer meet the point? ------------------------------------------------------------------------------
def test_card_asks_and_keeps_the_reply(page_client, world, answer):
    assert "Trifft das Ihr Anliegen?" in page_client.get(page_of(world)).content.decode()

    response = reply(page_client, world, answer, verdict="partly", words="Der Bus fehlt noch.")

    assert response["Location"] == page_of(world) + "#rueckmeldung"
    html = page_client.get(page_of(world)).content.decode()
    assert "<strong>teilweise</strong>" in html
    assert "Der Bus fehlt noch." in html


def test_newer_reply_supersedes_the_older(client, world, answer):
    reply(client, world, answer, verdict="no")
    reply(client, world, answer, verdict="yes")

    assert list(Reply.objects.order_by("pk").values_list("verdict", "superseded_at"))[1] == ("yes", None)
    assert Reply.objects.current().count() == 1


def test_reply_without_a_verdict_keeps_what_was_typed(page_client, world, answer):
    response = reply(page_client, world, answer, words="Der Bus fehlt noch.")

    assert response.status_code == 422
    assert "Der Bus fehlt noch." in response.content.decode()


def test_reply_to_foreign_or_unpublished_answer_is_missing(client, world, answer):
    other = factories.contribution(world.process)
    assert reply(client, SimpleNamespace(code=other.code.code), answer, verdict="yes").status_code == 404
    draft = Consideration.objects.create(
        contribution=other, element=world.goal, outcome="partly", reason="…", plain_reason="…", made_as="x", made_at=NOW
    )
    assert reply(client, SimpleNamespace(code=other.code.code), draft, verdict="yes").status_code == 404
    assert reply(client, SimpleNamespace(code=new_code()), answer, verdict="yes").status_code == 404
    assert Reply.objects.count() == 0


def test_replies_are_limited(client, world, answer):
    for _ in range(REPLIES):
        assert reply(client, world, answer, verdict="yes").status_code == 302

    assert reply(client, world, answer, verdict="yes").status_code == 429


def test_words_are_public_only_when_released(page_client, world, answer):
    reply(page_client, world, answer, verdict="no", words="GEHEIMEWORTE")
    public = reverse("public:contribution", args=[world.voice.process.slug, world.voice.number])
    assert "GEHEIMEWORTE" not in page_client.get(public).content.decode()

    actions.handle_reply(actor=SYSTEM, reply=Reply.objects.get(), release=True, now=NOW)
    assert "GEHEIMEWORTE" in page_client.get(public).content.decode()

    type(world.voice).objects.filter(pk=world.voice.pk).update(withdrawn_at=NOW)
    assert "GEHEIMEWORTE" not in page_client.get(public).content.decode()


# --- the status page ----------------------------------------------------------------------------------------------
def test_card_shows_the_change_of_wording_readable_without_colour(page_client, world, answer):
    old = world.goal.revisions.get()
    new = ElementRevision.objects.create(
        element=world.goal, number=2, title=old.title, body="Bis 2022 fährt ein Bus.", made_as="x", made_at=NOW
    )
    world.concept.versions.get(frozen_at=None).nodes.filter(element=world.goal).update(revision=new)
    Consideration.objects.filter(pk=answer.pk).update(version=world.version)
    factories.frozen_version(world.concept, "submitted", slug="neu")

    html = page_client.get(page_of(world)).content.decode()

    assert "<ins>Bis 2022 fährt ein Bus.</ins>" in html
    assert "Durchgestrichen: weggefallen. Unterstrichen: neu." in html


def test_card_keeps_earlier_published_answers(page_client, world, answer):
    Consideration.objects.filter(pk=answer.pk).update(superseded_at=NOW, retired_at=NOW)
    Consideration.objects.create(
        contribution=world.voice, element=world.goal, outcome="partly", reason="…", plain_reason="Nur zum Teil.",
        made_as="strategy_officer", made_at=NOW, published_at=NOW, supersedes=answer,
    )  # fmt: skip

    html = page_client.get(page_of(world)).content.decode()

    assert "vorher stand da:" in html
    assert html.index("Nur zum Teil.") < html.index("vorher stand da:") < html.rindex("Sie haben recht.")


def test_released_advice_stands_apart_from_the_answer(page_client, world):
    request, token = ask(world)
    (advice,) = actions.give_advice(
        actor=SYSTEM, request=request, said={world.voice.pk: ("not_taken_up", "FACHLICHEWORTE")}, now=timezone.now()
    )
    assert "FACHLICHEWORTE" not in page_client.get(page_of(world)).content.decode()

    actions.release_advice(actor=SYSTEM, reply=advice, now=NOW)

    html = page_client.get(page_of(world)).content.decode()
    assert "FACHLICHEWORTE" in html
    assert "Fachlicher Rat ist nicht die Antwort." in html
    assert token not in html


@pytest.mark.parametrize("n", [1, 3])
def test_card_needs_a_fixed_number_of_queries(world, answer, n, django_assert_max_num_queries):
    for number in range(n):
        goal = factories.element(world.concept, parent=world.top, title=f"Ziel {number}")
        Consideration.objects.create(
            contribution=world.voice, element=goal, outcome="partly", reason="…", plain_reason="…", made_as="x",
            made_at=NOW, published_at=NOW, version=world.version,
        )  # fmt: skip

    with django_assert_max_num_queries(19):
        status = card_status(world.code)
    assert len(status.story.answers) == n + 2


# --- a unit's page ------------------------------------------------------------------------------------------------
def ask(world, voices=()):
    request = actions.request_advice(
        actor=SYSTEM, process=world.process, unit=factories.unit(), voices=[world.voice, *voices],
        question="Ist das möglich?", due_on=local_day(timezone.now()) + timedelta(days=7), now=timezone.now(),
    )  # fmt: skip
    return request, token_in(Message.objects.order_by("-pk").first().text)


def test_unit_saves_in_parts_and_gets_thanks(page_client, world):
    other = factories.contribution(world.process, number=77)
    _request, token = ask(world, [other])
    address, number = reverse("public:advice", args=[token]), world.voice.number
    html = page_client.get(address).content.decode()
    assert "Ist das möglich?" in html
    assert world.code not in html

    page_client.post(address, {f"worte-{number}": "Wir prüfen das.", "speichern": "1"})
    assert AdviceDraft.objects.get().words == "Wir prüfen das."
    assert "Wir prüfen das." in page_client.get(address).content.decode()

    half = page_client.post(address, {f"worte-{number}": "Wir prüfen das."})
    assert half.status_code == 422
    assert "Wählen Sie eine Empfehlung" in half.content.decode()

    done = page_client.post(address, {f"worte-{number}": "Ja.", f"empfehlung-{number}": "taken_up"}, follow=True)
    assert "1 von 2 Beiträgen haben Ihren Rat." in done.content.decode()
    assert "noch offen" in done.content.decode()
    assert AdviceReply.objects.get().words == "Ja."


def test_unit_page_is_private_and_without_index(page_client, world):
    _request, token = ask(world)

    response = page_client.get(reverse("public:advice", args=[token]))

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_unit_link_that_is_wrong_or_revoked_says_so(page_client, world):
    request, token = ask(world)
    address = reverse("public:advice", args=[token])
    assert page_client.get(reverse("public:advice", args=[new_link()[0]])).status_code == 404

    actions.revoke_advice(actor=SYSTEM, request=request, reason="Erledigt", now=timezone.now())

    assert page_client.get(address).status_code == 404
    assert page_client.post(address, {}).status_code == 404


def test_guessing_links_is_stopped(client, world):
    _request, token = ask(world)
    for _ in range(GUESSES):
        client.get(reverse("public:advice", args=["falsch"]))

    assert client.get(reverse("public:advice", args=[token])).status_code == 429


# --- letters ------------------------------------------------------------------------------------------------------
def letter(*told):
    made = NewsLetter.objects.create(address_key="0" * 64, day=TODAY, language="de", written_at=NOW)
    for number, (voice, is_own) in enumerate(told):
        ToldNews.objects.create(
            letter=made, address_key=made.address_key, contribution=voice, kind="answered", key=f"answer:{number}",
            is_own=is_own,
        )  # fmt: skip
    return signing.dumps(str(made.uid), salt=LETTER_SALT)


def test_letter_about_one_voice_leads_to_its_card(client, world):
    response = client.get(reverse("public:news", args=[letter((world.voice, True))]))

    assert response["Location"] == page_of(world)


def test_letter_about_a_supported_voice_never_shows_its_code(page_client, world):
    other = factories.contribution(world.process, number=78)
    html = page_client.get(reverse("public:news", args=[letter((world.voice, True), (other, False))])).content.decode()

    assert world.code in html
    assert other.code.code not in html
    assert "Auf Beitrag 78 gibt es jetzt eine Antwort." in html


def test_only_the_button_stops_letters(page_client, world):
    address = reverse("public:news_stop", args=[letter((world.voice, True))])
    page_client.get(address)
    assert NewsStop.objects.count() == 0

    assert "Wir schreiben Ihnen nicht mehr" in page_client.post(address).content.decode()
    assert NewsStop.objects.count() == 1
    assert page_client.get(reverse("public:news", args=["falsch"])).status_code == 404


def test_words_about_withdrawn_voices_are_erased(world, answer):
    from roterfaden.weighing.tasks import erase_words_of_withdrawn

    made = actions.reply_to_answer(actor=SYSTEM, consideration=answer, verdict="no", words="Der Bus fehlt.", now=NOW)
    erase_words_of_withdrawn(now=NOW)
    made.refresh_from_db()
    assert made.words == "Der Bus fehlt."

    type(world.voice).objects.filter(pk=world.voice.pk).update(withdrawn_at=NOW)
    for _ in range(2):
        erase_words_of_withdrawn(now=NOW)
    made.refresh_from_db()
    assert (made.words, made.verdict, made.moderation) == ("", "no", Moderation.PENDING)
