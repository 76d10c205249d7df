"""Somebody without account says something, comes back with the code and takes it back; axe looks at every page."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE

WORDS = "Am Bahnhof fehlt ein Schild in einfacher Sprache. Das habe ich gestern gemerkt."


def test_voice_is_taken_back_and_restored_with_its_code(visitor):
    resident = visitor(viewport=PHONE).open("/mitmachen/integrationsdialog/")
    resident.fill("Was möchten Sie sagen?", WORDS)
    resident.page.get_by_role("radio").first.check()
    group = resident.page.get_by_label("Für wen sprechen Sie?")
    if group.count():
        group.select_option(index=1)
    resident.press("Beitrag absenden")
    expect(resident.main).to_contain_text("Ihr Beitrag ist angekommen")

    resident.press("Zitieren erlauben")
    expect(resident.main).to_contain_text("dürfen wir Ihren Beitrag ohne Namen zitieren")

    resident.follow("E-Mail-Adresse eintragen")
    resident.fill("Ihre E-Mail-Adresse", "amina@example.org").press("Link schicken")
    expect(resident.main).to_contain_text("Wir warten, dass Sie den Link")

    resident.follow("Beitrag zurückziehen").press("Ja, zurückziehen")
    expect(resident.main).to_contain_text("Sie haben Ihren Beitrag zurückgezogen.")

    resident.press("Doch wieder zeigen")
    expect(resident.main).to_contain_text("Jemand liest sie gerade.")
