"""Reading in a list in the browser: three steps by keyboard and screen reader, on a desk and at 320 pixels."""

import pytest

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST

LIST = "Karte;Kategorie;Gemeinde\nDer Bus fährt zu selten, Nummer %s;Idee;Melle\nRäume;Quatsch;Mele\n"


@pytest.mark.parametrize("window", [DESK, NARROWEST], ids=["desk", "narrowest"])
def test_list_and_letter_are_accessible_step_by_step(visitor, window):
    person = visitor(window).sign_in("moderation").open("/buero/erfassen/einlesen/")
    file = {"name": "karten.csv", "mimeType": "text/csv", "buffer": (LIST % window["width"]).encode()}

    person.page.set_input_files("input[name=upload]", {**file, "buffer": b"PK\x03\x04kaputt", "name": "karten.xlsx"})
    person.press("Weiter zu den Spalten")
    assert "beschädigt" in person.main.inner_text()
    person.page.set_input_files("input[name=upload]", file)
    person.press("Weiter zu den Spalten")
    person.page.get_by_label("Nachträglich aufnehmen").check()
    person.page.get_by_label("Gesagt am", exact=True).fill("2020-06-10")
    person.press("Zeilen prüfen")
    assert "„Quatsch“ ist keine Art von Beitrag." in person.main.inner_text()
    person.open("/buero/erfassen/einlesen/").open("/buero/erfassen/einlesen/1/")
    person.open("/buero/erfassen/originale/").open("/buero/erfassen/originale/1/")
    person.open("/buero/erfassen/originale/neu/integrationsdialog/")
