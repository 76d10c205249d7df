"""An owner's desk, a plan and the schedule in the browser; axe looks at each page, the narrowest of them as well."""

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_owner_works_through_the_desk_and_residents_read_the_schedule(visitor):
    owner = visitor(DESK).sign_in("zielverantwortung").open("/buero/massnahmen/meine/")
    owner.press("2.3.1.1 unverändert: in Umsetzung")
    assert "Danke. Der Stand gilt weiter." in owner.page.locator("body").inner_text()
    owner.follow("Ganzer Plan").follow("Meilenstein setzen")
    owner.fill("Titel", "Rückblick mit allen Beteiligten").fill("fällig am", "2031-05-01").press("Setzen")
    assert "Rückblick mit allen Beteiligten" in owner.main.inner_text()

    reader = visitor(NARROWEST).open("/massnahmen/zeitplan/")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    reader.page.locator(".rf-chart__table summary").first.click()
    reader.check(reader.page)
    reader.follow("Als Liste ansehen")
