"""A coordinator's morning: a provider's Excel, a test entered, the proposal read, a decision, a seat, a letter."""

import io
import re

from openpyxl import load_workbook

from tests.browser.conftest import DESK
from tests.browser.people import Person
from tests.browser.test_pages import NARROWEST

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTE = "Bitte einen Stift mitbringen."


def bring_excel(desk: Person) -> None:
    """Fetch the table of one provider, say something about its first course, and bring the table back."""
    desk.open("/buero/kurse/?traeger=beispiel-sprachschule")
    with desk.page.expect_download() as fetched:
        desk.main.get_by_role("link", name="Diese Liste als Tabelle zum Ändern (XLSX)").click()
    book = load_workbook(io.BytesIO(fetched.value.path().read_bytes()))
    heading, first, *others = book.active.iter_rows()
    next(cell for head, cell in zip(heading, first, strict=True) if head.value == "Hinweis").value = NOTE
    table = io.BytesIO()
    book.save(table)
    desk.follow("Tabelle einlesen").choose("Träger", "Sprachschule Musterbogen (erfunden)")
    desk.page.set_input_files(
        "input[name=upload]", {"name": "kurse.xlsx", "mimeType": XLSX, "buffer": table.getvalue()}
    )
    desk.press("Prüfen")
    assert "Hinweis" in desk.main.inner_text()
    desk.press(f"{1 + len(others)} Zeilen übernehmen")
    assert "Tabelle übernommen" in desk.main.inner_text()


def test_coordination_in_the_morning(visitor):
    desk = visitor(DESK).sign_in("kurse")
    bring_excel(desk)
    desk.go("Warteliste")
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
    reason = desk.main.locator("#wartende summary").first
    told = reason.inner_text().partition(": ")[2]
    reason.click()
    desk.follow(re.compile(r"^\w{3}-\w{3}-\w{3}$"), desk.main.locator("#wartende"))
    assert told in desk.main.locator("#vorschlag").inner_text()
    desk.follow("Für den nächsten Vorschlag festlegen")
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

    desk.go("Kursplätze").follow(re.compile("^Über eine Mitteilung")).follow(re.compile("an Jobcenter$"))
    desk.tick("Der Kursträger hat das festgestellt und uns beauftragt, es mitzuteilen.").press("Festhalten")
    assert "Mitgeteilt an Jobcenter" in desk.main.inner_text()
    desk.go("Kursplätze").follow(re.compile("nach SM-B1-25$")).press("Festhalten")
    assert "Die Person wartet ab heute" in desk.page.locator("body").inner_text()

    phone = visitor(NARROWEST).open("/sprachkurse/")
    assert NOTE in phone.main.inner_text()
    phone.sign_in("kurse")
    for page in ("personen/neu/", "vorschlag/", "", "wege/", "loeschen/", "bedarf/?frage=luecken"):
        phone.open(f"/buero/kurse/{page}")
