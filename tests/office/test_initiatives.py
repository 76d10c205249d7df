"""Maßnahmen: state, history and milestones."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation.models import InitiativeStatus, Milestone
from roterfaden.kernel.time import local_day
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def initiative():
    concept = factories.concept()
    made = factories.element(
        concept,
        ElementKind.INITIATIVE,
        title="Kinderbetreuung im Kurs",
        accountable="Referat S",
        body="**Räume** finden",
    )
    factories.frozen_version(concept, VersionKind.ADOPTED)
    return made


def text(response):
    return response.content.decode()


def test_empty_list_says_why(page_client, planner):
    page_client.force_login(planner)

    assert "sobald eine Fassung beschlossen ist" in text(page_client.get(reverse("office:initiatives")))


def test_list_takes_the_same_queries_for_one_and_for_four(page_client, planner, query_count):
    page_client.force_login(planner)
    concept = factories.concept()
    factories.element(concept, ElementKind.INITIATIVE)
    factories.frozen_version(concept, VersionKind.ADOPTED)
    assert query_count(lambda: page_client.get(reverse("office:initiatives"))) == 12
    for _number in range(3):
        factories.progress(factories.element(concept, ElementKind.INITIATIVE))
    factories.frozen_version(concept, VersionKind.AMENDED, frozen_at=timezone.now())
    assert query_count(lambda: page_client.get(reverse("office:initiatives"))) == 12
    assert "in Umsetzung" in text(page_client.get(reverse("office:initiatives")))


def test_goal_owner_reports_and_history_grows(page_client, goal_owner, initiative):
    page_client.force_login(goal_owner)
    address = reverse("office:initiative_report", args=[initiative.pk])
    today = local_day(timezone.now())
    assert page_client.get(address).context["form"].initial["as_of"] == today

    assert page_client.post(address, {"progress": "dropped", "as_of": f"{today}"}).status_code == 422
    for progress in ("planned", "under_way"):
        page_client.post(address, {"progress": progress, "as_of": f"{today}"})

    html = text(page_client.get(reverse("office:initiative", args=[initiative.pk])))
    assert InitiativeStatus.objects.current().get().progress == "under_way"
    assert "berichtigt" in html
    assert "<strong>Räume</strong>" in html


def test_coordinator_reports_for_the_own_municipality_only(page_client, coordinator, municipality, initiative):
    factories.municipality(name="Gemeinde Hagen")
    page_client.force_login(coordinator)
    address = reverse("office:initiative_report", args=[initiative.pk])
    html = text(page_client.get(address))
    assert ("Stadt Melle" in html, "Gemeinde Hagen" in html, "ganzen Landkreis" in html) == (True, False, False)
    today = f"{local_day(timezone.now())}"

    assert page_client.post(address, {"progress": "done", "as_of": today}).status_code == 422
    page_client.post(address, {"progress": "done", "as_of": today, "municipality": municipality.pk})

    assert InitiativeStatus.objects.get().municipality == municipality
    assert page_client.get(reverse("office:initiative_milestone", args=[initiative.pk])).status_code == (
        HTTPStatus.FORBIDDEN
    )


def test_milestone_is_set_overdue_and_done(page_client, goal_owner, initiative):
    page_client.force_login(goal_owner)
    yesterday = local_day(timezone.now()) - timedelta(days=1)
    page_client.post(
        reverse("office:initiative_milestone", args=[initiative.pk]), {"title": "Räume", "due_on": f"{yesterday}"}
    )
    assert "Ein Meilenstein ist überfällig" in text(page_client.get(reverse("office:my_day")))
    assert "im Verzug" in text(page_client.get(reverse("office:initiatives")))

    done = reverse("office:milestone_reach", args=[Milestone.objects.get().pk])
    assert page_client.get(done).status_code == HTTPStatus.OK
    assert page_client.post(done, {"done_on": f"{yesterday + timedelta(days=9)}"}).status_code == 422
    page_client.post(done, {"done_on": f"{yesterday}"})

    assert "erledigt" in text(page_client.get(reverse("office:initiative", args=[initiative.pk])))
    assert page_client.get(done).status_code == HTTPStatus.NOT_FOUND


def test_initiative_that_is_not_in_force_is_not_found(page_client, planner, initiative):
    page_client.force_login(planner)
    other = factories.element(factories.concept(), ElementKind.INITIATIVE)

    assert page_client.get(reverse("office:initiative", args=[other.pk])).status_code == HTTPStatus.NOT_FOUND
