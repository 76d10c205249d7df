"""The data sheet of a town and the feedback on a phone, and the arrangement in the office; axe looks at each page."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE


def test_a_resident_reads_the_sheet_of_a_town_and_the_feedback(visitor):
    person = visitor(PHONE).open("/kommunen/melle/").follow("Zum Datenspiegel")
    expect(person.main.get_by_role("img", name="Linie: Einwohnerinnen und Einwohner, Melle").first).to_be_visible()
    assert "Diese Zahl gibt es nur für den ganzen Landkreis." in person.main.inner_text()
    person.open("/berichte/").follow("Was ist aus den Zielen geworden?")
    person.follow("Leichte Sprache")
    assert person.page.locator("html").get_attribute("lang") == "de-simple"
    assert "Sprach·kurs" in person.main.inner_text()


def test_the_office_arranges_a_sheet(visitor):
    person = visitor().sign_in("strategie").open("/buero/datenspiegel/").follow("Datenspiegel 2025")
    expect(person.main.get_by_text("dieselben Datenspiegel heraus")).to_be_visible()
    person.open("/buero/datenspiegel/vorlage/").press("Einbürgerungen: nach oben")
    expect(person.page.get_by_text("Verschoben.")).to_be_visible()
