"""The office protects people: leaving out, opening, looking again, periods."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.kernel.actors import Participant
from roterfaden.participation import actions
from roterfaden.participation.models import Consent, RetentionRule, ReviewRequest, Translation
from tests import factories
from tests.factories import NOW

TEXT = "Frau Beispiel hilft beim Deutschlernen."


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.SECOND_FACTOR = "optional"


@pytest.fixture
def card(db):
    factories.instance()
    return factories.contribution(factories.process(), text=TEXT)


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def seal(client, card, **values):
    return client.post(url("card_passages", card.pk), {"passages": "Frau Beispiel", "kind": "person"} | values)


def test_moderator_leaves_words_out(page_client, card, moderator):
    page_client.force_login(moderator)
    page = page_client.get(url("card_passages", card.pk))
    assert page["Cache-Control"] == "no-store, private"

    done = seal(page_client, card)

    assert done["Location"] == url("card", card.pk)
    html = page_client.get(done["Location"]).content.decode()
    assert "Frau Beispiel" not in html
    assert "[… …] hilft beim Deutschlernen." in html
    assert "nennt eine Person (1)" in html
    assert "Original öffnen" in html


def test_words_that_do_not_stand_there_are_refused_and_kept(page_client, card, moderator):
    page_client.force_login(moderator)

    answer = seal(page_client, card, passages="Herr Niemand")

    assert answer.status_code == 422
    assert "Das steht so nicht im Text: „Herr Niemand“." in answer.content.decode()


def test_translation_has_a_field_of_its_own(page_client, card, moderator):
    Translation.objects.create(contribution=card, language="en", text="Ms Beispiel.", status="checked", made_at=NOW)
    page_client.force_login(moderator)
    assert seal(page_client, card).status_code == 422

    seal(page_client, card, in_en="Ms Beispiel")

    assert Translation.objects.get().text == "[… …]."


def test_other_places_with_the_same_words_are_named(page_client, card, moderator):
    other = factories.contribution(card.process, text="Auch Frau Beispiel fehlt.")
    theme = factories.theme(card.process, factories.field(), title="Hilfe durch Frau Beispiel")
    page_client.force_login(moderator)

    html = seal(page_client, card).content.decode()

    assert url("card", other.pk) in html
    assert url("theme", theme.pk) in html


def test_planner_opens_the_original_once_with_a_reason(page_client, card, moderator, planner):
    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Beispiel"], now=NOW)
    page_client.force_login(planner)
    assert page_client.post(url("card_original", card.pk), {"reason": ""}).status_code == 422

    answer = page_client.post(url("card_original", card.pk), {"reason": "Beschwerde"})

    assert TEXT in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"
    assert TEXT not in page_client.get(url("card_original", card.pk)).content.decode()


def test_planner_shows_everything_again(page_client, card, moderator, planner):
    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Beispiel"], now=NOW)
    page_client.force_login(planner)

    page_client.post(url("card_show_passages", card.pk), {"reason": "Sie möchte genannt werden."})

    card.refresh_from_db()
    assert card.text == TEXT


def test_withdrawn_card_says_so(page_client, card, planner):
    actions.withdraw_voice(actor=Participant(), contribution=card, now=NOW)
    page_client.force_login(planner)

    html = page_client.get(url("card", card.pk)).content.decode()

    assert "Die Person hat diesen Beitrag am 15. Juni 2017 zurückgezogen." in html


def test_consent_is_noted(page_client, card, moderator):
    page_client.force_login(moderator)

    page_client.post(url("card_consent", card.pk), {"zweck": "publish"})

    assert Consent.objects.get().purpose == "publish"


def test_request_waits_on_my_day_and_is_answered(page_client, card, moderator):
    actions.withhold_contribution(actor=moderator, contribution=card, reason="nennt eine Person", now=NOW)
    asked = actions.ask_review(actor=Participant(), contribution=card, words="Das bin ich.", now=NOW)
    page_client.force_login(moderator)
    assert "1 Person bittet um erneute Prüfung" in page_client.get(url("my_day")).content.decode()
    assert url("second_look", asked.pk) in page_client.get(url("second_looks")).content.decode()
    assert "Das bin ich." in page_client.get(url("second_look", asked.pk)).content.decode()

    page_client.post(url("second_look", asked.pk), {"outcome": "published", "answer": "Sie haben recht."})

    card.refresh_from_db()
    assert (card.moderation, ReviewRequest.objects.get().answer) == ("published", "Sie haben recht.")
    assert "Niemand wartet" in page_client.get(url("second_looks")).content.decode()


@pytest.mark.parametrize("requests", [1, 3])
def test_list_of_requests_costs_the_same(client, moderator, query_count, requests):
    factories.instance()
    process = factories.process()
    for _number in range(requests):
        withheld = factories.contribution(process, moderation="withheld", moderation_reason="x")
        ReviewRequest.objects.create(contribution=withheld, asked_at=NOW)
    client.force_login(moderator)

    assert query_count(lambda: client.get(url("second_looks"))) == 6


def test_retention_page_says_what_goes_when(page_client, card, planner):
    actions.leave_address(
        actor=Participant(), contribution=card, email="a@example.org", language="de",
        now=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    page_client.force_login(planner)

    html = page_client.get(url("retention")).content.decode()

    assert "Ein Eintrag hat seine Frist überschritten." in html
    assert "a@example.org" not in html


def test_period_is_set_with_a_reason(page_client, card, planner):
    page_client.force_login(planner)
    assert page_client.post(url("retention_set", "free_code"), {"days": 90, "reason": ""}).status_code == 422

    page_client.post(url("retention_set", "free_code"), {"days": 90, "reason": "So beschlossen."})

    assert RetentionRule.objects.get().days == 90
    assert "So beschlossen." in page_client.get(url("retention")).content.decode()
