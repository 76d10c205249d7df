"""A resident registers and cancels; the office sees it. Every page on the way is checked for accessibility."""

import re

import pytest

NARROW = {"width": 320, "height": 640}
EVENT = "werkstatt-rueckblick"
OFFICE_PAGES = [
    "", "ablauf/", "zugang/", "anmeldung/", "anmeldungen/", "einlass/", "tischschilder/", "einladungen/",
    "einladungen/einlesen/", "einladungen/briefe/",
]  # fmt: skip


@pytest.mark.parametrize("viewport", [NARROW, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_resident_registers_changes_and_cancels(visitor, viewport):
    resident = visitor(viewport=viewport)
    resident.open("/verfahren/integrationsdialog/")
    resident.open(f"/veranstaltungen/{EVENT}/").follow("Anmelden")
    resident.press("Anmeldung absenden")
    assert "Für wen sprechen Sie" in resident.main.inner_text()

    resident.choose("Für wen sprechen Sie?", "Zugewanderte").fill("Ihr Name", "Zoë").press("Anmeldung absenden")
    assert "Danke, Sie sind angemeldet" in resident.main.inner_text()
    assert re.fullmatch(r"/anmeldung/\w{9}/", resident.path)

    resident.follow("Angaben ändern").fill("Ihr Name", "Zoë Çelik").press("Änderungen speichern")
    assert "Zoë Çelik" in resident.main.inner_text()

    resident.press("Ich komme nicht: Anmeldung zurücknehmen")
    assert "zurückgenommen" in resident.main.inner_text()
    resident.open("/veranstaltungen/forum-zugewanderte/dokumentation/")


@pytest.mark.parametrize("viewport", [NARROW, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_office_pages_around_an_event_are_accessible(visitor, viewport):
    officer = visitor(viewport=viewport).sign_in("strategie")
    for page in OFFICE_PAGES:
        officer.open(f"/buero/veranstaltungen/{EVENT}/{page}")
    for page in ("teilnahme/", "dokumentation/", "dokumentation/foto/"):
        officer.open(f"/buero/veranstaltungen/forum-zugewanderte/{page}")


def test_register_form_is_accessible_right_to_left(visitor):
    visitor().open(f"/ar/veranstaltungen/{EVENT}/anmelden/").open("/ar/verfahren/integrationsdialog/wer-wurde-gehoert/")
