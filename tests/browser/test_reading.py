"""The concept to read: on a narrow phone, by keyboard, from the right, on paper; axe looks on."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from roterfaden.concept.enums import ElementKind
from tests import factories
from tests.public.world import consider

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"width": 320, "height": 740}
WIDE = {"width": 1280, "height": 900}


def made():
    cache.clear()
    factories.instance()
    concept = factories.concept(process=factories.process())
    topic = factories.field()
    field = factories.element(concept, ElementKind.FIELD, field=topic, title="Sprache und Verständigung")
    goal = factories.measured_goal(concept, {2016: 20, 2017: 22, 2018: 25}, parent=field)
    body = "# Wege\n\nEin Wort: Donaudampfschifffahrtsgesellschaftskapitänsmütze\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    for number in range(4):
        factories.element(concept, ElementKind.TEXT, title=f"Vorwort {number}", body=body)
    version = factories.frozen_version(concept, slug="fassung")
    consider(factories.contribution(concept.process), goal)
    factories.offer(version, factories.municipality())
    return goal


def test_concept_is_read_on_a_phone_by_keyboard_from_the_right_and_on_paper(visit, assert_accessible, erased_after):
    goal = made()
    page = visit("/konzept/fassung/")
    page.set_viewport_size(NARROW)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    contents = page.locator(".rf-toc summary")
    contents.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/konzept/fassung/#e*")

    page.get_by_label("Im Konzept suchen").fill("Verständigung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 Treffer")).to_be_visible()
    assert_accessible(page)
    page.locator("#treffer a").first.click()
    expect(page.get_by_role("heading", name="Sprache und Verständigung")).to_be_in_viewport()

    page.set_viewport_size(WIDE)
    expect(contents).to_be_hidden()
    page.get_by_role("link", name="1.1").last.click()
    page.wait_for_url(f"**/konzept/fassung/#e{goal.pk}")
    page.emulate_media(media="print")
    expect(page.locator(".rf-nav")).to_be_hidden()
    expect(page.locator(".rf-print-only")).to_be_visible()
    expect(page.locator(".rf-reading__search")).to_be_hidden()
    page.emulate_media(media="screen")

    page = visit("/ar/konzept/fassung/")
    assert_accessible(page)
    places = [page.locator(name).bounding_box()["x"] for name in (".rf-reading__contents", ".rf-reading__text")]
    assert places[0] > places[1]
    page = visit("/konzept/fassungen/fassung/auszug/")
    assert_accessible(page)
    page.locator("#kommunen a").first.click()
    expect(page.get_by_text("Antwort der Kommune").first).to_be_visible()
    assert_accessible(page)
