"""Key pages of residents right to left, in Cyrillic and in Leichte Sprache; at 320 px, the menu by keyboard."""

import pytest
from playwright.sync_api import expect

NARROW = {"width": 320, "height": 720}


@pytest.mark.parametrize(
    ("language", "direction", "name"),
    [("fa", "rtl", "فارسی"), ("uk", "ltr", "Українська"), ("de-simple", "ltr", "Leichte Sprache")],
)
def test_residents_take_part_in_their_language(visitor, language, direction, name):
    person = visitor(viewport=NARROW)
    for path in ("/", "/karte/", "/mitmachen/integrationsdialog/", "/ziele/"):
        person.open(f"/{language}{path}")
    root = person.page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, direction)

    # The menu opens without a script and without a mouse, holds every language, and leads to the same page.
    menu = person.page.locator(".rf-languages")
    expect(menu.get_by_role("link")).to_have_count(0)
    menu.locator("summary").focus()
    person.page.keyboard.press("Enter")
    expect(menu.get_by_role("link")).to_have_count(11)
    expect(menu.locator("[aria-current]")).to_have_text(name)
    person.check(person.page)
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    expect(root).to_have_attribute("lang", "de")
    assert person.path == "/ziele/"
