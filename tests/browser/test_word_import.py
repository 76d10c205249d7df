"""A Word document in the browser: three steps by keyboard and screen reader, on a desk and at 320 pixels."""

import pytest

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST
from tests.concept.word_files import as_tables, auto_numbered

CONCEPT = "/buero/konzept/migration-und-integration-2018-2022/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(("window", "made"), [(DESK, auto_numbered), (NARROWEST, as_tables)], ids=["desk", "narrowest"])
def test_document_is_accessible_step_by_step(visitor, window, made):
    person = visitor(window).sign_in("strategie").open(f"{CONCEPT}austausch/").open(f"{CONCEPT}einlesen/")
    file = {"name": "konzept.docx", "mimeType": DOCX, "buffer": made()}

    person.page.set_input_files("input[name=upload]", {**file, "buffer": b"%PDF-1.7"})
    person.press("Weiter zur Zuordnung")
    assert "kein Word-Dokument" in person.main.inner_text()
    person.page.set_input_files("input[name=upload]", file)
    person.press("Weiter zur Zuordnung")
    person.page.locator("select[name=use_1]").select_option("left")
    person.press("Speichern und weiter")
    assert "So wurde es in der Zuordnung gewählt." in person.main.inner_text()
    person.press("In den Entwurf übernehmen")
    assert "Was aus dem Dokument wurde" in person.main.inner_text()
