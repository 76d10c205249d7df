"""The pages of bundles and of the look of the house."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roterfaden.places.methods.colours import contrast, for_the_dark
from roterfaden.places.models import Instance
from roterfaden.transfer import actions
from roterfaden.transfer.models import Arrival
from tests import factories
from tests.factories import NOW
from tests.pages import read_to_the_end
from tests.transfer.origin import ACTOR, contents, osnabrueck, small, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(planner)
    return page_client


def field(number):
    return {"key": f"feld-{number}", "number": number, "name": "Wohnen", "short_name": "Wohnen", "orientation": ""}


def test_what_was_chosen_is_downloaded(office):
    world = osnabrueck()
    asked = {"parts": ["indicators", "concept"], "version": world.version.pk}

    response = office.post(reverse("office:transfer_give"), asked)

    assert response["Content-Disposition"].startswith('attachment; filename="buendel-landkreis-')
    assert set(contents(response.content)) == {
        "manifest.json", "manifest.sig", "parts/concept.json", "parts/indicators.json",
    }  # fmt: skip
    shown = office.get(reverse("office:transfer")).content.decode()
    assert "Fingerabdruck dieser Einrichtung" in shown


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Guten Tag", "kein Bündel aus Roter Faden"),
        (zipped(contents(small(fields=[])) | {"parts/fields.json": b"{}"}), "ist beschädigt"),
    ],
    ids=["text", "changed"],
)
def test_file_that_is_no_bundle_is_refused_on_the_page(office, data, words):
    response = office.post(reverse("office:transfer_upload"), {"upload": SimpleUploadedFile("x.zip", data)})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_bundles_asks_the_same_questions_however_many_there_are(office, count):
    for number in range(1, count + 1):
        actions.receive_bundle(actor=ACTOR, data=small(fields=[field(number)]), now=NOW)
    office.get(reverse("office:transfer"))

    with CaptureQueriesContext(connection) as queries:
        office.get(reverse("office:transfer"))

    assert len(queries) == 12


@pytest.mark.parametrize("count", [1, 3])
def test_preview_asks_the_same_questions_however_much_is_in_it(office, count):
    data = small(fields=[field(number) for number in range(1, count + 1)])
    arrival = actions.receive_bundle(actor=ACTOR, data=data, now=NOW)
    address = reverse("office:transfer_arrival", args=[arrival.uid])
    office.get(address)

    with CaptureQueriesContext(connection) as queries:
        response = office.get(address)

    assert response.content.decode().count('name="picks"') == count
    assert len(queries) == 11


# --- the look ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.48), ("#1a5f2b", "#1a5f2b", 1)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_colour_is_lightened_for_dark_pages():
    assert contrast(for_the_dark("#1a5f2b"), "#000000") >= 7
    assert for_the_dark("#ffff00") == "#ffff00"


def test_colour_and_logo_reach_every_page(page_client, administrator, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(administrator)
    logo = SimpleUploadedFile("Wappen von Frau Beispiel.png", factories.picture())

    page_client.post(reverse("office:look"), {"colour": "#1A5F2B", "upload": logo})

    house = Instance.objects.get()
    start = page_client.get(reverse("public:start")).content.decode()
    assert "/haus/farbe.css?v=1a5f2b" in start
    assert f"/haus/logo.jpg?v={house.logo_id}" in start
    style = page_client.get("/haus/farbe.css?v=1a5f2b")
    assert "--kern-color-action-default: #1a5f2b" in style.content.decode()
    assert "immutable" in style["Cache-Control"]
    assert page_client.get("/haus/farbe.css?v=old")["Cache-Control"] == "no-cache"
    picture = page_client.get(f"/haus/logo.jpg?v={house.logo_id}")
    read_to_the_end(picture)
    assert picture["Content-Disposition"] == "inline"

    page_client.post(reverse("office:look"), {"colour": "", "drops_logo": "on"})
    assert "/haus/" not in page_client.get(reverse("public:start")).content.decode()


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#ffcc00", "Auf Weiß misst sie 1,5 : 1, auf Schwarz 13,8 : 1"),
        ("#8a8a8a", "mindestens 5,0 : 1"),
        ("rot", "sechs Zeichen, zum Beispiel"),
    ],
)
def test_colour_nobody_can_read_is_refused(page_client, administrator, settings, colour, words):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(administrator)

    response = page_client.post(reverse("office:look"), {"colour": colour})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Instance.objects.get().colour == ""
