"""The gallery in a browser: accessible on desk and phone, light and dark, left-to-right and right-to-left."""

import pytest

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/baukasten/", "/ar/baukasten/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_gallery_is_accessible(page, visit, assert_accessible, path, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    assert_accessible(visit(path))
    page.set_viewport_size(PHONE)
    assert_accessible(page)


def test_gallery_form_shows_errors_without_losing_input(page, visit, assert_accessible):
    visit("/baukasten/")

    page.get_by_label("Überschrift").fill("Abendkurse")
    page.get_by_role("button", name="Speichern", exact=True).click()

    assert page.get_by_label("Überschrift").input_value() == "Abendkurse"
    assert_accessible(page)
    page.get_by_role("link", name="Kommune: ").click()
    assert page.evaluate("document.activeElement.id") == "id_place"


def test_chart_shows_one_picture_for_each_width(page, visit):
    visit("/baukasten/")

    assert page.locator(".rf-chart--line svg:visible").count() == 1
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.locator(".rf-chart--line svg:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
