"""`manage setup`: a directory file in, a working house out; and an installation without a house stays kind."""

import json
from collections import Counter, defaultdict
from http import HTTPStatus
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import NoReverseMatch, reverse

from roterfaden.council.models import Body
from roterfaden.office.setting_up import committee_order
from roterfaden.participation.actions import open_process_from_template
from roterfaden.places.enums import HouseKind
from roterfaden.places.models import Area, Instance
from roterfaden.topics.methods import model_case
from roterfaden.topics.models import FieldOfAction
from tests import factories
from tests.access.table import TABLE
from tests.factories import TODAY
from tests.pages import read_to_the_end
from tests.places import gv100ad

pytestmark = pytest.mark.django_db

CONTACT = {"contact_unit": "Stabsstelle Integration", "contact_email": "integration@example.org"}


@pytest.fixture
def directory(tmp_path):
    file = tmp_path / "GV100AD.txt"
    file.write_bytes(gv100ad.EVERYTHING)
    return file


def setup(directory, key, **options):
    out = StringIO()
    call_command("setup", directory=directory, key=key, stdout=out, **(CONTACT | options))
    return out.getvalue()


def public_addresses():
    """Every public page whose address needs nothing."""
    for line in TABLE:
        try:
            if line.route.startswith("public:"):
                yield reverse(line.route)
        except NoReverseMatch:
            continue


def test_every_public_page_answers_before_there_is_a_house(page_client):
    answers = Counter()
    for address in public_addresses():
        response = page_client.get(address)
        read_to_the_end(response)
        answers[response.status_code] += 1
        assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, address

    assert answers[HTTPStatus.OK] > 10


def test_county_from_the_directory_becomes_a_working_house(directory, page_client, planner):
    out = setup(directory, "01051", languages=["de", "en"])

    house = Instance.objects.get()
    assert (house.name, house.county.name) == ("Kreis Dithmarschen", "Kreis Dithmarschen")
    assert "ar" in house.closed_languages
    assert [body.name for body in Body.objects.order_by("pk")] == ["Fachausschuss", "Hauptausschuss", "Kreistag"]
    assert FieldOfAction.objects.count() == 9
    assert "1 × Landkreis" in out
    assert "Eingerichtet: Kreis Dithmarschen" in out
    process = open_process_from_template(
        actor=planner, template="modellfall", title="Zusammen in Dithmarschen", slug="zusammen", summary="Mitreden",
        mandate="Auftrag", area=house.county, opened_on=TODAY, now=factories.NOW,
    )  # fmt: skip
    answers = defaultdict(set)
    for address in [*public_addresses(), reverse("public:process", args=[process.slug])]:
        response = page_client.get(address)
        read_to_the_end(response)
        answers[response.status_code].add(address)
    assert max(answers) < HTTPStatus.INTERNAL_SERVER_ERROR
    assert answers[HTTPStatus.NOT_FOUND] == {reverse("public:predecessor")}, "there is no earlier concept"
    assert len(answers[HTTPStatus.OK]) > 10
    assert "Amt Büsum-Wesselburen" in page_client.get(reverse("public:municipalities")).content.decode()


def test_joint_municipality_offers_its_goals_to_its_members(directory):
    setup(directory, "034595401")

    assert [area.name for area in Area.objects.partners().order_by("pk")] == ["Badbergen", "Menslage"]
    assert [body.name for body in Body.objects.order_by("pk")] == [
        "Fachausschuss", "Samtgemeindeausschuss", "Samtgemeinderat",
    ]  # fmt: skip
    assert list(Body.objects.filter(is_public=False).values_list("name", flat=True)) == ["Samtgemeindeausschuss"]


def test_district_free_town_is_its_own_partner(directory):
    setup(directory, "01002", without_fields=True, without_bodies=True)

    assert [area.name for area in Area.objects.partners()] == ["Landeshauptstadt Kiel"]
    assert (FieldOfAction.objects.count(), Body.objects.count()) == (0, 0)


def test_dry_run_shows_and_creates_nothing(directory):
    out = setup(directory, "09181", dry_run=True)

    assert "Bitte ansehen – Gemeindefreie Gebiete, nicht aufgenommen: Ammersee" in out
    assert "Fachausschuss → Kreisausschuss → Kreistag (LKrO Bayern Art. 26" in out
    assert (Area.objects.count(), Instance.objects.count()) == (0, 0)


def test_second_time_says_what_is_there(directory):
    setup(directory, "03459")
    before = list(Area.objects.order_by("pk").values())

    out = setup(directory, "03459")

    assert "Schon eingerichtet: Landkreis Osnabrück mit 5 Gebieten. Nichts geändert." in out
    assert list(Area.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("dry_run", [True, False])
def test_house_of_another_county_is_never_touched(directory, dry_run):
    factories.instance()

    with pytest.raises(CommandError, match=r"Landkreis Osnabrück.*eigene Installation"):
        setup(directory, "01051", dry_run=dry_run)

    assert Area.objects.count() == 1


def test_areas_nobody_planned_are_in_the_way(directory):
    factories.municipality(name="Anderswo")

    with pytest.raises(CommandError, match="Anderswo"):
        setup(directory, "03459")

    assert Instance.objects.count() == 0


def test_nothing_is_created_without_a_contact(directory):
    with pytest.raises(CommandError, match="--contact-unit"):
        setup(directory, "03459", contact_email="")
    with pytest.raises(CommandError, match="E-Mail"):
        setup(directory, "03459", contact_email="kein")

    assert Area.objects.count() == 0


def test_outlines_are_kept_with_the_areas(directory, tmp_path):
    ring = [[8.0, 52.0], [8.1, 52.0], [8.1, 52.1], [8.0, 52.1], [8.0, 52.0]]
    file = tmp_path / "umrisse.geojson"
    feature = {"properties": {"AGS": "03459024"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    file.write_text(json.dumps({"features": [feature]}))

    out = setup(directory, "03459", boundaries=file)

    assert "Umrisse: 1 von 5" in out
    assert Area.objects.get(key="03459024").geometry["coordinates"] == [ring]


def test_missing_file_is_said_in_words(directory):
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        setup(directory.with_name("fehlt.txt"), "03459")


@pytest.mark.parametrize(
    ("key", "house", "names"),
    [
        ("03459", HouseKind.COUNTY, ("Fachausschuss", "Kreisausschuss", "Kreistag")),
        ("03241", HouseKind.COUNTY, ("Fachausschuss", "Regionsausschuss", "Regionsversammlung")),
        ("03404000", HouseKind.TOWN, ("Fachausschuss", "Verwaltungsausschuss", "Rat")),
        ("16077", HouseKind.COUNTY, ("Fachausschuss", "Kreistag")),
        ("071385007", HouseKind.JOINT, ("Fachausschuss", "Rat")),
    ],
)
def test_committee_order_is_that_of_the_land(key, house, names):
    assert committee_order(key, house).names == names


def test_offered_fields_are_those_of_the_example():
    assert [field.number for field in model_case()] == list(range(1, 10))
