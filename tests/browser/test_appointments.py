"""A day at the advice centre: an appointment taken in Arabic and moved by its code, a number called, office pages."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import NARROWEST

CHEAP_PHONE = {"width": 360, "height": 640}
NEXT_STEPS = {
    "/ar/": ".rf-doors a", "/ar/beratung/angebote/": "#id_suche", "/ar/beratung/termin/": 'input[name="thema"]',
    "/ar/sprachkurse/": "#id_ort", "/ar/karte/": "#id_code",
}  # fmt: skip
"""Pages of residents, and what somebody does next on each."""


def test_day_of_the_advice_centre(visitor):
    _look_at_first_screens(visitor(CHEAP_PHONE))
    resident = visitor(NARROWEST).open("/ar/beratung/termin/?thema=sprache&sprache=fa&dolmetschen=on")
    assert resident.page.locator("html").get_attribute("dir") == "rtl"
    resident.page.locator('input[name="time"]').nth(2).check()
    _send(resident, "time")
    assert resident.path == "/ar/beratung/termin/mein/"
    code = resident.page.locator(".rf-code").inner_text()
    first = resident.page.locator(".rf-main dd").first.inner_text()

    other = visitor(NARROWEST).open(f"/ar/beratung/termin/mein/#{code.replace('-', '')}")
    assert other.page.locator('input[name="code"]').input_value() == code.replace("-", "")
    assert "#" not in other.page.url
    _send(other, "code")
    other.page.locator('a[href="/ar/beratung/termin/mein/verschieben/"]').click()
    other.page.locator('input[name="time"]').nth(4).check()
    _send(other, "time")
    assert other.page.locator(".rf-main dd").first.inner_text() != first

    officer = visitor(DESK).sign_in("beratung").open("/buero/beratung/warteraum/")
    officer.press("Nächste Nummer aufrufen")
    number = re.search(r"Aufgerufen: Nummer (\d+)", officer.main.inner_text())
    screen = visitor(DESK).open(officer.main.get_by_role("link", name="Anzeige").get_attribute("href"))
    assert number is not None
    assert screen.page.locator(".waiting-room__number").first.inner_text() == number[1]
    officer.open("/buero/beratung/kalender/zeiten/").open("/buero/beratung/dolmetschende/")
    _give_and_move(officer)


def _look_at_first_screens(person) -> None:
    """Heading and next step stand in the first screen; the menu opens by keyboard and moves nothing but the page."""
    for path, step in NEXT_STEPS.items():
        person.page.goto(f"{person.county}{path}")
        for part in ("main h1", step):
            box = person.page.locator(part).first.bounding_box()
            assert box["y"] + box["height"] <= CHEAP_PHONE["height"], f"{part} of {path} is below the first screen"
    button = person.page.locator(".rf-menu > summary")
    before = button.bounding_box()
    button.focus()
    person.page.keyboard.press("Enter")
    expect(person.page.locator(".rf-nav a").first).to_be_visible()
    assert button.bounding_box() == before
    person.check(person.page)


def _give_and_move(officer) -> None:
    """From the week on a phone: give a free time, then move it by pressing another one; the keyboard does it, too."""
    officer.page.set_viewport_size(PHONE)
    officer.open("/buero/beratung/kalender/")
    officer.main.get_by_role("link", name="Woche danach").press("Enter")
    officer.main.locator(".office-time--free a").first.press("Enter")
    officer.choose("Sprache", "Deutsch").press("Termin geben")
    code = officer.main.locator(".rf-code").inner_text()
    officer.open("/buero/beratung/kalender/")
    officer.main.get_by_role("link", name="Woche danach").press("Enter")
    taken = officer.main.locator(".office-time details").first
    taken.locator("summary").press("Enter")
    officer.follow("Verschieben", taken)
    officer.page.set_viewport_size(DESK)
    officer.check(officer.page)
    with officer.page.expect_navigation():
        officer.main.locator(".office-time--free button").last.press("Enter")
    expect(officer.main.get_by_text("Der Termin ist verschoben.")).to_be_visible()
    officer.check(officer.page)
    assert code


def _send(person, field: str) -> None:
    """Send the form that holds this field, in whatever language its button speaks."""
    form = person.page.locator("form", has=person.page.locator(f'[name="{field}"]'))
    with person.page.expect_navigation():
        form.locator('button[type="submit"], button:not([type])').last.click()
    person.check(person.page)
