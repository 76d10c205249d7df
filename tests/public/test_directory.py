"""Pages of the directory: finding, reading, taking away, answering by link."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from roterfaden.directory.methods import new_link
from roterfaden.directory.models import CheckLink, Correction, Explanation
from roterfaden.kernel.tables import read_table
from tests import factories
from tests.factories import directory as make
from tests.pages import read_to_the_end


@pytest.fixture
def town(db):
    cache.clear()
    factories.instance()
    where = {"latitude": Decimal("52.2"), "longitude": Decimal("8.3")}
    return factories.municipality(slug="melle", short_name="Melle", **where)


@pytest.fixture
def link(town):
    """An organisation with two services, and the link it was sent."""
    now = timezone.now()
    site = make.place(area=town, hours="01")
    services = [make.service(title, site=site) for title in ("Chor", "Deutsch")]
    token, kept = new_link()
    CheckLink.objects.create(
        organisation=site.organisation, month=now.date().replace(day=1), secret_hash=kept, sent_at=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    return f"/beratung/angebote/pruefen/{token}/", services


def test_search_page_finds_and_says_when_nothing_is_found(page_client, town):
    house = make.organisation(is_fictitious=True)
    make.service("Kitaplatz suchen", site=make.place(house, area=town, step_free="yes"), cost="free")
    make.service("Schulden")

    page = page_client.get("/beratung/angebote/", {"suche": "kindergarten", "ort": "melle"}).content.decode()
    assert ("Kitaplatz suchen" in page, "Schulden" in page, "erfunden" in page) == (True, False, True)
    assert "noch nicht geprüft" in page
    page = page_client.get("/beratung/angebote/", {"suche": "xyzzy"}).content.decode()
    assert "Dazu haben wir nichts gefunden" in page
    page = page_client.get("/beratung/angebote/", {"ort": "nirgends", "umkreis": "7"}).content.decode()
    assert "nicht beachtet" in page
    assert "2 Angebote" in page_client.get("/beratung/").content.decode()


def test_list_costs_the_same_for_one_and_for_three(page_client, town, query_count):
    def look():
        page_client.get("/beratung/angebote/", {"suche": "Beratung", "ort": "melle"})

    make.service("Beratung 1", site=make.place(area=town, hours="0"))
    look()
    first = query_count(look)
    for number in (2, 3):
        make.service(f"Beratung {number}", site=make.place(area=town, hours="0"))
    assert query_count(look) == first == 14


def test_service_page_marks_what_is_german_and_old(page_client, town):
    site = make.place(area=town, hours="01234", directions="Hinter dem Markt")
    long_ago = timezone.localdate() - timedelta(days=400)
    service = make.service("Tafel", site=site, checked_on=long_ago, checked_by="office", languages="de ar")

    page = page_client.get(f"/ar/beratung/angebote/{service.uid}/").content.decode()

    assert '<div lang="de" dir="ltr">' in page
    assert "09:00–12:00" in page
    german = page_client.get(f"/beratung/angebote/{service.uid}/").content.decode()
    assert "lange nicht geprüft" in german
    assert page_client.get("/beratung/angebote/9b2f7a52-6d3e-4f57-9d2c-5a3c1c0f7a11/").status_code == 404


def test_link_is_only_looked_at_until_it_is_answered(page_client, link):
    address, (chor, deutsch) = link

    page = page_client.get(address)
    assert page.headers["Referrer-Policy"] == "same-origin"
    chor.refresh_from_db()
    assert chor.checked_on is None
    assert page_client.post(address, {}).status_code == 422
    empty = page_client.post(address, {f"stand_{deutsch.pk}": "changed"})
    assert (empty.status_code, Correction.objects.count()) == (422, 0)

    said = {f"stand_{chor.pk}": "right", f"stand_{deutsch.pk}": "changed", f"text_{deutsch.pk}": "Neue Zeiten"}
    assert page_client.post(address, said).status_code == 302
    chor.refresh_from_db()
    assert (chor.checked_by, Correction.objects.get().text) == ("organisation", "Neue Zeiten")
    assert page_client.get(f"{address[:-2]}/").status_code == 404


def test_everything_can_be_taken_away(client, town):
    make.service("Kita", site=make.place(area=town, hours="0"))

    found = json.loads(client.get("/beratung/angebote/angebote.json").content)
    assert [each["name"] for each in found["contents"]] == ["Kita"]
    for form in ("csv", "xlsx"):
        response = client.get(f"/beratung/angebote/angebote.{form}")
        table = read_table(b"".join(response.streaming_content), f"a.{form}")
        assert table.rows[0].cells[1] == "Kita"
    assert client.get("/beratung/angebote/angebote.exe").status_code == 404


@pytest.mark.parametrize("language", ["", "/ar"])
def test_leaflet_is_a_pdf_in_the_language_of_the_page(client, town, language):
    make.service("Kita", site=make.place(area=town, hours="0"))

    response = client.get(f"{language}/beratung/angebote/angebote.pdf", {"ort": "melle", "umkreis": "0"})

    read_to_the_end(response)
    assert response.content[:5] == b"%PDF-"
    assert "beratung-melle.pdf" in response.headers["Content-Disposition"]


def test_guide_explains_words_and_leads_to_integreat_where_the_house_is_there(page_client, town, settings):
    Explanation.objects.create(key="kaution", language="de", word="Kaution", text="Geld für den Vermieter.")
    guide = make.guide(body="Vorweg.\n\n## Vertrag\n\nDie [[kaution]] zahlen.\n\n## Ende\n\nFertig.")

    page = page_client.get(f"/beratung/wegweiser/{guide.slug}/").content.decode()
    assert '<details class="public-word" id="wort-kaution"><summary>Kaution</summary>' in page
    assert '<a href="#wort-kaution">Kaution</a>' in page
    assert "/wegweiser/erste-schritte/" in page_client.get("/beratung/wegweiser/").content.decode()
    settings.INTEGREAT_URL = "https://integreat.example/lkos/"
    assert page_client.get(f"/beratung/wegweiser/{guide.slug}/").headers["Location"] == settings.INTEGREAT_URL
    assert settings.INTEGREAT_URL in page_client.get("/beratung/").content.decode()
