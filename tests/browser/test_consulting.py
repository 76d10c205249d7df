"""A resident says something to a version with the keyboard only and reads what became of it; axe looks at the pages."""

import pytest
from playwright.sync_api import expect

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Remark
from tests import factories
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("erased_after")]

BODY = "Der Bus fährt am Abend 🚌 bis 22 Uhr. Er kommt pünktlich."
SELECT = """words => {
    const node = document.querySelector("[data-seen]").firstChild, start = node.textContent.indexOf(words);
    const range = document.createRange();
    range.setStart(node, start); range.setEnd(node, start + words.length);
    const selection = document.getSelection(); selection.removeAllRanges(); selection.addRange(range);
}"""


@pytest.fixture
def field():
    factories.instance()
    concept = factories.concept(process=factories.process())
    field = factories.element(concept, ElementKind.FIELD, title="Mobilität", body=BODY)
    factories.consulted(factories.frozen_version(concept, slug="konferenz"), slug="meinung")
    return field


def test_remark_by_keyboard_and_its_status(page, live_server, field, assert_accessible):
    page.set_viewport_size({**PHONE, "width": 320})
    page.goto(f"{live_server.url}/konzept/konferenz/")
    page.get_by_role("link", name="Meinung sagen").press("Enter")
    assert_accessible(page)
    page.get_by_role("link", name="1 Mobilität").press("Enter")
    page.wait_for_url("**/meinung/*/")
    assert_accessible(page)

    page.evaluate(SELECT, "bis 22 Uhr")
    page.get_by_role("button", name="Markierte Worte nehmen").press("Enter")
    expect(page.locator("select[name=passage]")).to_be_focused()
    expect(page.locator("select[name=passage] option:checked")).to_have_text("bis 22 Uhr")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Vorschlag für einen anderen Wortlaut")).to_be_checked()
    proposed = page.locator("textarea[name=proposed]")
    expect(proposed).to_have_value("bis 22 Uhr")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("bis Mitternacht")
    page.get_by_label("Mein Beitrag darf ohne meinen Namen").press("Space")
    page.get_by_role("button", name="Absenden").press("Enter")
    page.wait_for_url("**/karte/**")

    expect(page.locator("main")).to_contain_text("Ihre Anmerkung ist angekommen")
    expect(page.locator("main ins")).to_contain_text("Mitternacht")
    assert_accessible(page)
    remark = Remark.objects.get()
    assert (remark.quote, remark.proposed, remark.may_publish) == ("bis 22 Uhr", "bis Mitternacht", True)
    for path in ("ar/konzept/beratung/meinung/", f"ar/konzept/beratung/meinung/{field.pk}/"):
        page.goto(f"{live_server.url}/{path}")
        assert_accessible(page)
