"""A coordinator's morning: a test entered, the proposal read, a decision, a seat reserved, a letter fetched."""

import re

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_coordination_in_the_morning(visitor):
    desk = visitor(DESK).sign_in("kurse").go("Warteliste")
    desk.open("/buero/kurse/personen/?stand=ohne-test")
    desk.follow(re.compile(r"^\w{3}-\w{3}-\w{3}$"), desk.main.locator("table"))
    assert "Darwish" not in desk.main.inner_text()
    desk.press("Name und Anschrift öffnen")
    assert "Erfundene Person." in desk.main.inner_text()
    desk.follow("Einstufung eintragen")
    desk.choose("Mündlich", "A1").choose("Schriftlich", "A0").choose(
        "Empfohlene Kursart", "Allgemeiner Integrationskurs"
    )
    desk.fill("Beginnt mit Kursabschnitt", "2").press("Eintragen")
    assert "Allgemeiner Integrationskurs, Abschnitt 2 (A1)" in desk.main.inner_text()

    desk.go("Platzvorschlag")
    assert "nachweislich der bestmögliche" in desk.main.inner_text()
    assert "Würde einen Platz bekommen" in desk.main.inner_text() or "Kein Kurs ist möglich" in desk.main.inner_text()
    desk.follow("festlegen", desk.main.locator("#wartende"))
    desk.fill("Begründung", "Weg zu weit").press("Festlegen")
    assert "Der nächste Vorschlag hält sich daran." in desk.main.inner_text()

    desk.go("Platzvorschlag")
    desk.main.get_by_role("checkbox", name=re.compile("reservieren$")).first.check()
    desk.press("Ausgewählte Plätze reservieren")
    assert "Jetzt können Sie einladen." in desk.page.locator("body").inner_text()
    desk.follow(re.compile(r"^SM-A1-26$"))
    with desk.page.expect_download() as letter:
        desk.main.get_by_role("button", name=re.compile("^Einladung")).first.click()
    assert letter.value.path().read_bytes()[:5] == b"%PDF-"

    for path in ("/buero/kurse/personen/neu/", "/buero/kurse/vorschlag/"):
        visitor(NARROWEST).sign_in("kurse").open(path)
