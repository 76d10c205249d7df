"""The directory at the office: the list, forms with everything typed kept, listings, guides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from roterfaden.directory.models import Correction, Explanation, Guide, Listing, Organisation, Service, Site
from roterfaden.directory.queries import guide_view
from tests import factories
from tests.factories import directory as make


@pytest.fixture
def office(page_client, counsellor, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(counsellor)
    return page_client


def test_list_shows_what_waits_and_costs_the_same_for_one_and_three(office, query_count):
    service = make.service("Tafel")
    Correction.objects.create(service=service, kind="gone", text="Geschlossen", said_at=timezone.now())
    page = office.get("/buero/angebote/").content.decode()
    assert ("Geschlossen" in page, "noch nicht geprüft" in page) == (True, True)
    first = query_count(lambda: office.get("/buero/angebote/"))
    for title in "AB":
        make.service(title)

    assert (query_count(lambda: office.get("/buero/angebote/")), first) == (12, 12)
    assert "Kein Angebot mit diesen Filtern" in office.get("/buero/angebote/", {"stand": "checked"}).content.decode()
    office.post(f"/buero/angebote/{service.uid}/geprueft/")
    service.refresh_from_db()
    assert service.checked_on == timezone.localdate()


def test_organisation_site_and_service_by_form(office):
    area, field = factories.municipality(), factories.field()
    office.post("/buero/angebote/einrichtungen/neu/", {"name": "Verein", "kind": "association"})
    house = Organisation.objects.get()
    site = {"name": "Haus", "area": area.pk, "step_free": "yes", "day_0": "9-12", "specials": "gestern zu"}
    wrong = office.post(f"/buero/angebote/einrichtungen/{house.uid}/standort/", site)
    assert (wrong.status_code, "gestern zu" in wrong.content.decode()) == (422, True)
    office.post(f"/buero/angebote/einrichtungen/{house.uid}/standort/", site | {"specials": ""})
    place = Site.objects.get()
    assert "9–12" in office.get(f"/buero/angebote/standorte/{place.uid}/").content.decode()
    offer = {
        "title": "Chor", "site": place.pk, "topics": [field.pk], "languages": ["de", "ar"], "target_group": "everybody",
        "cost": "free", "is_checked": "on",
    }  # fmt: skip
    assert office.post(f"/buero/angebote/einrichtungen/{house.uid}/neu/", offer | {"title": ""}).status_code == 422

    office.post(f"/buero/angebote/einrichtungen/{house.uid}/neu/", offer)

    service = Service.objects.get()
    assert (service.site, service.checked_on) == (place, timezone.localdate())
    assert 'value="ar"' in office.get(f"/buero/angebote/{service.uid}/").content.decode()
    office.post(f"/buero/angebote/{service.uid}/sprache/en/", {"title": "Choir", "text": "", "is_checked": "on"})
    assert service.texts.get().title == "Choir"
    assert office.get(f"/buero/angebote/{service.uid}/sprache/en/").status_code == 200


def test_listing_is_shown_row_by_row_and_taken(office):
    area = factories.municipality()
    table = f"Angebot;Einrichtung;Standort;Kommune\nKita;Amt;Haus;{area.slug}\nHort;Amt;Haus;Nirgends\n".encode()

    office.post("/buero/angebote/einlesen/", {"upload": SimpleUploadedFile("a.csv", table)})

    listing = Listing.objects.get()
    page = office.get(f"/buero/angebote/einlesen/{listing.uid}/").content.decode()
    assert "Kommune nicht gefunden: Nirgends." in page
    assert Service.objects.count() == 0
    office.post(f"/buero/angebote/einlesen/{listing.uid}/")
    assert [service.title for service in Service.objects.all()] == ["Kita"]
    unreadable = office.post("/buero/angebote/einlesen/", {"upload": SimpleUploadedFile("a.csv", b"A;B\n1;2\n")})
    assert unreadable.status_code == 422


def test_guide_is_written_translated_and_published(office):
    office.post("/buero/wegweiser/neu/", {"title": "Wohnen", "slug": "wohnen", "position": "1"})
    page = {"title": "Wohnen", "lead": "", "body": "## Suchen\n\nText", "is_checked": "on"}
    assert office.get("/buero/wegweiser/wohnen/en/").status_code == 200
    office.post("/buero/wegweiser/wohnen/de/", page)
    office.post("/buero/wegweiser/wohnen/de-simple/", page)
    assert office.get("/buero/wegweiser/wohnen/de-simple/").status_code == 200
    office.post("/buero/wegweiser/wohnen/veroeffentlichen/")
    assert guide_view("wohnen", "de-simple").lang == ""
    assert "aktuell" in office.get("/buero/wegweiser/").content.decode()
    office.post("/buero/wegweiser/wohnen/veroeffentlichen/", {"zurueck": "1"})
    assert Guide.objects.published().count() == 0
    office.post("/buero/wegweiser/woerter/", {"key": "miete", "language": "de", "word": "Miete", "text": "Geld"})
    assert Explanation.objects.get().word == "Miete"
