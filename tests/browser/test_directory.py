"""Somebody finds help in their own language on a phone; a counsellor settles what an organisation said. Axe looks."""

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_help_is_found_in_arabic_and_kept_right_by_the_office(visitor):
    reader = visitor(NARROWEST).open("/ar/beratung/angebote/?suche=حضانة&ort=melle")
    reader.follow("البحث عن مكان في الروضة")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    reader.open("/ar/beratung/wegweiser/erste-schritte/")
    reader.main.locator("details summary").first.click()
    reader.check(reader.page)

    office = visitor(DESK).sign_in("beratung").open("/buero/angebote/")
    office.press("Erledigt: Deutschkurs am Abend")
    assert "Die Berichtigung ist erledigt." in office.page.locator("body").inner_text()
    office.follow("Deutschkurs am Abend").fill("Zu den Kosten", "kostenlos ab Januar").press("Speichern")
    assert "Das Angebot ist geändert." in office.page.locator("body").inner_text()
