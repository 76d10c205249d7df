"""Capturing in the room: events, their sheets of cards, and one card after the other."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.kernel.codes import new_code, readable
from roterfaden.participation.models import Contribution, ReceiptCode
from tests import factories

CARD = {
    "text": "Abends fährt kein Bus.", "kind": "challenge", "table": "3", "language": "de", "channel": "card",
    "weight": "", "code": "", "area": "", "actor_group": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def forum():
    """A forum that runs today, by the real clock that the page reads."""
    now = timezone.now()
    process = factories.process()
    stage = factories.stage(
        process, starts_on=(now - timedelta(days=9)).date(), ends_on=(now + timedelta(days=9)).date()
    )
    return factories.event(
        stage, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2), questions=["Was fehlt?"]
    )


@pytest.fixture
def desk(page_client, moderator):
    page_client.force_login(moderator)
    return page_client


def page_url(forum):
    return reverse("office:capture_event", args=[forum.slug])


def send(client, forum, **values):
    today = timezone.localdate().isoformat()
    return client.post(page_url(forum), CARD | {"said_on": today} | values)


def text(response):
    return response.content.decode()


# --- one card after the other -------------------------------------------------------------------------------------
def test_saving_leads_back_with_everything_that_stays(desk, forum):
    group, town = factories.group(forum.process), factories.municipality()

    response = send(desk, forum, actor_group=group.slug, area=town.slug, kind="goal")

    assert response.status_code == 302
    assert response["Location"] == (
        f"{page_url(forum)}?tisch=3&art=goal&gruppe={group.slug}&kommune={town.slug}&sprache=de&weg=card&erfasst=1"
    )
    form = desk.get(response["Location"]).context["form"]
    kept = {
        name: form.get_initial_for_field(form.fields[name], name) for name in ("table", "kind", "actor_group", "area")
    }
    assert kept == {"table": "3", "kind": "goal", "actor_group": group.slug, "area": town.slug}
    assert form["text"].value() is None


def test_saved_card_shows_its_code_large_with_qr(desk, forum):
    page = text(desk.get(send(desk, forum)["Location"]))

    code = readable(ReceiptCode.objects.get().code)
    assert f'<p class="office-code">{code}</p>' in page
    assert '<svg role="img"' in page
    assert "Beitrag 1 ist gespeichert." in page


def test_code_never_stands_in_an_address(desk, forum):
    response = send(desk, forum)

    code = ReceiptCode.objects.get().code
    assert code not in response["Location"].upper().replace("-", "")


def test_focus_waits_in_the_text(desk, forum):
    assert re.search(r"<textarea[^>]*name=\"text\"[^>]*autofocus", text(desk.get(page_url(forum))))


def test_last_five_cards_are_shown_newest_first(desk, forum):
    for number in range(1, 8):
        send(desk, forum, text=f"Karte Nummer {number}.")

    assert [card.number for card in desk.get(page_url(forum)).context["cards"]] == [7, 6, 5, 4, 3]


def test_capture_page_takes_the_same_queries_for_one_and_five_cards(desk, forum, query_count):
    send(desk, forum)
    desk.get(page_url(forum))
    one = query_count(lambda: desk.get(page_url(forum)))
    for _number in range(4):
        send(desk, forum)

    assert (one, query_count(lambda: desk.get(page_url(forum)))) == (11, 11)


def test_printed_card_is_bound_by_its_code(desk, forum):
    receipt = ReceiptCode.objects.create(code=new_code(), process=forum.process, event=forum, issued_at=timezone.now())

    send(desk, forum, code=readable(receipt.code).lower())

    receipt.refresh_from_db()
    assert receipt.contribution.text == "Abends fährt kein Bus."


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"text": "  "}, "text", "erforderlich"),
        ({"kind": ""}, "kind", "erforderlich"),
        ({"table": "9"}, "table", "Diese Veranstaltung hat nur 6 Tische."),
        ({"code": "ABC"}, "code", "nicht richtig geschrieben"),
        ({"said_on": "2999-01-01"}, "kind", "nicht vorgesehen"),
        ({"said_on": "2016-01-01"}, "kind", "nicht vorgesehen"),
    ],
)
def test_wrong_input_is_422_at_its_field_and_loses_nothing(desk, forum, values, field, sentence):
    response = send(desk, forum, **{"weight": "4"} | values)

    form = response.context["form"]
    assert response.status_code == 422
    assert sentence in form.errors[field][0]
    assert {name: form.data[name] for name in values} == values
    assert form.data["weight"] == "4"
    assert Contribution.objects.count() == 0


def test_late_card_needs_the_tick(desk, forum):
    forum.stage.ends_on = forum.stage.starts_on
    forum.stage.save()

    assert send(desk, forum).status_code == 422
    assert send(desk, forum, late="on").status_code == 302


def test_letters_are_captured_without_event_and_table(desk, forum):
    url = reverse("office:capture_process", args=[forum.process.slug])
    form = desk.get(url).context["form"]

    desk.post(url, CARD | {"said_on": timezone.localdate().isoformat(), "channel": "letter"})

    assert "table" not in form.fields
    assert form["channel"].value() == "letter"
    assert Contribution.objects.get().event is None


def test_groups_of_the_event_are_offered_when_it_invites_some(desk, forum):
    invited, _other = factories.group(forum.process), factories.group(forum.process)
    forum.actor_groups.add(invited)

    assert list(desk.get(page_url(forum)).context["form"].fields["actor_group"].queryset) == [invited]


def test_start_offers_events_of_today_first(desk, forum):
    old = factories.event(forum.stage)

    context = desk.get(reverse("office:capture")).context

    assert (list(context["upcoming"]), list(context["past"])) == ([forum], [old])


def test_start_without_process_says_why(desk):
    assert "Noch kein Verfahren" in text(desk.get(reverse("office:capture")))


def test_foreign_process_does_not_exist(page_client, forum):
    other = factories.process()
    page_client.force_login(factories.user(Role.MODERATOR, scope=(ScopeKind.PROCESS, other.slug)))

    assert page_client.get(page_url(forum)).status_code == 404
    assert page_client.get(reverse("office:capture_process", args=[forum.process.slug])).status_code == 404
    assert page_client.get(reverse("office:event_cards", args=[forum.slug])).status_code == 404


# --- events and their cards ---------------------------------------------------------------------------------------
def test_issuing_codes_leads_to_the_sheet(desk, forum):
    response = desk.post(reverse("office:event", args=[forum.slug]), {"count": "5"})

    assert response["Location"] == reverse("office:event_cards", args=[forum.slug])
    page = text(desk.get(response["Location"]))
    for receipt in ReceiptCode.objects.all():
        assert page.count(readable(receipt.code)) == 2
    assert page.count("Was fehlt?") == 5
    assert page.count("<svg role") == 5


@pytest.mark.parametrize("count", ["", "0", "501"])
def test_issuing_refuses_odd_numbers(desk, forum, count):
    response = desk.post(reverse("office:event", args=[forum.slug]), {"count": count})

    assert response.status_code == 422
    assert ReceiptCode.objects.count() == 0


def test_sheet_shows_only_codes_without_card(desk, forum):
    desk.post(reverse("office:event", args=[forum.slug]), {"count": "2"})
    used = ReceiptCode.objects.order_by("pk")[0]
    send(desk, forum, code=used.code)

    page = text(desk.get(reverse("office:event_cards", args=[forum.slug])))

    assert readable(used.code) not in page
    assert "1 Karte" in page


def test_sheet_without_codes_says_what_to_do(desk, forum):
    assert "Keine unbenutzten Karten" in text(desk.get(reverse("office:event_cards", args=[forum.slug])))


def test_readers_see_the_event_but_print_nothing(page_client, goal_owner, forum):
    page_client.force_login(goal_owner)
    url = reverse("office:event", args=[forum.slug])

    assert "Karten drucken" not in text(page_client.get(url))
    assert page_client.post(url, {"count": "3"}).status_code == 403
    assert ReceiptCode.objects.count() == 0


def test_event_list_counts_and_filters(desk, forum):
    send(desk, forum)
    old = factories.event(forum.stage)
    other = factories.event(factories.stage(factories.process()))
    url = reverse("office:events")

    assert [(row, row.voices) for row in desk.get(url).context["rows"]] == [(forum, 1), (old, 0), (other, 0)]
    assert list(desk.get(url, {"zeit": "kommend"}).context["rows"]) == [forum]
    assert list(desk.get(url, {"verfahren": other.process.slug}).context["rows"]) == [other]


def test_event_list_takes_the_same_queries_for_one_and_three(desk, forum, query_count):
    url = reverse("office:events")
    desk.get(url)
    one = query_count(lambda: desk.get(url))
    factories.event(forum.stage)
    factories.event(forum.stage)

    assert (one, query_count(lambda: desk.get(url))) == (7, 7)


def test_event_list_pages_at_fifty(desk, forum):
    for _number in range(50):
        factories.event(forum.stage)

    page = desk.get(reverse("office:events"), {"seite": "2"}).context["rows"]

    assert (page.paginator.count, len(page)) == (51, 1)


# --- processes ----------------------------------------------------------------------------------------------------
def test_process_overview_shows_stages_groups_and_counts(desk, forum):
    group = factories.group(forum.process)
    send(desk, forum, actor_group=group.slug)

    response = desk.get(reverse("office:process", args=[forum.process.slug]))

    shown = response.context["shown"]
    assert (shown.voices, shown.pending, shown.groups) == (1, 1, ((group, 1),))
    assert "Wir sind hier" in text(response)
    assert "Herausforderung" in text(response)


def test_process_list_takes_the_same_queries_for_one_and_three(desk, forum, query_count):
    url = reverse("office:processes")
    desk.get(url)
    one = query_count(lambda: desk.get(url))
    factories.stage(factories.process())
    factories.stage(factories.process())

    assert (one, query_count(lambda: desk.get(url))) == (7, 7)
