"""The pages of the example county: accessible at every width, in Arabic, in the dark, by keyboard, without scripts."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

NARROWEST = {"width": 320, "height": 640}
"""WCAG 1.4.10 (reflow): nothing scrolls sideways at 320 CSS pixels."""

# Paths to open one after the other; an entry without a leading "/" is the address of a link on the page before.
PUBLIC = {
    "start": ["/", "/karte/", "/mitmachen/integrationsdialog/"],
    "process": ["/verfahren/integrationsdialog/", "/verfahren/integrationsdialog/wer-wurde-gehoert/"],
    "events": ["/veranstaltungen/", "/veranstaltungen/integrationskonferenz/"],
    "contributions": ["/beitraege/", r"verfahren/[\w-]+/beitraege/\d+/", r"faden/beitrag/\d+/", "/was-wurde-daraus/"],
    "concept": ["/konzept/", r"konzept/[-\w]+/", r"konzept/[-\w]+/[-\w]+/"],
    "versions": [
        "/konzept/vergleich/konferenzfassung/vorlage/",
        r"konzept/element/\d+/verlauf/",
        "/konzept/fassungen/beschluss/",
        "/konzept/vorgaenger/",
    ],
    "goals": ["/ziele/", r"ziele/\d+/", r"faden/element/\d+/"],
    "initiatives": ["/massnahmen/", r"massnahmen/\d+/"],
    "resolutions": ["/beschluesse/", r"beschluesse/\d+/"],
    "reports": ["/berichte/", r"berichte/\d+/", r"faden/bericht/\d+/"],
    "municipalities": ["/kommunen/"],
    "municipality": ["/kommunen/melle/"],
    "figures": ["/zahlen/", "/zahlen/wartezeit-sprachkurs/", "/zahlen/bevoelkerung/"],
    "information": ["/leichte-sprache/", "/barrierefreiheit/", "/datenschutz/", "/impressum/", "/konto/anmelden/"],
}
OFFICE = {
    "moderation": [
        "/buero/",
        "/buero/veranstaltungen/",
        "/buero/veranstaltungen/forum-zugewanderte/",
        "/buero/erfassen/",
        "/buero/erfassen/veranstaltung/forum-zugewanderte/",
        "/buero/pinnwand/?stand=all",
        r"buero/pinnwand/karte/\d+/",
    ],
    "strategie": [
        "/buero/verfahren/",
        "/buero/verfahren/integrationsdialog/",
        "/buero/verfahren/integrationsdialog/abschnitt/dialogforen/offen/",
        "/buero/verfahren/integrationsdialog/kopieren/",
        "/buero/verfahren/muster/",
        "/buero/aufgaben/",
        r"buero/aufgaben/\d+/",
        "/buero/pinnwand/pruefbitten/",
        r"buero/pinnwand/pruefbitten/\d+/",
        r"buero/pinnwand/karte/\d+/auslassen/",
        "/buero/einstellungen/aufbewahrung/",
        "/buero/abwaegung/?stand=alle",
        r"buero/abwaegung/\d+/",
        "/buero/konzept/",
        r"buero/konzept/[-\w]+/",
        r"buero/konzept/element/\d+/",
        "/buero/konzept/migration-und-integration-2018-2022/vergleich/konferenzfassung/entwurf/",
        "/buero/konzept/migration-und-integration-2018-2022/vorgaenger/",
    ],
    "kreistag": ["/buero/gremien/", r"buero/gremien/vorlagen/\d+/", "/buero/gremien/vorlage-neu/"],
    "kommune.melle": ["/buero/", "/buero/kommunen/melle/", r"buero/kommunen/melle/ziele/\d+/"],
    "zielverantwortung": ["/buero/massnahmen/", r"buero/massnahmen/\d+/", "/buero/zahlen/wartezeit-sprachkurs/"],
    "koordinierungsgruppe": [
        "/buero/pruefung/",
        r"buero/pruefung/[-\w]+/",
        "/buero/pruefung/pruefung-2020/sitzung/",
        r"buero/pruefung/pruefung-2020/sitzung/\d+/",
        "/buero/pruefung/pruefung-2022/nachschau/",
        "/buero/fruehwarnungen/",
        "/buero/berichte/",
    ],
    "verwaltung": ["/buero/einstellungen/", "/buero/protokoll/", "/konto/sicherheit/"],
}


@pytest.mark.parametrize("paths", PUBLIC.values(), ids=PUBLIC)
def test_public_pages_are_accessible_at_every_width(visitor, paths):
    look_at(visitor(), paths)


@pytest.mark.parametrize(("name", "paths"), OFFICE.items(), ids=OFFICE)
def test_office_pages_are_accessible_at_every_width(visitor, name, paths):
    look_at(visitor().sign_in(name), paths)


def look_at(person, paths):
    """Open each page, check it on desk and phone, and that it fits into the narrowest window."""
    desk = person.page.viewport_size
    for path in paths:
        person.page.set_viewport_size(desk)
        person.open(path if path.startswith("/") else link_to(person, path))
        person.page.set_viewport_size(PHONE)
        person.check(person.page)
        person.page.set_viewport_size(NARROWEST)
        wider = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{person.path} is {wider} px wider than 320 px"


def link_to(person, pattern):
    """The first address in the content that is exactly of this form."""
    addresses = person.main.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    found = (address for address in addresses if address and re.fullmatch(f"/(ar/)?{pattern}", urlsplit(address).path))
    address = next(found, None)
    assert address is not None, f"{person.path} has no link to {pattern}: {addresses}"
    return address


# --- languages, colours, paper -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "paths",
    [["/ar/", "/ar/karte/", "/ar/beitraege/"], ["/ar/ziele/", r"ziele/\d+/", r"faden/element/\d+/"], ["/ar/zahlen/"]],
    ids=["start", "goals", "figures"],
)
def test_arabic_pages_run_from_right_to_left(visitor, paths):
    person = visitor()
    look_at(person, paths)

    assert person.page.locator("html").get_attribute("dir") == "rtl"
    assert person.page.locator("html").get_attribute("lang") == "ar"
    assert person.page.locator("main h1").evaluate("heading => getComputedStyle(heading).direction") == "rtl"


def test_dark_pages_are_accessible(visitor):
    person = visitor(color_scheme="dark")

    person.open("/")
    assert person.page.evaluate("getComputedStyle(document.body).colorScheme") != "light"
    person.open("/ziele/").open(link_to(person, r"ziele/\d+/")).open("/karte/")


@pytest.mark.parametrize(
    ("paths", "pages"),
    [(["/ziele/", r"ziele/\d+/"], range(2, 9)), (["/ziele/", r"ziele/\d+/", r"faden/element/\d+/"], range(2, 12))],
    ids=["goal", "thread"],
)
def test_printed_page_shows_content_without_navigation(visitor, paths, pages):
    person = visitor()
    for path in paths:
        person.open(path if path.startswith("/") else link_to(person, path))
    heading = person.main.get_by_role("heading", level=1).inner_text()

    assert_prints(person, pages, [heading])


def test_card_sheet_prints_two_cards_side_by_side(visitor):
    """Four cards fit on a sheet of A4; ten cards need three."""
    moderator = visitor().sign_in("moderation").open("/buero/veranstaltungen/forum-buerger/")
    moderator.fill("Anzahl der Karten", "10").press("Neue Karten anlegen")

    codes = moderator.main.locator(".office-sheet__head .office-sheet__code")
    sheets = -(-codes.count() // 4)
    assert_prints(moderator, range(sheets, sheets + 1), [])
    expect(codes.first).to_be_visible()


def assert_prints(person, pages, headings):
    person.page.emulate_media(media="print")
    for hidden in (".rf-nav", ".rf-languages", ".rf-skip", ".rf-office__side"):
        for part in person.page.locator(hidden).all():
            expect(part).to_be_hidden()
    printed = person.page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) in pages
    outline = outline_of(printed)
    assert [heading for heading in headings if heading not in outline] == []


def outline_of(printed: bytes) -> list[str]:
    """The headings of a PDF as Chromium writes them: in ASCII, or in hexadecimal UTF-16."""
    titles = re.findall(rb"/Title (?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-F]+)>)", printed)
    return [bytes.fromhex(code.decode()).decode("utf-16") if code else text.decode("latin-1") for text, code in titles]


# --- without scripts, without a mouse ------------------------------------------------------------------------------


def test_filter_works_without_scripts(visitor):
    person = without_scripts(visitor).open("/beitraege/")

    person.fill("Suche", "Sprachkurs").choose("Was daraus wurde", "aufgenommen").press("Filtern")

    expect(person.field("Suche")).to_have_value("Sprachkurs")
    expect(person.main.locator(".rf-voice").first).to_contain_text("Sprachkurs")
    assert "ergebnis=taken_up" in person.page.url


def test_capture_and_card_work_without_scripts(visitor):
    moderator = without_scripts(visitor)
    moderator.sign_in("moderation").open("/buero/erfassen/verfahren/integrationsdialog/")
    moderator.fill("Was steht auf der Karte?", "Im Rathaus hilft man mir sehr freundlich.").tick("Stärke")
    moderator.tick("Nachträglich aufnehmen").press("Speichern und nächste Karte")
    code = moderator.page.locator(".office-code").inner_text()

    resident = without_scripts(visitor)
    resident.open("/karte/").fill("Code auf Ihrer Karte", code).press("Karte zeigen")
    expect(resident.main).to_contain_text("Ihre Karte ist angekommen. Jemand liest sie gerade.")


def without_scripts(visitor):
    """Somebody whose browser runs no scripts; axe is one, so the pages are not checked with it."""
    person = visitor(java_script_enabled=False)
    person.check = lambda page: None
    return person


def test_keyboard_reaches_content_form_and_answer(visitor):
    person = visitor().open("/karte/")
    keys = person.page.keyboard

    keys.press("Tab")
    assert focused(person) == "Zum Inhalt springen"
    keys.press("Enter")
    assert person.page.evaluate("document.activeElement.id") == "inhalt"
    keys.press("Tab")
    assert person.page.evaluate("document.activeElement.id") == "id_code"
    keys.type("K7M-2QX-9AA")
    with person.page.expect_navigation():
        keys.press("Enter")

    expect(person.main.get_by_role("alert")).to_be_visible()
    expect(person.field("Code auf Ihrer Karte")).to_have_value("K7M-2QX-9AA")


def test_keyboard_walks_the_thread_in_reading_order(visitor):
    person = visitor().open("/ziele/")
    person.open(link_to(person, r"ziele/\d+/")).open(link_to(person, r"faden/element/\d+/"))
    steps = person.main.locator(".rf-thread a").evaluate_all("links => links.map(link => link.innerText)")
    assert len(steps) > 5

    person.main.focus()
    reached = []
    for _ in steps:
        person.page.keyboard.press("Tab")
        reached.append(focused(person))
    assert reached == steps


def focused(person):
    return person.page.evaluate("document.activeElement.innerText")


# --- wrong input ---------------------------------------------------------------------------------------------------


def test_wrong_sign_in_a_code_is_explained_and_kept(visitor):
    person = visitor().open("/karte/").fill("Code auf Ihrer Karte", "k7m-2qx-9aa")
    answer = send(person, "Karte zeigen")

    assert answer.status == 422
    assert_leads_back_to(person, "Code auf Ihrer Karte", "k7m-2qx-9aa")
    person.open(f"/karte/{'K7M2QX9AA'}/")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Diesen Code kennen wir nicht")


def test_card_without_words_is_refused_and_the_rest_kept(visitor):
    moderator = visitor().sign_in("moderation").open("/buero/erfassen/verfahren/integrationsdialog/")
    moderator.tick("Ziel").fill("Punkte", "7")
    answer = send(moderator, "Speichern und nächste Karte")

    assert answer.status == 422
    assert_leads_back_to(moderator, "Was steht auf der Karte?", "")
    expect(moderator.field("Punkte")).to_have_value("7")
    expect(moderator.field("Ziel")).to_be_checked()


def test_wrong_password_is_refused_without_saying_which_part_was_wrong(visitor):
    person = visitor().open("/konto/anmelden/")
    person.fill("E-Mail-Adresse", "niemand@example.org").fill("Passwort", "ganz-falsches-passwort")
    answer = send(person, "Anmelden")

    assert answer.status == 422
    expect(person.main.get_by_role("alert")).to_be_visible()
    expect(person.field("E-Mail-Adresse")).to_have_value("niemand@example.org")
    expect(person.field("Passwort")).to_have_value("")


def send(person, name):
    """Press a button and return the answer of the server; the page is checked."""
    with person.page.expect_navigation() as answer:
        person.main.get_by_role("button", name=name, exact=True).click()
    person.check(person.page)
    return answer.value


def assert_leads_back_to(person, label, typed):
    """The summary names the field, its link puts the cursor there, and what was typed is still there."""
    person.main.get_by_role("alert").get_by_role("link", name=label.rstrip("?")).click()
    expect(person.field(label)).to_be_focused()
    expect(person.field(label)).to_have_value(typed)
