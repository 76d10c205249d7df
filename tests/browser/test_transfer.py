"""A bundle of another county and the look of the house in the browser; axe looks at each page, also the narrowest."""

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_planner_adapts_a_bundle_and_the_house_gets_a_colour(visitor):
    planner = visitor(DESK).sign_in("strategie").open("/buero/uebertragung/").follow("Kreis Dithmarschen")
    assert "Sprachpatenschaften" in planner.main.inner_text()
    assert "Deutsch üben (de)" in planner.main.inner_text()
    planner.fill("Kreis Dithmarschen", "Landkreis Emsland").press("Namen anpassen")
    assert "Die Namen sind angepasst" in planner.page.locator("body").inner_text()

    narrow = visitor(NARROWEST).sign_in("strategie").open(planner.path)
    assert narrow.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    keeper = visitor(DESK).sign_in("verwaltung").open("/buero/einstellungen/aussehen/")
    keeper.open("/buero/einstellungen/mitnehmen/").press("Datei schreiben lassen")
    assert "AGE-SECRET-KEY-" in keeper.main.inner_text()
    keeper.open("/buero/einstellungen/aussehen/")
    keeper.fill("Hauptfarbe", "#ffcc00").press("Speichern")
    assert "Auf Weiß misst sie 1,5 : 1" in keeper.main.inner_text()
    keeper.fill("Hauptfarbe", "#7a1f5c").press("Speichern")
    keeper.open("/")
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--kern-color-action-default')"
    assert keeper.page.evaluate(colour).strip() == "#7a1f5c"
