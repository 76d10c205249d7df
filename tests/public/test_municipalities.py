"""What residents read of the hand-over: matrix, map, each municipality, and the excerpt it takes home."""

import pytest

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation.enums import Answer
from roterfaden.implementation.models import JointMember, JointUnit
from roterfaden.places.enums import AreaKind
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept():
    factories.instance()
    return factories.concept()


@pytest.fixture
def goal(concept):
    return factories.element(concept, title="Sprachkurse am Abend", body="Jeder Kurs beginnt bis 2022 abends.")


@pytest.fixture
def initiative(concept, goal):
    return factories.element(concept, ElementKind.INITIATIVE, title="Kinderbetreuung im Kurs")


@pytest.fixture
def version(concept, goal, initiative):
    return factories.frozen_version(concept, VersionKind.ADOPTED, slug="beschluss")


@pytest.fixture
def area(goal, initiative, version):
    made = factories.municipality(name="Gemeinde Hagen", short_name="Hagen", slug="hagen")
    factories.offer(version, made, [goal, initiative])
    return made


def text(response):
    return response.content.decode()


def test_page_shows_own_wording_beside_the_countys_and_what_is_open(page_client, area, goal):
    unit = JointUnit.objects.create(slug="land", name="Wittlager Land", since=TODAY)
    JointMember.objects.create(unit=unit, municipality=area)
    factories.adoption(
        goal, area, Answer.ADAPT, adapted_text="Bei uns bis 2025.", own_target_value=20, joint_unit=unit,
        resolution_body="Gemeinderat", resolution_reference="7/2018",
    )  # fmt: skip

    html = text(page_client.get("/kommunen/hagen/"))

    for words in (
        "Jeder Kurs beginnt bis 2022 abends.", "Bei uns bis 2025. (<bdi>20</bdi>)", "gemeinsam als", "Wittlager Land",
        "Gemeinderat, 7/2018", "1 beantwortet, 1 ohne Antwort.", "Angeboten, noch ohne Antwort: 1",
        "/konzept/fassungen/beschluss/auszug/kommune/hagen/",
    ):  # fmt: skip
        assert words in html


def test_member_of_a_joint_municipality_shows_the_answers_given_for_it(page_client, version, goal):
    joint = factories.municipality(name="Samtgemeinde Artland", slug="artland", kind=AreaKind.JOINT, ags=None)
    factories.municipality(name="Badbergen", slug="badbergen", kind=AreaKind.MEMBER, parent=joint)
    factories.offer(version, joint)
    factories.adoption(goal, joint, reason="Für alle Mitglieder.")

    html = text(page_client.get("/kommunen/badbergen/"))

    assert "Für alle Mitglieder." in html
    assert "antwortet für alle Mitgliedsgemeinden" in html
    assert page_client.get(f"/kommunen/{factories.county().slug}/").status_code == 404


def test_map_shows_what_is_taken_up(page_client, area, goal):
    area.latitude, area.longitude = 52, 8
    area.save()
    factories.adoption(goal, area)

    html = text(page_client.get("/kommunen/?karte=uebernommen"))

    assert "Wie viel haben die Kommunen übernommen?" in html
    assert "1 von 2 Antworten liegen vor." in html


def test_excerpt_holds_everything_offered_or_only_what_is_taken_up(page_client, area, goal, initiative):
    factories.adoption(goal, area)
    factories.adoption(initiative, area, Answer.NOT_APPLICABLE, reason="Kein Kursort.")
    here = "/konzept/fassungen/beschluss/auszug/kommune/hagen"

    everything, taken = (text(page_client.get(f"{here}/{query}")) for query in ("", "?umfang=uebernommen"))

    assert ("Kinderbetreuung im Kurs" in everything, "Kinderbetreuung im Kurs" in taken) == (True, False)
    assert "Sprachkurse am Abend" in taken
    assert "hagen.pdf?umfang=uebernommen" in taken
    assert "Kein Kursort." in everything
