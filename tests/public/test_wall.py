"""The wall: the newest cards, never a name, unchanged answers cost nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.participation.enums import Moderation
from tests import factories


@pytest.fixture
def forum(db):
    factories.instance()
    now = timezone.now()
    stage = factories.stage(
        factories.process(), starts_on=(now - timedelta(days=1)).date(), ends_on=(now + timedelta(days=1)).date()
    )
    return factories.event(
        stage, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=3),
        questions=[{"de": "Was läuft gut?", "en": "What works well?"}, "Was fehlt?"],
    )  # fmt: skip


def card(forum, **values):
    return factories.contribution(forum.process, event=forum, **values)


def page(forum):
    return reverse("public:wall", args=[forum.slug])


def poll(client, forum, state="", **query):
    headers = {"If-None-Match": state} if state else {}
    return client.get(reverse("public:wall_cards", args=[forum.slug]), query, headers=headers)


def test_wall_shows_words_and_kind_and_nothing_else(page_client, forum):
    group = factories.group(forum.process, name="Geflüchtete")
    card(
        forum, text="Mehr Busse", kind="measure", actor_group=group, table=4, area=factories.municipality(name="Melle")
    )

    html = page_client.get(page(forum)).content.decode()

    assert "Mehr Busse" in html
    assert "Maßnahme" in html
    assert not [word for word in ("Geflüchtete", "Melle", "Tisch") if word in html]
    assert set(poll(page_client, forum).json()["cards"][0]) == {"number", "text", "lang", "dir", "kind", "group"}


def test_wall_shows_unchecked_cards_only_where_set(client, forum):
    card(forum, moderation=Moderation.PENDING)

    assert poll(client, forum).json()["cards"] == []
    forum.wall = "at_once"
    forum.save()
    assert len(poll(client, forum).json()["cards"]) == 1


def test_unchanged_wall_answers_without_a_body(client, forum):
    card(forum)
    state = poll(client, forum)["ETag"]

    unchanged = poll(client, forum, state)
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", state)
    card(forum)
    assert poll(client, forum, state).status_code == 200


def test_wall_sends_only_what_is_new_and_says_what_is_gone(client, forum):
    first, second = card(forum), card(forum)

    answer = poll(client, forum, seit=str(first.number)).json()
    assert ([row["number"] for row in answer["cards"]], set(answer["shown"])) == ([second.number], {"1", "2"})

    second.moderation, second.moderation_reason = Moderation.WITHHELD, "Name"
    second.save()
    assert set(poll(client, forum).json()["shown"]) == {"1"}


def test_wall_holds_the_newest_sixty(client, forum):
    for number in range(1, 63):
        card(forum, number=number, code=False)

    numbers = [row["number"] for row in poll(client, forum).json()["cards"]]
    assert (len(numbers), numbers[0], numbers[-1]) == (60, 62, 3)


def test_wall_is_arranged_by_question_kind_or_field(page_client, forum):
    field = factories.field(short_name="Sprache")
    sorted_card = card(forum, question=1, kind="goal")
    card(forum, kind="strength")
    factories.assignment(sorted_card, factories.theme(forum.process, field))

    def groups(by, prefix=""):
        return {name for name, _cards in page_client.get(prefix + page(forum), {"nach": by}).context["groups"]}

    assert groups("art") == {"Ziel", "Stärke"}
    assert groups("frage") == {"Was läuft gut?", "ohne Frage"}
    assert groups("feld") == {"Sprache", "noch ohne Handlungsfeld"}
    assert "What works well?" in groups("frage", "/en")
    assert groups("unsinn") == {""}


def test_wall_invites_only_while_telephones_are_taken(page_client, forum):
    assert "<svg role" in page_client.get(page(forum)).content.decode()
    forum.phones_open = False
    forum.save()
    assert "Mitmachen mit dem Telefon" not in page_client.get(page(forum)).content.decode()


def test_wall_works_without_scripts(page_client, forum):
    html = page_client.get(page(forum)).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in html
    assert "Neu laden" in html


def test_wall_of_an_internal_round_is_for_its_moderation(page_client, forum, moderator):
    forum.kind = "internal"
    forum.save()

    assert page_client.get(page(forum)).status_code == 404
    page_client.force_login(moderator)
    assert page_client.get(page(forum)).status_code == 200


@pytest.mark.parametrize("by", ["", "feld"])
def test_asking_takes_the_event_and_one_query(client, forum, query_count, by):
    card(forum)
    one = query_count(lambda: poll(client, forum, nach=by))
    card(forum)
    card(forum)

    assert (one, query_count(lambda: poll(client, forum, nach=by))) == (2, 2)
