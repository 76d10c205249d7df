"""Suggestions on the board: reasons open without a script, one click takes or rejects, moving decides."""

import pytest
from django.urls import reverse

from roterfaden.jobs.models import Job
from roterfaden.participation.models import ThemeAssignment
from roterfaden.sorting.enums import Verdict
from roterfaden.sorting.models import SuggestionDecision
from tests import factories


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SECOND_FACTOR = "optional"


@pytest.fixture
def card(db):
    factories.instance()
    return factories.contribution(factories.process(), text="Miete & <script>alert(1)</script> zu hoch")


@pytest.fixture
def theme(card):
    return factories.theme(card.process, factories.field(), title="<b>Wohnen</b>")


@pytest.fixture
def suggestion(card, theme):
    return factories.suggestion(card, theme, why={"words": [[card.pk, 0, 2, 0.31]], "cards": []})


def test_card_says_what_is_suggested_and_why(page_client, moderator, card, suggestion):
    page_client.force_login(moderator)
    html = page_client.get(reverse("office:card", args=[card.pk])).content.decode()

    assert "(0,82)" in html
    assert "warum?" in html
    assert "script&gt;alert(1)&lt;/script" in html
    assert "<script>alert(1)" not in html
    assert "<b>Wohnen</b>" not in html
    assert "&lt;b&gt;Wohnen&lt;/b&gt;" in html


def test_board_shows_the_suggestion_on_a_waiting_card(page_client, moderator, card, suggestion):
    page_client.force_login(moderator)
    html = page_client.get(reverse("office:board")).content.decode()

    assert "office-suggestion__target" in html


@pytest.mark.parametrize("more", [0, 2])
def test_board_takes_the_same_queries_for_many_suggestions(
    client, moderator, card, theme, suggestion, query_count, more
):
    for _number in range(more):
        other = factories.contribution(card.process)
        factories.suggestion(other, theme)
    client.force_login(moderator)
    client.get(reverse("office:board"))

    assert query_count(lambda: client.get(reverse("office:board"))) == QUERIES_OF_THE_BOARD


def test_taking_it_moves_the_card_and_is_remembered(client, moderator, card, theme, suggestion):
    client.force_login(moderator)
    client.post(reverse("office:suggestion_accept", args=[suggestion.pk]))

    assert ThemeAssignment.objects.current().get(contribution=card).theme == theme
    assert suggestion.decisions.get().verdict == Verdict.ACCEPTED


def test_moving_it_elsewhere_by_hand_is_remembered_too(client, moderator, card, suggestion):
    other = factories.theme(card.process, factories.field(), title="Anderswo")
    client.force_login(moderator)
    client.post(reverse("office:card_assign", args=[card.pk]), {f"karte-{card.pk}-theme": other.pk})

    assert ThemeAssignment.objects.current().get(contribution=card).theme == other
    assert suggestion.decisions.get().verdict == Verdict.OTHER


def test_rejecting_hides_it(page_client, moderator, card, suggestion):
    page_client.force_login(moderator)
    page_client.post(reverse("office:suggestion_reject", args=[suggestion.pk]))
    html = page_client.get(reverse("office:card", args=[card.pk])).content.decode()

    assert suggestion.decisions.get().verdict == Verdict.REJECTED
    assert "office-suggestion__target" not in html


def test_people_elsewhere_do_not_find_it(client, outsider, suggestion):
    client.force_login(outsider)

    assert client.post(reverse("office:suggestion_reject", args=[suggestion.pk])).status_code == 403
    assert not SuggestionDecision.objects.exists()


def test_page_shows_shares_with_interval(page_client, moderator, card, theme, suggestion):
    page_client.force_login(moderator)
    page_client.post(reverse("office:suggestion_accept", args=[suggestion.pk]))
    html = page_client.get(reverse("office:suggestions")).content.decode()

    assert "Wilson" in html
    assert "100" in html
    assert "verschiebt keine Karte" in html


def test_page_says_that_nothing_was_decided(page_client, moderator, card):
    page_client.force_login(moderator)

    assert "Noch keine Entscheidung" in page_client.get(reverse("office:suggestions")).content.decode()


def test_computing_is_a_job(client, moderator, card):
    client.force_login(moderator)
    answer = client.post(reverse("office:suggestions_compute", args=[card.process.slug]))
    job = Job.objects.get()

    assert (job.kind, job.arguments) == ("sorting.suggest", {"process": card.process.slug})
    assert answer.url == reverse("office:job", args=[job.uid])


QUERIES_OF_THE_BOARD = 21
"""Three of them are the suggestions'."""
