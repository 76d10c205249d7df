"""Dashboard, comparison and a chart in a frame: on a narrow phone and from the right; axe looks on."""

import pytest
from playwright.sync_api import expect

from tests.public.world import build

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"width": 360, "height": 740}


def test_dashboard_is_found_filtered_and_compared_on_a_phone(visit, assert_accessible, erased_after):
    world = build(2)
    page = visit("/stand/")
    page.set_viewport_size(NARROW)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Ihre Kommune").select_option(world.area.slug)
    page.get_by_role("button", name="Filtern").click()
    page.wait_for_url("**kommune=**")
    expect(page.locator(".rf-standing strong").first).to_contain_text(world.area.short_name)

    page.get_by_role("link", name="Orte und Ziele vergleichen").click()
    page.get_by_role("link", name="Mehrere Ziele").click()
    expect(page.locator("figure.rf-chart").first).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    root = page.url.partition("/vergleichen/")[0]
    for address in ("/daten/", f"/ar/ziele/{world.goal.pk}/", f"/einbetten/ziele/{world.goal.pk}/"):
        page.goto(root + address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
