"""The working page of the draft by keyboard: adding, editing, moving, splitting, merging, and two people at once."""

from tests.browser.conftest import DESK
from tests.browser.test_pages import NARROWEST

CONCEPT = "/buero/konzept/migration-und-integration-2018-2022/"


def key(person, name):
    """Press a key that leads to a page."""
    with person.page.expect_navigation():
        person.page.keyboard.press(name)
    person.check(person.page)


def enter(person, role, name):
    """Go to a button and press Enter."""
    with person.page.expect_navigation():
        person.main.get_by_role(role, name=name, exact=True).press("Enter")
    person.check(person.page)


def heading(person):
    return person.main.get_by_role("heading", level=1).inner_text()


def number(person):
    return person.main.locator(".rf-kicker").first.inner_text()


def focused(person):
    return person.page.evaluate("document.activeElement.name || document.activeElement.innerText")


def test_draft_is_written_by_keyboard(visitor):
    person = visitor(DESK).sign_in("strategie").open(CONCEPT).follow("Entwurf bearbeiten")
    first = heading(person)
    key(person, "j")
    key(person, "k")
    assert heading(person) == first

    key(person, "n")  # add
    person.field("Titel").press_sequentially("Ehrenamt")
    key(person, "Control+Enter")
    assert (heading(person), number(person)) == ("Ehrenamt", "Handlungsfeld 2")
    person.page.keyboard.press("e")  # edit
    assert focused(person) == "title"
    person.fill("Titel", "Ehrenamt stärken").fill("Text", "Vereine helfen.\n\nDer Landkreis hilft Vereinen.")
    person.fill("Grund", "Karte 12")
    key(person, "Control+Enter")
    assert heading(person) == "Ehrenamt stärken"
    person.page.evaluate("document.activeElement.blur()")
    key(person, "Shift+ArrowUp")  # move
    assert number(person) == "Handlungsfeld 1"
    assert focused(person) == "Eine Stelle nach unten"

    key(person, "t")  # split
    person.main.get_by_text("Text nach Absätzen aufteilen").press("Enter")
    enter(person, "link", "Der Landkreis hilft Vereinen.")
    assert person.field("Text des zweiten Teils").input_value() == "Der Landkreis hilft Vereinen."
    person.fill("Titel des zweiten Teils", "Vereine stärken").fill("Grund", "Zwei Dinge")
    enter(person, "button", "Teilen")
    assert "2 Vereine stärken" in " ".join(person.page.locator(".office-outline").inner_text().split())

    person.page.evaluate("document.activeElement.blur()")
    key(person, "z")  # merge
    person.main.get_by_label("2 Vereine stärken").press("Space")
    enter(person, "button", "Weiter")
    assert person.field("Text").input_value() == "Vereine helfen.\n\nDer Landkreis hilft Vereinen."
    person.fill("Grund", "Doch eines")
    enter(person, "button", "Zusammenführen")
    assert "Vereine stärken" not in person.page.locator(".office-outline").inner_text()

    person.page.get_by_label("Tasten benutzen").uncheck()
    person.page.evaluate("document.activeElement.blur()")
    person.page.keyboard.press("j")
    assert heading(person) == "Ehrenamt stärken"


def test_two_people_at_one_element_and_what_was_not_saved(visitor):
    person = visitor(NARROWEST).sign_in("strategie").open(CONCEPT).follow("Entwurf bearbeiten")
    address = person.path
    person.fill("Text", "Alle sprechen Deutsch bis 2020.")
    person.fill("Grund", "Konferenz")
    person.page.reload()
    person.page.get_by_role("button", name="Wieder einsetzen").press("Enter")
    assert person.field("Text").input_value() == "Alle sprechen Deutsch bis 2020."
    with person.page.expect_navigation():
        person.page.keyboard.press("Control+Enter")
    assert not person.page.get_by_role("button", name="Wieder einsetzen").is_visible()
    person.open(address)
    colleague = visitor(DESK).sign_in("strategie").open(address)

    colleague.fill("Text", "Alle sprechen Deutsch bis 2021.").fill("Grund", "Sitzung").press("Neuen Wortlaut speichern")
    person.fill("Text", "Alle sprechen gut Deutsch bis 2022.").fill("Grund", "Karte 7")
    person.field("Grund").focus()
    key(person, "Control+Enter")

    assert person.field("Text").input_value() == "Alle sprechen gut Deutsch bis ⟦Ihr Text: 2022⟧ ⟦Inzwischen: 2021⟧."
    assert "Gemeinsamer Vorgänger" in person.main.inner_text()
    enter(person, "button", "Diesen Text speichern")
    assert "Entscheiden Sie, was dort gelten soll." in person.main.inner_text()
    enter(person, "button", "Mit meinem Text weiter")
    assert person.field("Text").input_value() == "Alle sprechen gut Deutsch bis 2022."
    enter(person, "button", "Diesen Text speichern")
    assert "ist neu gefasst" in person.main.inner_text()


def test_goal_form_helps_at_once(visitor):
    person = visitor(DESK).sign_in("strategie").open(f"{CONCEPT}ziele/").open(f"{CONCEPT}neu/goal/")
    help_line = person.page.locator("#zielhilfe")

    person.field("Zahlenreihe").select_option(index=1)

    help_line.get_by_text("Letzte Werte:").wait_for()
    assert "So ist das Ziel noch nicht messbar:" in help_line.inner_text()
    person.check(person.page)
