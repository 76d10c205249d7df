"""Capturing without network: nothing lost, nothing doubled, all in order; keyboard only; every page accessible."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, listen
from tests.browser.hall import DESK_PAGE, PASSWORD, PHONE_PAGE, opened

CARDS = ["Kein Bus am Abend.", "Der Kurs ist weit weg.", "Das Café hilft.", "Mehr Ärztinnen.", "Ein Garten."]
NARROWEST = {"width": 320, "height": 640}
PATIENCE = 60_000
IS_KEPT = "async () => Boolean(navigator.serviceWorker.controller && await caches.match(location.pathname))"
LOSE_ANSWERS = """() => {
  window.honest = window.fetch;
  window.fetch = async (...given) => {
    const answer = await window.honest(...given);
    if (given[1]?.method === "POST") throw new TypeError("the answer was lost");
    return answer;
  };
  navigator.serviceWorker.ready.then((worker) => worker.unregister()); // nobody else sends
}"""
LIST = '[data-cards-part="list"] > li'


@pytest.fixture
def hall(shared_folder, tmp_path):
    with opened(shared_folder, tmp_path) as hall:
        yield hall


@pytest.fixture
def gadget(new_context):
    """One device: a browser whose memory outlives its tabs."""
    return new_context()


@pytest.fixture
def tab(gadget, hall, complaints):
    """`tab(path)` opens a new tab of the device."""

    def open_tab(path):
        page = gadget.new_page()
        page.set_viewport_size(PHONE)
        listen(page, complaints)
        page.goto(hall.address + path)
        return page

    return open_tab


def ready(page):
    """The page is kept for when there is no network."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(IS_KEPT):
        assert time.monotonic() < deadline, "the service worker did not keep the page"
        page.wait_for_timeout(100)
    return page


def write(page, words):
    """One card on a telephone."""
    again = page.get_by_role("button", name="Noch eine Karte schreiben")
    if again.is_visible():
        again.click()
    page.get_by_label("Was fehlt?").check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Was möchten Sie sagen?").fill(words)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Karte absenden").click()
    expect(page.locator(LIST).first).to_contain_text(words)


def sign_in(page, hall):
    page.goto(f"{hall.address}/konto/anmelden/?next={DESK_PAGE}")
    page.get_by_label("E-Mail-Adresse").fill("moderation@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"**{DESK_PAGE}")


def all_sent(page, count=5):
    rows = page.locator(f'{LIST}[data-state="sent"]')
    expect(rows).to_have_count(count, timeout=PATIENCE)
    return rows


def test_five_cards_without_network_arrive_once_and_in_order(gadget, tab, hall):
    page = ready(tab(PHONE_PAGE))
    gadget.set_offline(True)
    for words in CARDS:
        write(page, words)
    page.close()
    page = tab(PHONE_PAGE)  # still without network: the page opens, and the cards are there
    expect(page.locator(f'{LIST}[data-state="waiting"]')).to_have_count(len(CARDS))
    page.close()

    gadget.set_offline(False)
    page = tab(PHONE_PAGE)

    all_sent(page)
    assert hall.kept() == CARDS
    addresses = [link.get_attribute("href") for link in page.locator(f'{LIST} a[data-part="link"]').all()]
    assert len(set(addresses)) == len(CARDS)
    for address in addresses:
        page.goto(hall.address + address)
        expect(page.locator("main")).to_contain_text("Ihre Karte ist angekommen.")


def test_scribe_works_on_by_keyboard_while_the_server_is_down(tab, hall):
    page = tab("/")
    sign_in(page, hall)
    ready(page)
    hall.server.kill()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karte erfassen")
    assert "Mona Moderation" not in page.content()
    expect(page.locator("form[data-cards] textarea")).to_be_focused()
    for number, words in enumerate(CARDS, start=1):
        page.keyboard.type(words)
        page.keyboard.press("Alt+1")
        page.keyboard.press("Control+Enter")
        expect(page.locator(f'{LIST}[data-state="waiting"]')).to_have_count(number)
        expect(page.locator("form[data-cards] textarea")).to_be_focused()
    page.close()

    hall.server.start()
    page = tab(DESK_PAGE)

    all_sent(page)
    assert hall.kept() == CARDS


def test_several_tabs_send_each_card_once(gadget, tab, hall):
    first, second = ready(tab(PHONE_PAGE)), ready(tab(PHONE_PAGE))
    gadget.set_offline(True)
    for words in CARDS[:2]:
        write(first, words)
    write(second, CARDS[2])

    gadget.set_offline(False)

    for page in (first, second):
        all_sent(page, 3)
    assert hall.kept() == CARDS[:3]


def test_cards_stay_when_the_session_has_ended_and_go_after_signing_in(gadget, tab, hall):
    page = tab("/")
    sign_in(page, hall)
    ready(page)
    gadget.clear_cookies()
    page.locator("form[data-cards] textarea").fill(CARDS[0])
    page.keyboard.press("Alt+1")
    page.keyboard.press("Control+Enter")

    expect(page.locator('[data-cards-part="message"]')).to_contain_text("Ihre Anmeldung ist abgelaufen.")
    expect(page.locator('[data-cards-part="clear"]')).to_be_disabled()
    assert hall.kept() == []
    sign_in(page, hall)
    all_sent(page, 1)
    assert hall.kept() == CARDS[:1]


def test_card_changed_after_it_had_arrived_is_a_conflict_somebody_settles(tab, hall):
    """The server kept the card but its answer was lost: the changed words do not vanish and do not overwrite."""
    page = tab(PHONE_PAGE)
    page.evaluate(LOSE_ANSWERS)
    write(page, CARDS[0])
    expect(page.locator('[data-cards-part="message"]')).to_contain_text("Keine Verbindung")
    page.get_by_role("button", name="Bearbeiten").click()
    page.get_by_label("Was möchten Sie sagen?").fill(CARDS[1])
    page.evaluate("window.fetch = window.honest")
    for name in ("Weiter", "Weiter", "Karte absenden"):
        page.get_by_role("button", name=name).click()

    expect(page.locator(LIST)).to_contain_text("schon angekommen, aber anders", timeout=PATIENCE)
    page.get_by_role("button", name="Als eigene Karte senden").click()
    all_sent(page, 1)
    assert hall.kept() == CARDS[:2]


def test_device_is_emptied_only_when_nothing_waits(gadget, tab, hall):
    page = ready(tab(PHONE_PAGE))
    gadget.set_offline(True)
    write(page, CARDS[0])
    clear = page.get_by_role("button", name="Gerät leeren")
    expect(clear).to_be_disabled()

    gadget.set_offline(False)
    all_sent(page, 1)
    page.once("dialog", lambda dialog: dialog.accept())
    clear.click()

    expect(page.locator(LIST)).to_have_count(0)
    assert hall.kept() == CARDS[:1]


def test_pages_of_the_room_are_accessible(tab, hall, assert_accessible):
    page = tab(PHONE_PAGE)
    write(page, CARDS[0])
    all_sent(page, 1)
    for path in (PHONE_PAGE, f"/ar{PHONE_PAGE}", "/veranstaltungen/saal/wand/", "/veranstaltungen/saal/wand/?nach=art"):
        for size in (NARROWEST, DESK):
            page.set_viewport_size(size)
            page.goto(hall.address + path)
            assert_accessible(page)
    sign_in(page, hall)
    paths = (DESK_PAGE, f"{DESK_PAGE}huelle/", f"{DESK_PAGE}fotos/", "/buero/veranstaltungen/saal/saal/",
             "/buero/veranstaltungen/saal/aushang/")  # fmt: skip
    for path in paths:
        for size in (NARROWEST, DESK):
            page.set_viewport_size(size)
            page.goto(hall.address + path)
            assert_accessible(page)


def test_code_is_shown_and_saved_as_a_picture(tab, hall):
    page = tab(PHONE_PAGE)
    write(page, CARDS[0])
    code = page.locator('[data-cards-part="panel"] [data-part="code"]')
    expect(code).to_have_text(re.compile(r"^\w{3}-\w{3}-\w{3}$"), timeout=PATIENCE)

    with page.expect_download() as download:
        page.get_by_role("button", name="Als Bild speichern").click()

    assert download.value.suggested_filename == f"karte-{code.inner_text()}.png"
