"""Einrichtung on the first start: file, preview, house; afterwards what the house says of itself."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.audit.models import Event
from roterfaden.council.models import Body
from roterfaden.places.methods import plan_from_data, plan_of, plan_to_data, read_directory
from roterfaden.places.models import Area, Instance
from tests import factories
from tests.factories import TODAY
from tests.places import gv100ad

pytestmark = pytest.mark.django_db

HOUSE = {
    "name": "Kreis Dithmarschen", "contact_unit": "Stabsstelle", "contact_email": "stelle@example.org",
    "languages": ["en", "ar"], "with_bodies": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR = "optional"


@pytest.fixture
def admin_page(page_client, administrator):
    page_client.force_login(administrator)
    return page_client


def text(response):
    return response.content.decode()


def send(client, key="01051", data=gv100ad.EVERYTHING, **more):
    upload = SimpleUploadedFile("GV100AD.txt", data)
    return client.post(reverse("office:setup"), {"upload": upload, "key": key} | more)


@pytest.mark.parametrize("key", ["01051", "01002", "034595401", "09181"])
def test_plan_survives_being_kept(key):
    plan = plan_of(read_directory(gv100ad.EVERYTHING), key, on=TODAY)

    assert plan_from_data(plan_to_data(plan)) == plan


def test_first_page_of_residents_leads_to_setup(page_client):
    shown = text(page_client.get(reverse("public:start")))

    assert "Diese Seite wird gerade eingerichtet" in shown
    assert reverse("office:setup") in shown


@pytest.mark.parametrize("route", ["office:my_day", "office:settings", "office:languages", "office:setup"])
def test_administrator_finds_the_way_before_there_is_a_house(admin_page, route):
    response = admin_page.get(reverse(route))

    assert response.status_code == HTTPStatus.OK
    assert reverse("office:setup") in text(response)


def test_preview_shows_what_would_be_created_and_creates_nothing(admin_page):
    response = send(admin_page)

    assert response.url == reverse("office:setup_preview")
    shown = text(admin_page.get(response.url))
    for words in ("Kreis Dithmarschen", "Amt Büsum-Wesselburen", "12.603", "Hauptausschuss", "Ankommen"):
        assert words in shown
    assert Area.objects.count() == 0


def test_house_is_set_up_from_the_preview(admin_page, administrator):
    send(admin_page)

    response = admin_page.post(reverse("office:setup_preview"), HOUSE, follow=True)

    house = Instance.objects.get()
    assert (house.county.key, house.contact_unit, Area.objects.count()) == ("01051", "Stabsstelle", 7)
    assert (Body.objects.count(), set(house.closed_languages) & {"de", "en", "ar"}) == (3, set())
    assert "Die Einrichtung ist angelegt." in text(response)
    assert Event.objects.get(verb="instance.set_up").actor_id == str(administrator.pk)
    assert admin_page.get(reverse("office:setup_preview")).url == reverse("office:setup")


def test_missing_contact_keeps_everything_typed(admin_page):
    send(admin_page)

    response = admin_page.post(reverse("office:setup_preview"), HOUSE | {"contact_email": "kein"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Stabsstelle" in text(response)
    assert Area.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "data", "words"),
    [
        ("16077", gv100ad.EVERYTHING, "Der Schlüssel 16077 steht nicht in dieser Datei."),
        ("34", gv100ad.EVERYTHING, "amtlichen Schlüssel"),
        ("01051", b"Name;Einwohner\nMelle;1\n", "fehlt der Name oder der Schlüssel"),
    ],
)
def test_refusal_stands_at_its_field(admin_page, key, data, words):
    response = send(admin_page, key, data)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in text(response)


def test_house_that_appeared_meanwhile_is_not_touched(admin_page):
    send(admin_page)
    factories.instance()

    assert admin_page.post(reverse("office:setup_preview"), HOUSE).url == reverse("office:setup")
    assert Area.objects.count() == 1


def test_name_and_contact_can_be_changed_later(admin_page):
    factories.instance()
    values = {"name": "Landkreis Osnabrück", "contact_unit": "Integrationsbüro", "contact_email": "neu@example.org"}

    admin_page.post(reverse("office:setup"), values)

    assert Instance.objects.get().contact_unit == "Integrationsbüro"
    assert Event.objects.get(verb="house.changed").subject_label == "Landkreis Osnabrück"
    assert "Integrationsbüro" in text(admin_page.get(reverse("office:setup")))


def test_house_page_takes_the_same_queries(admin_page, query_count):
    factories.instance()
    assert query_count(lambda: admin_page.get(reverse("office:setup"))) == 5
    for _number in range(3):
        factories.municipality()
    assert query_count(lambda: admin_page.get(reverse("office:setup"))) == 5
