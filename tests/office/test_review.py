"""Prüfung in the office: open, compute, rate, warn, correct, close."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.monitoring import actions
from roterfaden.monitoring.enums import Status
from roterfaden.monitoring.models import Assessment, Correction, Rating, ReviewCycle, Signal
from roterfaden.office.my_day import tasks_for
from tests import factories

RISING = {2014: 28, 2015: 28.5, 2016: 29, 2017: 29.5, 2018: 30, 2019: 31}
NOW = datetime(2020, 10, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def goal():
    concept = factories.concept()
    return factories.measured_goal(concept, RISING, parent=factories.element(concept, "field", title="Sprache"))


@pytest.fixture
def cycle(goal):
    return factories.cycle(factories.frozen_version(goal.concept))


@pytest.fixture
def assessed(cycle, planner):
    actions.assess_goals(actor=planner, cycle=cycle, now=NOW)
    return cycle


def to(name, cycle, *more):
    return reverse(f"office:{name}", args=[cycle.slug, *more])


def soon(days=90):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("name", "board", "rating", "opening"),
    [
        ("planner", 200, 200, 200), ("group_member", 200, 200, 403), ("goal_owner", 200, 403, 403),
        ("clerk", 200, 403, 403), ("moderator", 403, 403, 403), ("outsider", 403, 403, 403),
    ],
)  # fmt: skip
def test_pages_open_to_their_roles(name, board, rating, opening, assessed, goal, request, page_client):
    page_client.force_login(request.getfixturevalue(name))

    assert page_client.get(reverse("office:review")).status_code == board
    assert page_client.get(to("review_cycle", assessed)).status_code == board
    assert page_client.get(to("review_rate", assessed, goal.pk)).status_code == rating
    assert page_client.get(to("review_correct", assessed, goal.pk)).status_code == rating
    assert page_client.get(reverse("office:review_open")).status_code == opening


@pytest.mark.parametrize("name", ["review_assess", "review_signals", "review_close"])
def test_steps_are_taken_by_the_planner_only(name, assessed, group_member, page_client):
    page_client.force_login(group_member)

    assert page_client.post(to(name, assessed)).status_code == 403
    assert page_client.get(to(name, assessed)).status_code == 405


def test_review_is_opened_with_an_address_of_its_own(planner, page_client, goal):
    version = factories.frozen_version(goal.concept)
    page_client.force_login(planner)
    wanted = {
        "version": version.pk,
        "title": "Überprüfung 2019",
        "reference_date": "2019-12-31",
        "known_on": "2020-09-30",
    }

    first = page_client.post(reverse("office:review_open"), wanted)
    second = page_client.post(reverse("office:review_open"), wanted)

    assert first["Location"] == "/buero/pruefung/ueberpruefung-2019/"
    assert second["Location"] == "/buero/pruefung/ueberpruefung-2019-2/"
    assert page_client.post(reverse("office:review_open"), wanted | {"reference_date": ""}).status_code == 422


def test_board_leads_from_computing_to_closing(planner, page_client, cycle):
    page_client.force_login(planner)
    assert "Ziele berechnen" in page_client.get(to("review_cycle", cycle)).content.decode()

    page_client.post(to("review_assess", cycle))
    page = page_client.get(to("review_cycle", cycle)).content.decode()
    for words in (
        "auf Kurs",
        "wahrscheinlich erreicht",
        "31,0 Prozent",
        "30 Prozent",
        "besser als der Zielpfad",
        "keine Bewertung",
    ):
        assert words in page
    page_client.post(to("review_signals", cycle))
    page_client.post(to("review_close", cycle))

    cycle.refresh_from_db()
    assert cycle.closed_at
    assert "abgeschlossen am" in page_client.get(to("review_cycle", cycle)).content.decode()


def test_closing_without_computing_is_refused_with_a_message(planner, page_client, cycle):
    page_client.force_login(planner)

    page = page_client.post(to("review_close", cycle), follow=True).content.decode()

    assert "Die Ziele sind noch nicht berechnet." in page


def test_board_needs_the_same_queries_for_one_and_many_goals(planner, page_client, query_count, assessed, goal):
    page_client.force_login(planner)
    one = query_count(lambda: page_client.get(to("review_cycle", assessed)))
    for _number in range(3):
        factories.measured_goal(goal.concept, RISING)
    many = factories.cycle(factories.frozen_version(goal.concept), reference_date=date(2019, 12, 30))
    actions.assess_goals(actor=planner, cycle=many, now=NOW)

    assert query_count(lambda: page_client.get(to("review_cycle", many))) == one == 16


def test_rating_stands_beside_the_computed_status(group_member, page_client, assessed, goal):
    page_client.force_login(group_member)
    wanted = {"status": "uncertain", "reason": "Zwei Kurse fallen aus.", "expires_on": soon()}

    response = page_client.post(to("review_rate", assessed, goal.pk), wanted)

    assert response["Location"].endswith(f"#ziel-{goal.pk}")
    page = page_client.get(to("review_cycle", assessed)).content.decode()
    assert "Zwei Kurse fallen aus." in page
    assert (Rating.objects.get().status, Assessment.objects.get().status) == (Status.UNCERTAIN, Status.ON_TRACK)


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"expires_on": "2019-01-01"}, {"status": "gut"}])
def test_wrong_rating_keeps_what_was_typed(wrong, group_member, page_client, assessed, goal):
    page_client.force_login(group_member)
    wanted = {"status": "uncertain", "reason": "Zwei Kurse fallen aus.", "expires_on": soon()} | wrong

    response = page_client.post(to("review_rate", assessed, goal.pk), wanted)

    assert response.status_code == 422
    assert not Rating.objects.exists()
    assert wanted["reason"].strip() in response.content.decode()


def test_correction_is_agreed_and_shown(group_member, page_client, assessed, goal):
    page_client.force_login(group_member)
    wanted = {
        "fact": "Die Zahl sinkt.", "reason": "Es fehlen Lehrkräfte.", "action": "Ein Abendkurs mehr.",
        "owner": "Kurskoordination", "due_on": soon(), "effect": "",
    }  # fmt: skip

    assert (
        page_client.post(to("review_correct", assessed, goal.pk), wanted | {"due_on": "2019-01-01"}).status_code == 422
    )
    assert page_client.post(to("review_correct", assessed, goal.pk), wanted).status_code == 302

    assert Correction.objects.get().element == goal
    assert "Ein Abendkurs mehr." in page_client.get(to("review_cycle", assessed)).content.decode()


def test_closed_review_takes_no_ratings(planner, group_member, page_client, assessed, goal):
    actions.close_cycle(actor=planner, cycle=assessed, now=NOW)
    page_client.force_login(group_member)

    assert page_client.get(to("review_rate", assessed, goal.pk)).status_code == 404
    assert page_client.get(to("review_correct", assessed, goal.pk)).status_code == 404


def test_list_of_reviews_shows_counts_and_says_when_empty(planner, page_client, assessed):
    page_client.force_login(planner)
    assert "1 auf Kurs" in page_client.get(reverse("office:review")).content.decode()
    Assessment.objects.all().delete()
    ReviewCycle.objects.all().delete()

    assert "Noch keine Überprüfung" in page_client.get(reverse("office:review")).content.decode()


def test_what_waits_for_whom(planner, group_member, goal_owner, cycle, goal):
    factories.measured_goal(goal.concept, RISING, target_value=90)
    harder = factories.cycle(factories.frozen_version(goal.concept))
    actions.assess_goals(actor=planner, cycle=harder, now=NOW)
    Signal.objects.create(
        key=f"value_overdue:{goal.pk}", element=goal, assessment=Assessment.objects.first(), kind="value_overdue",
        raised_at=NOW,
    )  # fmt: skip

    def titles(person):
        return [str(task.title) for task in tasks_for(person, date(2020, 10, 2))]

    assert "Eine Überprüfung ist zu berechnen" in titles(planner)
    assert "Ein Ziel wartet auf eine Bewertung" in titles(group_member)
    assert "Ein Wert ist überfällig" in titles(goal_owner)
