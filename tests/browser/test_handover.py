"""The desk of a municipality by keyboard; matrix and map of the county, wide and narrow."""

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_desk_is_worked_by_keyboard_and_the_matrix_is_readable(visitor):
    person = visitor(DESK).sign_in("kommune.melle").open("/buero/kommunen/melle/?stand=open")
    person.open(person.main.locator(".office-rows h3 a").first.get_attribute("href"))
    first = person.page.url
    person.page.keyboard.press("2")
    assert person.page.get_by_label("So lautet es bei Ihnen").is_visible()
    person.page.get_by_label("So lautet es bei Ihnen").fill("Bei uns bis 2030.")
    person.page.keyboard.press("Control+Enter")
    person.page.wait_for_url(lambda url: url != first)
    assert "Entworfen:" in person.main.inner_text()
    assert not person.page.get_by_label("So lautet es bei Ihnen").is_visible()

    person.open("/buero/kommunen/melle/senden/").open("/buero/kommunen/melle/gemeinsam/")
    assert "Wofür" in person.main.inner_text()
    person = visitor(NARROWEST).open("/kommunen/?karte=uebernommen").open("/kommunen/bad-essen/")
    assert "Antworten auf das Angebot" in person.main.inner_text()
