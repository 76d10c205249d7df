"""Sorting many cards at once, splitting one, the history of the board and the way back."""

import pytest
from django.urls import reverse

from roterfaden.participation.models import BoardStep, ThemeAssignment
from roterfaden.participation.queries import current_memberships, current_parts
from tests import factories

TEXT = "Der Bus fehlt.\n\nUnd der Kurs beginnt zu spät."


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


def sort(client, process, do, cards, *, accept="text/html", **values):
    address = reverse("office:board_sort", args=[process.slug])
    return client.post(address, {"do": do, "cards": cards} | values, headers={"accept": accept}, follow=True)


def text(response):
    return response.content.decode()


def places(voice):
    return list(ThemeAssignment.objects.current().filter(contribution=voice).values_list("theme__title", flat=True))


def test_ticked_cards_are_moved_and_the_rest_is_explained(desk, process, theme):
    good, there = factories.contribution(process), factories.contribution(process)
    lies = factories.assignment(there, theme)

    response = sort(desk, process, "move", [f"{good.pk}.0.0", f"{there.pk}.0.{lies.pk}"], theme=theme.pk)

    assert places(good) == ["Bus am Abend"]
    assert "1 Karte liegt jetzt im Thema „Bus am Abend“." in text(response)
    assert f"Beitrag {there.number} liegt schon in diesem Thema." in text(response)


def test_script_is_told_what_moved_and_what_did_not(desk, process, theme):
    voice = factories.contribution(process)
    key = f"{voice.pk}.0.0"

    done = sort(desk, process, "move", [key], theme=theme.pk, accept="application/json")
    late = sort(desk, process, "move", [key], theme="open", accept="application/json")

    lies = ThemeAssignment.objects.current().get(contribution=voice)
    step = BoardStep.objects.order_by("-pk")[0]
    assert (done.status_code, done.json()) == (
        200,
        {
            "done": "1 Karte liegt jetzt im Thema „Bus am Abend“.",
            "moved": {str(voice.pk): f"{voice.pk}.0.{lies.pk}"},
            "refused": [],
            "counts": {str(theme.pk): 1},
            "open": 0,
            "undo": reverse("office:board_undo", args=[step.pk]),
        },
    )
    assert late.status_code == 409
    assert "Er liegt jetzt hier: Bus am Abend." in late.json()["refused"][0]["reason"]


@pytest.mark.parametrize(
    ("do", "cards", "told"),
    [
        ("move", [], "Wählen Sie zuerst Karten aus."),
        ("move", ["1.0.0"], "Wählen Sie, wohin die Karten sollen."),
        ("", ["1.0.0"], "Wählen Sie, was mit den Karten geschehen soll."),
        ("group", ["1.0.0"], "mindestens zwei Beiträge"),
        ("move", ["'; drop table"], "Wählen Sie zuerst Karten aus."),
    ],
)
def test_order_that_makes_no_sense_is_explained(desk, process, do, cards, told):
    assert told in text(sort(desk, process, do, cards))


def test_card_that_leads_a_group_brings_the_fellows_beside_it(desk, process, theme):
    leading, beside, elsewhere = (factories.contribution(process) for _ in range(3))
    other = factories.theme(process, theme.field, title="Anderswo")
    factories.assignment(elsewhere, other)
    sort(desk, process, "group", [f"{voice.pk}.0.0" for voice in (leading, beside, elsewhere)])
    assert [row.leads for row in current_memberships([beside])] == [True, False, False]

    sort(desk, process, "move", [f"{leading.pk}.0.0"], theme=theme.pk)

    assert [places(voice) for voice in (leading, beside, elsewhere)] == [["Bus am Abend"]] * 2 + [["Anderswo"]]


def test_many_are_published_and_each_refusal_is_named(desk, process):
    waiting, public = factories.contribution(process, moderation="pending"), factories.contribution(process)

    response = sort(desk, process, "publish", [f"{waiting.pk}.0.0", f"{public.pk}.0.0"])

    waiting.refresh_from_db()
    assert waiting.moderation == "published"
    assert "1 Beitrag ist veröffentlicht." in text(response)
    assert f"Beitrag {public.number}: Dieser Beitrag ist schon veröffentlicht." in text(response)


# --- splitting ------------------------------------------------------------------------------------------------------
def test_split_is_shown_before_it_is_saved(desk, process, theme):
    voice = factories.contribution(process, text=TEXT)
    address = reverse("office:card_split", args=[voice.pk])

    shown = desk.post(address, {"cut": TEXT})
    assert current_parts([voice]) == {}
    assert "Und der Kurs beginnt zu spät." in text(shown)
    desk.post(address, {"cut": TEXT, "teilen": "1", "teil-0-theme": theme.pk, "teil-1-silent": "on"})

    parts = current_parts([voice])[voice.pk]
    assert [(part.segment.quoted(voice), part.speaks) for part in parts] == [
        ("Der Bus fehlt.", True), ("Und der Kurs beginnt zu spät.", False),
    ]  # fmt: skip
    assert places(voice) == ["Bus am Abend"]
    assert "ohne eigene Aussage" in text(desk.get(reverse("office:card", args=[voice.pk])))


def test_changed_word_is_422_and_what_was_typed_stays(desk, process):
    voice = factories.contribution(process, text=TEXT)

    response = desk.post(reverse("office:card_split", args=[voice.pk]), {"cut": "Der Zug fehlt.\n\nUnd mehr."})

    assert response.status_code == 422
    assert "Der Wortlaut ist verändert." in text(response)
    assert "Der Zug fehlt." in text(response)


# --- history --------------------------------------------------------------------------------------------------------
def test_history_tells_steps_and_takes_them_back(desk, process, theme, query_count):
    voice = factories.contribution(process)
    sort(desk, process, "move", [f"{voice.pk}.0.0"], theme=theme.pk, reason="Es geht um den Bus.")
    history = reverse("office:board_history", args=[process.slug])

    html = text(desk.get(history))
    assert "Es geht um den Bus." in html
    assert "ohne Thema → Bus am Abend" in html
    one = query_count(lambda: desk.get(history))
    step = BoardStep.objects.order_by("-pk")[0]
    desk.post(reverse("office:board_undo", args=[step.pk]))

    assert places(voice) == []
    assert "zurückgenommen" in text(desk.get(history))
    assert query_count(lambda: desk.get(history)) == one
    again = desk.post(reverse("office:board_undo", args=[step.pk]), follow=True)
    assert "Dieser Schritt ist schon zurückgenommen." in text(again)


def test_board_of_a_step_shows_what_lay_where(desk, process, theme):
    voice = factories.contribution(process)
    sort(desk, process, "move", [f"{voice.pk}.0.0"], theme=theme.pk)
    step = BoardStep.objects.order_by("-pk")[0]
    desk.post(reverse("office:board_undo", args=[step.pk]))
    then = reverse("office:board_then", args=[process.slug])

    assert desk.get(then, {"schritt": step.pk}).context["then"].open_total == 0
    assert desk.get(then).context["then"].open_total == 1
    assert desk.get(then, {"am": "Unsinn"}).status_code == 200


# --- themes ---------------------------------------------------------------------------------------------------------
def test_theme_is_changed_merged_and_retired(desk, process, theme):
    factories.assignment(factories.contribution(process), theme)
    other = factories.theme(process, theme.field, title="Kurse")
    changed = {"thema-field": theme.field.slug, "thema-title": "Busse", "thema-summary": "", "thema-reason": "Kürzer"}

    assert desk.post(reverse("office:theme_change", args=[theme.pk]), changed).status_code == 302
    assert desk.post(reverse("office:theme_change", args=[theme.pk]), changed).status_code == 422
    assert desk.post(reverse("office:theme_retire", args=[theme.pk])).status_code == 422
    desk.post(reverse("office:theme_merge", args=[theme.pk]), {"ziel-into": other.pk})

    html = text(desk.get(reverse("office:theme", args=[theme.pk])))
    assert "Dieses Thema wird nicht mehr benutzt" in html
    assert "zusammengeführt mit „Kurse“" in html
    assert [row.theme for row in desk.get("/buero/pinnwand/").context["board"].fields[0].themes] == [other]
