"""Maßnahmen: the plan in small forms, the list with filters and file, the own desk."""

from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions
from roterfaden.implementation.models import Caretaker, Dependency, Funding, InitiativePlan, InitiativeStatus, Milestone
from roterfaden.kernel.tables import read_table
from roterfaden.kernel.time import local_day
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "lotsin@example.org"
QUERIES = 12


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def initiatives():
    concept = factories.concept()
    made = [factories.element(concept, ElementKind.INITIATIVE, title=f"Maßnahme {name}") for name in ("eins", "zwei")]
    factories.frozen_version(concept, VersionKind.ADOPTED)
    return made


@pytest.fixture
def today():
    return local_day(timezone.now())


def text(response):
    return response.content.decode()


def send(client, route, *args, query="", **data):
    return client.post(reverse(f"office:{route}", args=args) + query, data)


def test_whole_plan_is_written_in_small_forms(page_client, planner, goal_owner, initiatives, today):
    page_client.force_login(planner)
    first, second = initiatives
    end = today + timedelta(days=80)
    send(page_client, "initiative_plan", first.pk, unit="Referat S", partners="VHS\nCaritas", weight="quick_win")
    send(page_client, "initiative_budget", first.pk, year=2026, amount="12.500")
    send(page_client, "funding_new", first.pk, funder="Land, Richtlinie X", starts_on=today, ends_on=end, amount="900")
    send(page_client, "dependency_new", first.pk, needs=second.pk, reason="Erst die Räume")
    send(page_client, "initiative_milestone", first.pk, title="Räume", due_on=today)
    send(page_client, "milestone_move", Milestone.objects.get().pk, to_on=end, reason="Umbau dauert")
    send(page_client, "caretaker_new", first.pk, address=ADDRESS)
    assert send(page_client, "caretaker_new", first.pk, address=ADDRESS, person=goal_owner.pk).status_code == 422

    html = text(page_client.get(reverse("office:initiative", args=[first.pk])))

    for words in (
        "Referat S", "VHS, Caritas", "Sofortmaßnahme", "12.500", "Land, Richtlinie X", "in weniger als 3 Monaten",
        "Erst die Räume", "Umbau dauert", ADDRESS,
    ):  # fmt: skip
        assert words in html, words
    circle = send(page_client, "dependency_new", second.pk, needs=first.pk)
    assert (circle.status_code, "Das ergäbe einen Kreis" in text(circle)) == (422, True)
    send(page_client, "funding", Funding.objects.get().pk, funder="Bund", starts_on=today, ends_on=end)
    send(page_client, "funding_end", Funding.objects.current().get().pk, reason="Nicht bewilligt")
    send(page_client, "dependency_end", Dependency.objects.get().pk)
    send(page_client, "care_end", Caretaker.objects.get().pk)
    assert not any(model.objects.current().exists() for model in (Funding, Dependency, Caretaker))
    assert ADDRESS not in text(page_client.get(reverse("office:initiative", args=[first.pk])))


def test_addresses_are_shown_to_those_who_assign_alone(page_client, planner, goal_owner, initiatives):
    actions.assign_caretaker(actor=planner, element=initiatives[0], address=ADDRESS, now=timezone.now())
    page_client.force_login(goal_owner)

    html = text(page_client.get(reverse("office:initiative", args=[initiatives[0].pk])))

    assert ("eine Person mit E-Mail-Adresse" in html, ADDRESS in html) == (True, False)


def test_coordinator_plans_for_the_own_municipality_alone(page_client, coordinator, municipality, initiatives):
    other = factories.municipality(slug="hagen")
    page_client.force_login(coordinator)
    first = initiatives[0].pk

    send(page_client, "initiative_plan", first, query="?kommune=melle", unit="Bürgerbüro")

    assert InitiativePlan.objects.get().municipality == municipality
    assert "Bürgerbüro" in text(page_client.get(reverse("office:initiative", args=[first]) + "?kommune=melle"))
    assert send(page_client, "initiative_plan", first, unit="…").status_code == HTTPStatus.FORBIDDEN
    for route in ("initiative", "initiative_plan"):
        address = reverse(f"office:{route}", args=[first]) + f"?kommune={other.slug}"
        assert page_client.get(address).status_code == HTTPStatus.NOT_FOUND
    assert f'value="{other.slug}"' not in text(page_client.get(reverse("office:initiatives")))


def test_list_filters_and_file_hold_the_same(page_client, planner, initiatives, today):
    first, second = initiatives
    factories.progress(first, as_of=today)
    facts = {"actor": planner, "now": timezone.now()}
    actions.set_plan(**facts, element=first, weight="focus", unit="=GEFAHR()")
    actions.set_funding(**facts, element=first, funder="Land", starts_on=today, ends_on=today, amount=Decimal(7))
    actions.set_milestone(**facts, element=second, title="Räume", due_on=today - timedelta(days=1))
    page_client.force_login(planner)

    def shown(query):
        html = text(page_client.get(reverse("office:initiatives") + query)).partition("<tbody>")[2]
        return ["eins" in html, "zwei" in html]

    assert [shown(f"?sache={name}") for name in ("verzug", "foerderung", "meldung")] == [
        [False, True], [True, False], [False, True],
    ]  # fmt: skip
    assert (shown("?stand=under_way"), shown("?gewicht=focus"), shown("")) == (
        [True, False], [True, False], [True, True],
    )  # fmt: skip
    response = page_client.get(reverse("office:initiatives_file") + "?gewicht=focus")
    table = read_table(b"".join(response), "massnahmen.xlsx")
    assert ["Maßnahme eins" in str(table), "Maßnahme zwei" in str(table)] == [True, False]


def test_own_desk_takes_one_click_and_the_same_queries(
    page_client, planner, goal_owner, initiatives, today, query_count
):
    first, second = initiatives
    old = factories.progress(first, as_of=today - timedelta(days=60), reason="Die Suche läuft.")
    milestone = Milestone.objects.create(element=first, title="Räume", due_on=today)
    actions.assign_caretaker(actor=planner, element=first, person=goal_owner, now=timezone.now())
    page_client.force_login(goal_owner)
    desk = reverse("office:own_initiatives")
    assert query_count(lambda: page_client.get(desk)) == QUERIES
    actions.assign_caretaker(actor=planner, element=second, person=goal_owner, now=timezone.now())
    assert query_count(lambda: page_client.get(desk)) == QUERIES
    assert "2 Ihrer Maßnahmen warten" in text(page_client.get(reverse("office:my_day")))

    send(page_client, "initiative_confirm", first.pk)
    send(page_client, "milestone_reached", milestone.pk)

    latest = InitiativeStatus.objects.order_by("pk").last()
    assert (latest.progress, latest.reason, latest.as_of) == (old.progress, "Die Suche läuft.", today)
    assert Milestone.objects.get().done_on == today
    html = text(page_client.get(desk))
    assert ("Eine Maßnahme wartet" in html, "Meldung fällig" in html) == (True, True)


def test_desk_of_somebody_who_cares_for_nothing_says_so(page_client, goal_owner):
    page_client.force_login(goal_owner)

    assert "Ihnen ist keine Maßnahme anvertraut" in text(page_client.get(reverse("office:own_initiatives")))
