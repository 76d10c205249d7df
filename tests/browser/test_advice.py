"""A counsellor records a talk with the keyboard alone; axe looks at the pages of the advice centre."""

import re

from playwright.sync_api import expect


def test_a_talk_is_recorded_with_four_keys_and_a_case_is_read(visitor):
    person = visitor().sign_in("beratung").open("/buero/beratung/")
    for key in ("3", "5", "Enter"):
        person.page.keyboard.press(key)
    expect(person.main.get_by_text("Eingetragen", exact=True)).to_be_visible()
    expect(person.main.get_by_text("Sprache, Arbeit")).to_be_visible()
    person.follow("Begleitschreiben drucken")
    person.open("/buero/beratung/faelle/")
    person.main.get_by_role("link", name=re.compile(r"^Fall \d")).first.click()
    expect(person.main.get_by_role("heading", name="Situation")).to_be_visible()
    person.check(person.page)
    person.open("/buero/beratung/code/")
