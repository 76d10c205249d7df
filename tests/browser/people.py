"""Somebody at a browser in the example county: opens pages, follows links, fills in forms.

Every page such a person comes to is checked for accessibility before they go on.
"""

import re
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from roterfaden.example.management.commands.load_example import DEMO_PASSWORD

OPTIONAL = r"( \(freiwillig\))?"


class Person:
    """A person, their page, and what they do. Labels, links and buttons are named as they are read."""

    def __init__(self, page: Page, county: str, check: Callable[[Page], None]) -> None:
        self.page, self.county, self.check = page, county, check

    @property
    def main(self) -> Locator:
        """The content of the page, without navigation and footer."""
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.page.url).path

    def open(self, path: str) -> Self:
        """Type an address."""
        self.page.goto(f"{self.county}{path}")
        self.check(self.page)
        return self

    def go(self, name: str) -> Self:
        """Choose an entry of the navigation; on a phone the menu of the office is opened first."""
        menu = self.page.locator(".rf-menu > summary")
        if menu.is_visible():
            menu.click()
        return self._leave(self.page.locator(".rf-nav").get_by_role("link", name=name, exact=True))

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> Self:
        """Follow a link by its words, the first one where several say the same."""
        return self._leave((within or self.main).get_by_role("link", name=name).first)

    def press(self, name: str, within: Locator | None = None) -> Self:
        """Press a button that sends a form."""
        return self._leave((within or self.main).get_by_role("button", name=name, exact=True))

    def fill(self, label: str, words: str) -> Self:
        """Type into a field."""
        self.field(label).fill(words)
        return self

    def choose(self, label: str, option: str, within: Locator | None = None) -> Self:
        """Choose the first option of a list that holds these words."""
        control = self.field(label, within)
        control.select_option(control.locator("option", has_text=option).first.get_attribute("value"))
        return self

    def tick(self, label: str) -> Self:
        """Tick a box or choose one of several answers."""
        self.field(label).check()
        return self

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """The control with this label, whether it has to be filled in or not."""
        return (within or self.main).get_by_label(re.compile(f"^{re.escape(label)}{OPTIONAL}$"))

    def sign_in(self, name: str) -> Self:
        """Sign in as one of the people of the example; `name` is the part of the address before the @."""
        self.open("/konto/anmelden/")
        self.fill("E-Mail-Adresse", f"{name}@example.org").fill("Passwort", DEMO_PASSWORD)
        return self.press("Anmelden")

    def _leave(self, way: Locator) -> Self:
        with self.page.expect_navigation():
            way.click()
        self.check(self.page)
        return self
