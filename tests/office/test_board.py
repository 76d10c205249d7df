"""The board: checking cards, sorting them, naming themes."""

import pytest
from django.urls import reverse

from roterfaden.accounts.enums import Role, ScopeKind
from tests import factories

BOARD = "/buero/pinnwand/"


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def theme(process):
    return factories.theme(process, factories.field(), title="Bus am Abend")


@pytest.fixture
def desk(page_client, moderator):
    page_client.force_login(moderator)
    return page_client


def text(response):
    return response.content.decode()


def url(name, thing):
    return reverse(f"office:{name}", args=[thing.pk])


def assign(client, card, theme, **values):
    return client.post(url("card_assign", card), {f"karte-{card.pk}-theme": str(theme.pk) if theme else ""} | values)


def shown(response):
    return [card.contribution for card in response.context["cards"]]


# --- the wall -----------------------------------------------------------------------------------------------------
def test_board_counts_themes_and_shows_what_is_unsorted(desk, process, theme):
    lying, waiting = factories.contribution(process), factories.contribution(process, moderation="pending")
    factories.contribution(process, moderation="withheld", moderation_reason="Name")
    factories.assignment(lying, theme)

    response = desk.get(BOARD)

    board = response.context["board"]
    assert shown(response) == [waiting]
    assert (board.pending, board.unsorted) == (1, 1)
    [column] = board.fields
    assert [(row.theme, [card.contribution for card in row.cards], row.total) for row in column.themes] == [
        (theme, [lying], 1)
    ]
    assert "1 Karte liegt in keinem Thema" in text(response)


def test_board_filters_live_in_the_address(desk, process, theme):
    event = factories.event(factories.stage(process))
    goal = factories.contribution(process, kind="goal", event=event)
    pending = factories.contribution(process, moderation="pending")
    withheld = factories.contribution(process, moderation="withheld", moderation_reason="Name")
    lying = factories.contribution(process)
    factories.assignment(lying, theme)

    assert shown(desk.get(BOARD)) == [goal, pending]
    assert shown(desk.get(BOARD, {"art": "goal"})) == [goal]
    assert shown(desk.get(BOARD, {"stand": "pending"})) == [pending]
    assert shown(desk.get(BOARD, {"stand": "withheld"})) == [withheld]
    assert shown(desk.get(BOARD, {"veranstaltung": event.slug})) == [goal]
    assert shown(desk.get(BOARD, {"stand": "all"})) == [goal, pending, withheld, lying]


def test_board_takes_the_same_queries_for_one_and_four_cards(desk, process, theme, query_count):
    factories.contribution(process)
    desk.get(BOARD)
    one = query_count(lambda: desk.get(BOARD))
    for _number in range(3):
        factories.contribution(
            process, event=factories.event(factories.stage(process)), actor_group=factories.group(process)
        )
        factories.theme(process, factories.field())

    assert (one, query_count(lambda: desk.get(BOARD))) == (19, 19)


def test_board_pages_at_fifty(desk, process):
    for _number in range(51):
        factories.contribution(process, code=False)

    assert len(shown(desk.get(BOARD))) == 50
    assert len(shown(desk.get(BOARD, {"seite": "2"}))) == 1


def test_empty_board_says_so(desk, process):
    assert "Keine Karte wartet" in text(desk.get(BOARD))


def test_board_without_process_says_why(desk):
    assert "Noch kein Verfahren" in text(desk.get(BOARD))


def test_board_of_one_process_hides_the_others(page_client, process):
    other = factories.process()
    page_client.force_login(factories.user(Role.MODERATOR, scope=(ScopeKind.PROCESS, process.slug)))

    assert page_client.get(BOARD).context["process"] == process
    assert page_client.get(BOARD, {"verfahren": other.slug}).status_code == 404
    assert page_client.get(url("card", factories.contribution(other))).status_code == 404
    assert page_client.post(url("card_publish", factories.contribution(other))).status_code == 404


# --- sorting ------------------------------------------------------------------------------------------------------
def test_assign_comes_back_to_the_filter(desk, process, theme):
    card = factories.contribution(process)

    response = assign(desk, card, theme, zurueck=f"{BOARD}?art=goal&seite=2")

    assert response["Location"] == f"{BOARD}?art=goal&seite=2"
    assert card.assignments.get().theme == theme


def test_assign_never_leads_away_from_the_house(desk, process, theme):
    card = factories.contribution(process)

    response = assign(desk, card, theme, zurueck="https://example.org/")

    assert response["Location"] == url("card", card)


def test_assign_without_theme_is_422_on_the_card(desk, process, theme):
    response = assign(desk, factories.contribution(process), None)

    assert response.status_code == 422
    assert "theme" in response.context["places"][0][1].errors


def test_assign_to_the_same_theme_is_explained(desk, process, theme):
    card = factories.contribution(process)
    assign(desk, card, theme)

    response = assign(desk, card, theme)

    assert response.status_code == 422
    assert f"Beitrag {card.number} liegt schon in diesem Thema." in text(response)


def test_themes_of_other_processes_cannot_be_chosen(desk, process, theme):
    foreign = factories.theme(factories.process(opened_on="2010-01-01"), factories.field())

    assert assign(desk, factories.contribution(process), foreign).status_code == 422


# --- one card -----------------------------------------------------------------------------------------------------
def test_publish_and_withhold(desk, process):
    card = factories.contribution(process, moderation="pending")

    desk.post(url("card_publish", card))
    card.refresh_from_db()
    assert card.moderation == "published"

    desk.post(url("card_withhold", card), {"reason": "Nennt eine Person"})
    card.refresh_from_db()
    assert (card.moderation, card.moderation_reason) == ("withheld", "Nennt eine Person")
    assert "Nennt eine Person" in text(desk.get(url("card", card)))


def test_withhold_without_reason_is_422(desk, process):
    response = desk.post(url("card_withhold", factories.contribution(process)), {"reason": ""})

    assert response.status_code == 422
    assert "reason" in response.context["withhold_form"].errors


def test_publish_twice_is_explained(desk, process):
    response = desk.post(url("card_publish", factories.contribution(process)), follow=True)

    assert "Dieser Beitrag ist schon veröffentlicht." in text(response)


def test_card_in_arabic_keeps_language_and_direction(desk, process):
    card = factories.contribution(process, language="ar", text="لا توجد حافلة في المساء")

    values = {"language": "de", "text": "Abends fährt kein Bus.", "status": "checked"}
    desk.post(url("card_translate", card), {f"uebersetzung-{name}": value for name, value in values.items()})

    html = text(desk.get(url("card", card)))
    assert '<blockquote lang="ar" dir="rtl">لا توجد حافلة في المساء</blockquote>' in html
    assert '<p lang="de" dir="ltr">Abends fährt kein Bus.</p>' in html


def test_translation_into_the_same_language_is_422_and_keeps_the_text(desk, process):
    values = {"language": "de", "text": "Mein Satz", "status": "checked"}
    response = desk.post(
        url("card_translate", factories.contribution(process)),
        {f"uebersetzung-{name}": value for name, value in values.items()},
    )

    assert response.status_code == 422
    assert response.context["translation_form"]["text"].value() == "Mein Satz"


def test_card_shows_every_theme_it_lay_in(desk, process, theme):
    card = factories.contribution(process)
    assign(desk, card, theme)
    assign(desk, card, factories.theme(process, theme.field, title="Kurse am Abend"))

    html = text(desk.get(url("card", card)))

    assert "Kurse am Abend</a>" in html
    assert "Bus am Abend → Kurse am Abend" in html
    assert "ohne Thema → Bus am Abend" in html


def test_text_of_people_is_escaped(desk, process):
    card = factories.contribution(process, text="<script>alert(1)</script> & mehr")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr" in text(desk.get(url("card", card)))


# --- themes -------------------------------------------------------------------------------------------------------
def test_new_theme_gets_an_address_from_its_title(desk, process, theme):
    values = {"field": theme.field.slug, "title": "Straßen und Wege für Füße", "summary": ""}
    new = reverse("office:theme_new", args=[process.slug])

    desk.post(new, values)
    desk.post(new, values)

    assert list(process.themes.order_by("pk").values_list("slug", flat=True))[1:] == [
        "strassen-und-wege-fuer-fuesse",
        "strassen-und-wege-fuer-fuesse-2",
    ]


def test_new_theme_without_title_is_422_and_keeps_the_field(desk, process, theme):
    response = desk.post(reverse("office:theme_new", args=[process.slug]), {"field": theme.field.slug, "title": ""})

    assert response.status_code == 422
    assert response.context["form"]["field"].value() == theme.field.slug


def test_theme_page_lists_its_cards(desk, process, theme, query_count):
    first = factories.contribution(process)
    factories.assignment(first, theme)
    desk.get(url("theme", theme))
    one = query_count(lambda: desk.get(url("theme", theme)))
    for _number in range(2):
        factories.assignment(factories.contribution(process, event=factories.event(factories.stage(process))), theme)
    hidden = factories.contribution(process, moderation="withheld", moderation_reason="Name")
    factories.assignment(hidden, theme)

    response = desk.get(url("theme", theme))

    assert [card.contribution.number for card in response.context["cards"]] == [1, 2, 3]
    assert (one, query_count(lambda: desk.get(url("theme", theme)))) == (12, 12)


def test_empty_theme_says_what_to_do(desk, theme):
    assert "In diesem Thema liegt noch keine Karte" in text(desk.get(url("theme", theme)))


@pytest.mark.parametrize("name", ["clerk", "goal_owner", "counsellor", "auditor", "administrator", "outsider"])
def test_board_acts_are_closed_to_others(name, request, page_client, process, theme):
    card = factories.contribution(process, moderation="pending")
    page_client.force_login(request.getfixturevalue(name))

    answers = [
        page_client.get(BOARD).status_code,
        page_client.get(url("card", card)).status_code,
        assign(page_client, card, theme).status_code,
        page_client.post(url("card_publish", card)).status_code,
        page_client.post(url("card_withhold", card), {"reason": "x"}).status_code,
        page_client.get(reverse("office:theme_new", args=[process.slug])).status_code,
    ]

    assert answers == [403] * 6
