"""A day at the advice centre: an appointment taken in Arabic and moved by its code, a number called, office pages."""

import re

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_day_of_the_advice_centre(visitor):
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
    officer.open("/buero/beratung/kalender/").open("/buero/beratung/kalender/zeiten/").open(
        "/buero/beratung/dolmetschende/"
    )


def _send(person, field: str) -> None:
    """Send the form that holds this field, in whatever language its button speaks."""
    form = person.page.locator("form", has=person.page.locator(f'[name="{field}"]'))
    with person.page.expect_navigation():
        form.locator('button[type="submit"], button:not([type])').last.click()
    person.check(person.page)
