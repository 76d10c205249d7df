"""The board with mouse, finger and keyboard, on a desk and at 320 pixels: it moves cards and says so."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_pages import NARROWEST

BOARD = "/buero/pinnwand/?verfahren=integrationsdialog"


def place(page, name):
    return page.locator(f'[data-place][data-name^="{name}"]')


def drag(page, source, target):
    page.bring_to_front()
    # Both in sight, and away from the edges, where dragging scrolls.
    page.locator("[data-board]").evaluate(
        "node => window.scrollTo(0, node.getBoundingClientRect().top + scrollY - 160)"
    )
    at, to = source.bounding_box(), target.bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(to["x"] + 30, to["y"] + 30, steps=8)
    page.mouse.up()


@pytest.fixture
def board(visitor):
    person = visitor().sign_in("moderation")
    person.open(BOARD)
    return person


def test_card_is_dragged_carried_by_keyboard_and_taken_back(board):
    page = board.page
    said = page.locator("[data-words]")
    pile, letters = page.locator(".office-board__pile"), place(page, "Briefe und Formulare")
    card = pile.locator("[data-card]").nth(0)
    name = card.get_attribute("data-card")

    drag(page, card.locator("[data-grip]"), letters.locator("h3"))
    expect(said).to_contain_text("1 Karte liegt jetzt im Thema „Briefe und Formulare, die man versteht“.")
    expect(letters.locator(f'[data-card="{name}"]')).to_have_count(1)
    board.check(page)

    board.press("Zurücknehmen", within=page.locator("[data-said]"))
    assert page.locator(f'.office-board__pile [data-card="{name}"]').count() == 1

    grip = page.locator(".office-board__pile [data-grip]").nth(1)
    carried = page.locator(".office-board__pile [data-card]").nth(1).get_attribute("data-card")
    grip.focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("aufgenommen")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(said).to_have_text(re.compile(r"Ziel: .+ \(.+\)"))
    target = said.inner_text().removeprefix("Ziel: ")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("1 Karte liegt jetzt im Thema")
    expect(place(page, target).locator(f'[data-card="{carried}"]')).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('[data-card]').dataset.card") == carried

    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(said).to_contain_text("Abgebrochen")
    expect(place(page, target).locator(f'[data-card="{carried}"]')).to_have_count(1)


def test_two_people_at_once_lose_nothing(board, visitor):
    other = visitor().sign_in("strategie").open(BOARD)
    name = board.page.locator(".office-board__pile [data-card]").first.get_attribute("data-card")
    card = f'.office-board__pile [data-card="{name}"]'
    drag(
        board.page,
        board.page.locator(f"{card} [data-grip]"),
        place(board.page, "Bleiben dürfen").locator("h3"),
    )
    expect(board.page.locator("[data-words]")).to_contain_text("1 Karte liegt jetzt im Thema")

    drag(other.page, other.page.locator(f"{card} [data-grip]"), place(other.page, "Briefe und Formulare").locator("h3"))

    expect(other.page.locator("[data-words]")).to_contain_text(
        "Er liegt jetzt hier: Bleiben dürfen und Deutsche werden."
    )
    expect(other.page.locator(card)).to_have_count(1)


def test_range_of_cards_is_ticked_with_shift_and_moved_without_scripts_too(board, visitor):
    page = board.page
    ticks = page.locator(".office-board__pile input[name=cards]")
    ticks.nth(4).check()
    ticks.nth(6).click(modifiers=["Shift"])
    expect(page.locator("[data-count]")).to_have_text("Ausgewählte Karten: 3")
    board.check(page)

    plain = visitor().sign_in("moderation")
    plain.page.route(re.compile(r"/board[.\w]*\.js"), lambda route: route.abort())
    plain.open(BOARD)
    for number in (4, 5):
        plain.page.locator(".office-board__pile input[name=cards]").nth(number).check()
    plain.choose("Verschieben nach", "Bus, Bahn und weite Wege").press("Verschieben")
    assert "2 Karten liegen jetzt im Thema" in plain.main.inner_text()


def test_board_fits_phones_and_fingers(visitor):
    person = visitor(viewport=NARROWEST, has_touch=True, is_mobile=True).sign_in("moderation").open(BOARD)
    page = person.page
    grip = page.locator("[data-grip]").first
    box = grip.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    assert min(page.locator("input[name=cards]").first.bounding_box()[side] for side in ("width", "height")) >= 24

    page.set_viewport_size(PHONE)
    grip.scroll_into_view_if_needed()
    touch = page.context.new_cdp_session(page)
    start = grip.bounding_box()
    x, y = start["x"] + 20, start["y"] + 20
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - 20, "y": y + 60}]})
    expect(page.locator(".office-note--ghost")).to_have_count(1)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".office-note--ghost")).to_have_count(0)

    for path in ("/buero/pinnwand/integrationsdialog/verlauf/", "/buero/pinnwand/integrationsdialog/stand/"):
        person.open(path)
    person.open(BOARD)
    page.locator(".office-note__head a").first.click()
    person.check(page)
    person.follow("Karte teilen")
