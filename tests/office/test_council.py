"""Gremien: from the paper to the adopted version, on the pages of the office."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.enums import VersionKind
from roterfaden.council.enums import BodyKind, ConsultationRole, Result
from roterfaden.council.models import Amendment, Body, Consultation, Meeting, Paper, Resolution
from roterfaden.kernel.time import local_day
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def clerk_client(page_client, clerk):
    page_client.force_login(clerk)
    return page_client


@pytest.fixture
def concept():
    made = factories.concept()
    factories.element(made, title="Sprachkurse am Abend")
    return made


@pytest.fixture
def version(concept):
    return factories.frozen_version(concept)


def text(response):
    return response.content.decode()


def test_empty_council_says_what_to_do(clerk_client):
    html = text(clerk_client.get(reverse("office:council")))

    assert "Noch keine Vorlage" in html
    assert "Keine Sitzung geplant" in html


def test_council_lists_take_the_same_queries(clerk_client, query_count, version):
    def add():
        step = factories.consultation(
            factories.paper(version), factories.meeting(factories.body(), starts_at=timezone.now() + timedelta(days=9))
        )
        factories.resolution(step)

    add()
    assert query_count(lambda: clerk_client.get(reverse("office:council"))) == 10
    for _number in range(3):
        add()
    assert query_count(lambda: clerk_client.get(reverse("office:council"))) == 10


def test_coordination_group_reads_but_does_not_write(page_client, group_member, version):
    page_client.force_login(group_member)
    paper = factories.paper(version)

    html = text(page_client.get(reverse("office:council")))

    assert "Vorlage einbringen" not in html
    assert page_client.get(reverse("office:council_paper", args=[paper.pk])).status_code == HTTPStatus.OK
    assert page_client.get(reverse("office:council_paper_submit")).status_code == HTTPStatus.FORBIDDEN


def test_clerk_walks_from_body_to_resolution(clerk_client, version):
    today = local_day(timezone.now())
    body = {"name": "Kreistag", "slug": "kreistag", "kind": BodyKind.COUNCIL, "is_public": "on"}
    clerk_client.post(reverse("office:council_body_add"), body | {"valid_from": "2016-11-01"})
    clerk_client.post(
        reverse("office:council_meeting_plan"),
        {"body": Body.objects.get().pk, "starts_at": f"{today}T00:01", "place": "Großer Saal", "is_public": "on"},
    )
    submitted = clerk_client.post(
        reverse("office:council_paper_submit"),
        {
            "reference": "2018/017", "kind": "decision", "title": "Konzept Migration", "version": version.pk,
            "submitted_on": f"{today}", "proposal": "Das Konzept wird beschlossen.", "is_public": "on",
        },
    )  # fmt: skip
    paper = Paper.objects.get()
    assert submitted.headers["Location"] == reverse("office:council_paper", args=[paper.pk])
    form = clerk_client.get(reverse("office:council_consultation_plan", args=[paper.pk]))
    assert form.context["form"].initial["role"] == ConsultationRole.DECIDING
    assert "§ 76" in text(form)
    clerk_client.post(
        reverse("office:council_consultation_plan", args=[paper.pk]),
        {"meeting": Meeting.objects.get().pk, "role": "deciding", "agenda_number": "7"},
    )
    step = Consultation.objects.get()
    address = reverse("office:council_resolution_record", args=[step.pk])
    assert clerk_client.get(address).context["form"].initial["text"] == "Das Konzept wird beschlossen."
    votes = {"yes": "40", "no": "8", "abstentions": "2", "groups": "CDU; 25; 0; 2\nSPD 15 8"}
    clerk_client.post(address, {"result": "adopted", "text": "Beschlossen.", "decided_on": f"{today}"} | votes)

    assert Resolution.objects.get().yes == 40
    assert "40 Ja, 8 Nein, 2 Enthaltungen" in text(clerk_client.get(reverse("office:council_paper", args=[paper.pk])))
    assert clerk_client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_refused_meeting_keeps_what_was_typed(clerk_client):
    body = factories.body(valid_from="2016-11-01", valid_until="2021-11-01")

    response = clerk_client.post(
        reverse("office:council_meeting_plan"), {"body": body.pk, "starts_at": "2022-01-10T17:00", "place": "Saal 3"}
    )

    assert response.status_code == 422
    assert "Das Gremium besteht an diesem Tag nicht." in text(response)
    assert 'value="Saal 3"' in text(response)
    assert not Meeting.objects.exists()


def test_wrong_form_answers_422(clerk_client):
    for name in ("council_body_add", "council_meeting_plan", "council_paper_submit"):
        assert clerk_client.post(reverse(f"office:{name}"), {}).status_code == 422


def test_resolution_page_offers_only_fitting_results(clerk_client, version):
    meeting = factories.meeting(factories.body(BodyKind.COMMITTEE))
    step = factories.consultation(factories.paper(version), meeting, ConsultationRole.PRELIMINARY)

    html = text(clerk_client.get(reverse("office:council_resolution_record", args=[step.pk])))

    assert "zur Annahme empfohlen" in html
    assert "unverändert beschlossen" not in html


def test_amendment_waits_until_worked_in_and_then_the_version_is_adopted(page_client, clerk, planner, concept, version):
    step = factories.consultation(factories.paper(version), factories.meeting(factories.body()))
    resolution = factories.resolution(step, Result.ADOPTED_WITH_CHANGES)
    page_client.force_login(clerk)
    goal = concept.elements.get()
    address = reverse("office:council_amendment_record", args=[resolution.pk])
    assert "1 Sprachkurse am Abend" in text(page_client.get(address))
    change = {"element": goal.pk, "kind": "reword", "text": "Auch am Wochenende.", "proposer": "Fraktion A"}
    page_client.post(address, change | {"proposed_title": "Kurse am Abend und am Wochenende"})

    page_client.force_login(planner)
    paper_page = reverse("office:council_paper", args=[step.paper_id])
    assert "Vorher ist noch 1 Änderungsbeschluss einzuarbeiten." in text(page_client.get(paper_page))
    adopt = reverse("office:council_version_adopt", args=[resolution.pk])
    name = {"title": "Beschlossene Fassung", "slug": "beschlossen"}
    refused = page_client.post(adopt, name)
    assert (refused.status_code, "noch Änderungsbeschlüsse offen" in text(refused)) == (422, True)

    incorporate = reverse("office:council_amendment_incorporate", args=[Amendment.objects.get().pk])
    old = goal.revisions.get()
    assert page_client.post(incorporate, {"revision": old.pk}).status_code == 422
    new = goal.revisions.create(
        number=2, title="Auch am Wochenende", made_as="strategy_officer", made_at=timezone.now()
    )
    page_client.post(incorporate, {"revision": new.pk})
    assert "Eingearbeitet am" in text(page_client.get(paper_page))
    page_client.post(adopt, name)

    assert concept.versions.filter(kind=VersionKind.ADOPTED).exists()


def test_my_day_tells_the_clerk_what_waits(clerk_client, version):
    factories.consultation(factories.paper(version), factories.meeting(factories.body()))

    assert "Ein Beschluss fehlt" in text(clerk_client.get(reverse("office:my_day")))


def test_clerk_takes_a_paper_back_and_publishes_it_again(clerk_client, version):
    paper = factories.paper(version)
    address = reverse("office:council_paper_publicity", args=[paper.pk])
    assert "Nicht mehr veröffentlichen" in text(clerk_client.get(address))
    seen = []

    for _turn in range(2):
        clerk_client.post(address)
        paper.refresh_from_db()
        seen.append(paper.is_public)

    assert seen == [False, True]


def test_meeting_of_a_body_in_private_stays_private(clerk_client):
    private = factories.meeting(factories.body(BodyKind.EXECUTIVE_COMMITTEE))
    public = factories.meeting(factories.body())

    refused = clerk_client.post(reverse("office:council_meeting_publicity", args=[private.pk]))
    clerk_client.post(reverse("office:council_meeting_publicity", args=[public.pk]))

    assert (refused.status_code, "Dieses Gremium tagt nicht öffentlich." in text(refused)) == (422, True)
    assert list(Meeting.objects.order_by("pk").values_list("is_public", flat=True)) == [False, False]
