"""Kommunen: the offer, the matrix, and each municipality's own answers."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation.models import Adoption, Offer
from roterfaden.kernel.time import local_day
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def concept():
    made = factories.concept()
    factories.element(made, title="Sprachkurse am Abend")
    factories.element(made, ElementKind.INITIATIVE, title="Kinderbetreuung im Kurs")
    return made


@pytest.fixture
def version(concept):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


@pytest.fixture
def goal(concept):
    return concept.elements.get(kind=ElementKind.GOAL)


def text(response):
    return response.content.decode()


def test_before_any_adoption_the_page_says_so(page_client, planner, municipality):
    page_client.force_login(planner)

    assert "Noch ist keine Fassung beschlossen" in text(page_client.get(reverse("office:municipalities")))
    assert "Noch nichts angeboten" in text(page_client.get(reverse("office:municipality", args=[municipality.slug])))
    assert page_client.get(reverse("office:municipalities_offer")).status_code == HTTPStatus.NOT_FOUND


def test_planner_offers_to_the_municipalities_not_asked_yet(page_client, planner, municipality, version):
    other = factories.municipality(name="Gemeinde Hagen", short_name="Hagen")
    factories.offer(version, other)
    page_client.force_login(planner)
    address, today = reverse("office:municipalities_offer"), local_day(timezone.now())
    html = text(page_client.get(address))
    assert ("Stadt Melle" in html, "Gemeinde Hagen" in html) == (True, False)

    late = {"municipalities": [municipality.pk], "offered_on": f"{today}", "answer_by": f"{today}"}
    assert page_client.post(address, late).status_code == 422
    page_client.post(address, late | {"answer_by": f"{today + timedelta(days=60)}"})

    assert Offer.objects.filter(municipality=municipality).exists()


def test_matrix_page_takes_the_same_queries_for_one_and_for_four(page_client, planner, version, goal, query_count):
    page_client.force_login(planner)
    factories.offer(version, factories.municipality())
    assert query_count(lambda: page_client.get(reverse("office:municipalities"))) == 13
    for _number in range(3):
        area = factories.municipality()
        factories.offer(version, area)
        factories.adoption(goal, area)
    assert query_count(lambda: page_client.get(reverse("office:municipalities"))) == 13
    assert "3 von 4" in text(page_client.get(reverse("office:municipalities")))


def test_coordinator_answers_for_the_own_municipality(page_client, coordinator, municipality, version, goal):
    factories.offer(version, municipality)
    page_client.force_login(coordinator)
    assert "Ein Ziel wartet auf Antwort" in text(page_client.get(reverse("office:my_day")))
    assert "Ihre Kommune" in text(page_client.get(reverse("office:municipalities")))
    address = reverse("office:municipality_answer", args=[municipality.slug, goal.pk])
    assert "im Namen der Kommune" not in text(page_client.get(address))

    refused = page_client.post(address, {"answer": "adapt", "reason": "Weil der Bus fehlt."})
    assert refused.status_code == 422
    assert "Weil der Bus fehlt." in text(refused)
    page_client.post(address, {"answer": "adapt", "adapted_text": "Kurse am Samstag", "reason": "Weil der Bus fehlt."})

    html = text(page_client.get(reverse("office:municipality", args=[municipality.slug])))
    assert "passt an" in html
    assert "Koordination in der Kommune" in html
    assert page_client.get(address).context["form"].initial["adapted_text"] == "Kurse am Samstag"


def test_coordinator_of_another_municipality_reads_only(
    page_client, coordinator_elsewhere, municipality, version, goal
):
    factories.offer(version, municipality)
    page_client.force_login(coordinator_elsewhere)
    address = reverse("office:municipality_answer", args=[municipality.slug, goal.pk])

    assert address not in text(page_client.get(reverse("office:municipality", args=[municipality.slug])))
    assert page_client.post(address, {"answer": "adopt"}).status_code == HTTPStatus.FORBIDDEN
    assert not Adoption.objects.exists()


def test_county_staff_is_told_that_it_answers_on_behalf(page_client, planner, municipality, version, goal):
    factories.offer(version, municipality)
    page_client.force_login(planner)
    address = reverse("office:municipality_answer", args=[municipality.slug, goal.pk])

    assert "im Namen der Kommune" in text(page_client.get(address))
    page_client.post(address, {"answer": "adopt"})

    assert Adoption.objects.get().role_label == "Strategische Planung"
