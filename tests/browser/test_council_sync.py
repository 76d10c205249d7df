"""A clerk says which papers of the council system are ours; axe looks at each page, the narrowest of them as well."""

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST


def test_clerk_confirms_a_paper_and_sees_both_sides(visitor):
    clerk = visitor(DESK).sign_in("kreistag").open("/buero/gremien/abgleich/")
    clerk.follow("BSP-2020-164 Maßnahmen nach dem Online-Dialog zum Konzept Migration und Integration")
    clerk.press("Ja, das ist unsere")
    assert "Ergebnis unklar, bitte lesen" in clerk.main.inner_text()
    clerk.follow("BSP-2020-164")
    assert "Aus dem Ratsinformationssystem" in clerk.main.inner_text()

    again = visitor(NARROWEST).sign_in("kreistag").open("/buero/gremien/abgleich/1/")
    assert again.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert "vollständig gelesen" in again.main.inner_text()
