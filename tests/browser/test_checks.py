"""The work list of checks and the emphases in the browser: readable by keyboard and screen reader, wide and narrow."""

import pytest

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


@pytest.mark.parametrize("window", [DESK, NARROWEST], ids=["desk", "narrowest"])
def test_checks_and_emphases_are_accessible(visitor, window):
    person = visitor(window).sign_in("strategie").open("/buero/abwaegung/pruefliste/")
    first = person.main.locator(".office-rows h2 a").first
    reason = f"Besprochen, Fenster {window['width']}."

    person.open(first.get_attribute("href"))
    person.page.get_by_label("Warum ist hier nichts zu tun?").fill(reason)
    person.press("Abhaken")
    person.open("/buero/abwaegung/pruefliste/?stand=abgehakt")
    assert reason in person.main.inner_text()

    person.open("/buero/schwerpunkte/").open("/buero/schwerpunkte/?zeilen=kommune&spalten=feld&zahl=punkte")
    person.open("/verfahren/integrationsdialog/schwerpunkte/")
    person.open("/verfahren/integrationsdialog/schwerpunkte/?nach=kommune")
    assert "Was ist wem wichtig?" in person.main.inner_text()
