"""Kommunen: the offer, the matrix, the desk of each municipality, and who reads and changes what."""

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.methods import AnswerValues
from roterfaden.implementation.models import Adoption, AdoptionDraft, JointUnit, Offer, OfferItem
from roterfaden.kernel.time import local_day
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
PLACE = "Stadt Melle"


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def concept():
    made = factories.concept()
    factories.element(made, title="Sprachkurse am Abend", body="Es gibt Abendkurse.")
    factories.element(made, ElementKind.INITIATIVE, title="Kinderbetreuung im Kurs")
    return made


@pytest.fixture
def version(concept):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


@pytest.fixture
def goal(concept):
    return concept.elements.get(kind=ElementKind.GOAL)


@pytest.fixture
def initiative(concept):
    return concept.elements.get(kind=ElementKind.INITIATIVE)


@pytest.fixture
def offered(version, municipality, goal, initiative):
    return factories.offer(version, municipality, [goal, initiative])


def text(response):
    return response.content.decode()


def address(name, *args):
    return reverse(f"office:{name}", args=args)


def cells(response):
    return list(load_workbook(BytesIO(b"".join(response))).active.values)


def draft(actor, area, *elements, **values):
    facts = AnswerValues(**({"answer": Answer.ADOPT} | values))
    return actions.keep_drafts(actor=actor, municipality=area, elements=elements, values=facts, now=NOW)


# --- offers -----------------------------------------------------------------------------------------------------------
def test_before_any_adoption_the_page_says_so(page_client, planner, municipality):
    page_client.force_login(planner)

    assert "Noch ist keine Fassung beschlossen" in text(page_client.get(address("municipalities")))
    assert "Noch nichts angeboten" in text(page_client.get(address("municipality", municipality.slug)))
    assert page_client.get(address("municipalities_offer")).status_code == HTTPStatus.NOT_FOUND


def test_planner_offers_chosen_elements_to_chosen_municipalities(
    page_client, planner, municipality, version, goal, initiative
):
    other = factories.municipality(name="Gemeinde Hagen", short_name="Hagen")
    factories.offer(version, other, [goal, initiative])
    page_client.force_login(planner)
    here, today = address("municipalities_offer"), local_day(timezone.now())
    html = text(page_client.get(here))
    assert (PLACE in html, "Gemeinde Hagen" in html) == (True, False)

    late = {
        "municipalities": [municipality.pk], "elements": [initiative.pk], "offered_on": f"{today}",
        "answer_by": f"{today}", "reminder_days": ["14", "-7"],
    }  # fmt: skip
    assert page_client.post(here, late).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page_client.post(here, late | {"answer_by": f"{today + timedelta(days=60)}"})

    offer = Offer.objects.get(municipality=municipality)
    assert ([item.element for item in offer.items.all()], offer.reminder_days) == ([initiative], [14, -7])


def test_new_version_is_offered_anew_with_what_carries_over(page_client, planner, concept, version, offered, goal):
    factories.adoption(goal, offered.municipality)
    factories.element(concept, title="Mehr Busse")
    newer = factories.frozen_version(
        concept, VersionKind.AMENDED, title="Zweite Fassung", frozen_at=NOW + timedelta(days=9)
    )
    page_client.force_login(planner)
    assert "Die neue Fassung ist noch nicht angeboten" in text(page_client.get(reverse("office:my_day")))
    html = text(page_client.get(address("municipalities_renew")))
    assert "Unverändert: die Antwort gilt weiter (2)" in html
    assert "Neu: es wird gefragt (1)" in html

    page_client.post(
        address("municipalities_renew"), {"municipalities": [offered.municipality_id], "offered_on": "2018-06-01"}
    )

    items = OfferItem.objects.filter(offer__version=newer).order_by("pk")
    assert [item.is_carried for item in items] == [True, False]


def test_joint_units_are_named_changed_and_ended(page_client, planner, municipality):
    other = factories.municipality()
    page_client.force_login(planner)
    facts = {"name": "Wittlager Land", "since": "2018-06-01", "municipalities": [municipality.pk]}
    assert page_client.post(address("joint_units"), facts).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page_client.post(address("joint_units"), facts | {"municipalities": [municipality.pk, other.pk]})
    assert "Wittlager Land" in text(page_client.get(address("joint_units")))

    page_client.post(address("joint_unit_end", "wittlager-land"), {"ended_on": "2019-01-01"})

    assert JointUnit.objects.get().ended_on.year == 2019


# --- list, matrix, file -----------------------------------------------------------------------------------------------
def test_matrix_page_takes_the_same_queries_for_one_and_for_four(page_client, planner, version, goal, query_count):
    page_client.force_login(planner)
    factories.offer(version, factories.municipality())
    assert query_count(lambda: page_client.get(address("municipalities"))) == 17
    for _number in range(3):
        area = factories.municipality()
        factories.offer(version, area)
        factories.adoption(goal, area)
    assert query_count(lambda: page_client.get(address("municipalities"))) == 17
    html = text(page_client.get(address("municipalities")))
    assert "3 von 4" in html
    assert "niemand koordiniert" in html


def test_matrix_file_holds_what_the_filter_shows(page_client, planner, version, offered, goal):
    factories.adoption(goal, offered.municipality, Answer.ADAPT, adapted_text="Bis 2030 reicht uns.")
    page_client.force_login(planner)

    sheets = {
        what: cells(page_client.get(f"{address('municipalities_file', what)}?art=goal"))
        for what in ("matrix", "antworten")
    }

    assert [row[1] for row in sheets["matrix"][-1:]] == ["Sprachkurse am Abend"]
    assert "passt an" in sheets["matrix"][-1]
    assert sheets["antworten"][-1][:5] == (PLACE, "1", "Sprachkurse am Abend", "passt an", "Bis 2030 reicht uns.")


# --- the desk ---------------------------------------------------------------------------------------------------------
def test_coordinator_drafts_goes_on_and_sends(page_client, coordinator, municipality, offered, goal, initiative):
    page_client.force_login(coordinator)
    assert "2 Antworten sind offen" in text(page_client.get(reverse("office:my_day")))
    here = address("municipality_answer", municipality.slug, goal.pk)
    html = text(page_client.get(here))
    assert "Es gibt Abendkurse." in html
    assert "im Namen der Kommune" not in html

    after = page_client.post(here, {"answer": "adapt", "weiter": "1"})
    assert after.headers["Location"] == address("municipality_answer", municipality.slug, initiative.pk)
    incomplete = text(page_client.get(address("municipality_send", municipality.slug)))
    assert "Noch nicht vollständig" in incomplete
    page_client.post(here, {"answer": "adapt", "adapted_text": "Kurse am Samstag", "reason": "Weil der Bus fehlt."})
    assert "Eine Antwort ist entworfen" in text(page_client.get(reverse("office:my_day")))
    assert not Adoption.objects.exists()

    send = {"elements": [goal.pk], "resolution_body": "Rat", "resolution_reference": "12/2018"}
    page_client.post(address("municipality_send", municipality.slug), send)

    assert Adoption.objects.get().resolution_reference == "12/2018"
    html = text(page_client.get(address("municipality", municipality.slug)))
    for words in ("passt an", "Kurse am Samstag", "Koordination in der Kommune", "Rat, 12/2018"):
        assert words in html
    assert "Keine" not in text(page_client.get(f"{address('municipality', municipality.slug)}?stand=waiting"))


def test_several_are_answered_after_a_preview(page_client, coordinator, municipality, offered, goal, initiative):
    page_client.force_login(coordinator)
    here = address("municipality_answers", municipality.slug)
    facts = {"elemente": [goal.pk, initiative.pk], "answer": "adopt", "reason": "Einstimmig."}
    assert page_client.post(here, {"answer": "adopt"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page_client.post(here, {"elemente": [goal.pk]}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    preview = text(page_client.post(here, facts | {"vorschau": "1"}))
    assert "2 Ziele und Maßnahmen" in preview
    assert not AdoptionDraft.objects.exists()
    again = text(page_client.post(here, facts | {"aendern": "1"}))
    assert "Einstimmig." in again
    page_client.post(here, facts | {"entwerfen": "1"})

    assert {row.reason for row in AdoptionDraft.objects.all()} == {"Einstimmig."}
    assert AdoptionDraft.objects.count() == 2


def test_desk_takes_the_same_queries_for_one_and_for_three(
    page_client, coordinator, municipality, concept, query_count
):
    def counts():
        place = municipality.slug
        pages = [
            address("municipality", place), address("municipality_send", place), address("municipality_answers", place),
            address("municipality_answer", place, goal.pk),
        ]  # fmt: skip
        return [query_count(lambda here=here: page_client.get(here)) for here in pages]

    page_client.force_login(coordinator)
    goal = concept.elements.get(kind=ElementKind.GOAL)
    version = factories.frozen_version(concept, VersionKind.ADOPTED)
    factories.offer(version, municipality)
    draft(coordinator, municipality, goal)
    assert counts() == [15, 11, 12, 13]
    for number in range(3):
        factories.element(concept, title=f"Ziel {number}")
    version = factories.frozen_version(concept, VersionKind.AMENDED, frozen_at=NOW + timedelta(days=9))
    factories.offer(version, municipality)
    draft(coordinator, municipality, *concept.elements.filter(kind=ElementKind.GOAL))
    assert counts() == [15, 11, 12, 13]


def test_proposal_of_another_member_is_joined(
    page_client, planner, coordinator, coordinator_elsewhere, municipality, offered, goal, initiative
):
    there = factories.Area.objects.get(key=coordinator_elsewhere.memberships.get().scope_key)
    factories.offer(offered.version, there)
    unit = actions.set_joint_unit(
        actor=planner, slug="land", name="Wittlager Land", since=TODAY, municipalities=[municipality, there], now=NOW
    )
    actions.keep_drafts(
        actor=coordinator_elsewhere, municipality=there, elements=[goal], values=AnswerValues(Answer.ADOPT),
        joint_unit=unit, now=NOW,
    )  # fmt: skip
    actions.send_answers(actor=coordinator_elsewhere, municipality=there, now=NOW)
    page_client.force_login(coordinator)
    assert "gemeinsame Antwort ist vorgeschlagen" in text(page_client.get(reverse("office:my_day")))
    here = address("municipality_answer", municipality.slug, goal.pk)
    assert f"{there.short_name} schlägt für Wittlager Land vor" in text(page_client.get(here))

    page_client.post(address("municipality_proposal", municipality.slug, goal.pk), {"anschliessen": "1"})

    assert AdoptionDraft.objects.get().side == "own"


def test_county_staff_answers_on_behalf_and_sees_no_draft_of_the_municipality(
    page_client, planner, coordinator, municipality, offered, goal
):
    draft(coordinator, municipality, goal, reason="Geheim, bis wir senden.")
    page_client.force_login(planner)
    here = address("municipality_answer", municipality.slug, goal.pk)

    html = text(page_client.get(here)) + text(page_client.get(address("municipality", municipality.slug)))
    assert "im Namen der Kommune" in html
    assert "Geheim" not in html
    page_client.post(here, {"answer": "adopt"})
    page_client.post(address("municipality_send", municipality.slug), {"elements": [goal.pk]})

    assert Adoption.objects.get().role_label == "Strategische Planung"
    assert AdoptionDraft.objects.get().reason == "Geheim, bis wir senden."


# --- the own municipality and no other --------------------------------------------------------------------------------
def test_coordinator_reads_and_changes_no_other_municipality(
    page_client, coordinator, coordinator_elsewhere, municipality, offered, goal, initiative
):
    """Guessed addresses and ids: the municipality of another, an element never offered to the own one."""
    there = factories.Area.objects.get(key=coordinator_elsewhere.memberships.get().scope_key)
    draft(coordinator, municipality, goal, reason="Geheim, bis wir senden.")
    page_client.force_login(coordinator_elsewhere)
    listed = text(page_client.get(address("municipalities")))
    assert (PLACE in listed, there.name in listed) == (False, True)

    assert page_client.get(address("municipality", municipality.slug)).status_code == HTTPStatus.FORBIDDEN
    for name, args, data in (
        ("municipality_answer", [goal.pk], {"answer": "adopt"}),
        ("municipality_answers", [], {"elemente": [goal.pk], "answer": "adopt", "entwerfen": "1"}),
        ("municipality_send", [], {"elements": [goal.pk]}),
        ("municipality_draft_drop", [goal.pk], {}),
        ("municipality_proposal", [goal.pk], {"anschliessen": "1"}),
    ):
        answer = page_client.post(address(name, municipality.slug, *args), data)
        assert (answer.status_code, "Geheim" in text(answer)) == (HTTPStatus.FORBIDDEN, False)
    for key in (goal.pk, initiative.pk, 0, 999_999):  # not offered to the own municipality
        answer = page_client.post(address("municipality_answer", there.slug, key), {"answer": "adopt"})
        assert answer.status_code == HTTPStatus.NOT_FOUND
    assert page_client.post(address("municipality_answers", there.slug), {}).status_code == HTTPStatus.NOT_FOUND
    assert page_client.post(address("joint_units"), {}).status_code == HTTPStatus.FORBIDDEN

    files = page_client.get(address("municipalities_file", "matrix"))
    assert PLACE not in [cell for row in cells(files) for cell in row]
    assert not Adoption.objects.exists()
    assert AdoptionDraft.objects.get().municipality == municipality
