"""The concept in Arabic and in Leichte Sprache on a phone, and the office that writes it."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE

TEXTS = "/buero/konzept/migration-und-integration-2018-2022/texte/"


def test_residents_read_the_concept_in_their_language(visitor):
    person = visitor(PHONE).open("/ar/konzept/")
    assert person.page.locator("html").get_attribute("dir") == "rtl"
    expect(person.main.get_by_text("من يتعرض للتمييز يجد المشورة", exact=True).first).to_have_css("direction", "rtl")
    assert person.main.locator("[lang=de][dir=ltr]").count() > 1  # what nobody has translated yet
    person.open("/ar/konzept/beschluss/wohnen/")

    person.open("/konzept/beschluss/wohnen/").follow("In Leichter Sprache lesen")
    assert person.page.locator("html").get_attribute("lang") == "de-simple"
    expect(person.main.get_by_text("Es gibt zu wenig günstige Wohnungen")).to_be_visible()
    person.follow("Nach spätestens 1 Jahr in eine Wohnung")
    person.open(person.path.replace("/de-simple/", "/en/"))
    assert "Out of shared accommodation after half a year at most" in person.main.inner_text()


def test_office_writes_leichte_sprache_with_advice(visitor):
    person = visitor().sign_in("strategie").open(TEXTS)
    person.follow("Leichte Sprache")
    person.follow("Mit dem ersten offenen Text beginnen")
    person.fill("Titel", "Der neue Weg").fill("Text", "Der Weg wird gebaut.")
    advice = person.main.locator("#hinweise")
    expect(advice).to_contain_text("wird … gebaut")
    person.fill("Text", "Wir bauen den Weg.")
    expect(advice).to_contain_text("Nichts aufgefallen.")
    before = person.path
    person.press("Speichern und zum nächsten Text")
    assert person.path != before
