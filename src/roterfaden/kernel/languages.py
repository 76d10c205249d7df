"""The languages of the interface: which there are, how much of each is translated, and whether a person has read it.

Nothing here knows a house: which languages an installation offers stands in its `places.Instance`.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import get_language, to_locale

SOURCE = settings.LANGUAGE_CODE
"""The language everything is written in first."""
REFERENCE = "ar"
"""The catalogue that decides what residents read: what it translates, every language of residents translates. It is
held complete against the pages themselves (tests/public/test_languages.py)."""
RESIDENTS_FOLDERS = ("public/", "thread/", "ui/", "web/", "kernel/")
"""Where words of residents come from, whether or not the reference catalogue has them yet."""
WHOLE = "all"


@dataclass(frozen=True)
class Review:
    """Whether somebody who speaks a language has read its words. `part` says what of them was read."""

    language: str
    checked_on: date | None = None
    checked_by: str = ""
    part: str = ""

    @property
    def is_checked(self) -> bool:
        """Whether a person has read everything."""
        return self.checked_on is not None and self.part == WHOLE


@dataclass(frozen=True)
class Share:
    """How many of the words a language should have it has: those residents read, and all with those of the office."""

    for_residents: int
    residents_total: int
    translated: int
    total: int


def codes() -> tuple[str, ...]:
    """Every language of the interface, German first."""
    return tuple(code for code, _name in settings.LANGUAGES)


def staff_codes() -> tuple[str, ...]:
    """The languages in which pages for staff are complete."""
    return tuple(code for code, _name in settings.STAFF_LANGUAGES)


def offered_codes(closed: Iterable[str]) -> tuple[str, ...]:
    """The languages a house offers that has closed some. German is always offered."""
    shut = set(closed) - {settings.LANGUAGE_CODE}
    return tuple(code for code in codes() if code not in shut)


def in_language(path: str) -> str:
    """A path of the public pages in the active language: what a mail links to, so that its reader stays in it."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def review_of(code: str) -> Review:
    """What is known about the check of a language. German is the source and counts as read."""
    return _reviews().get(code, Review(code))


def is_checked(code: str) -> bool:
    """Whether the pages in this language may be shown without a note."""
    return code == settings.LANGUAGE_CODE or review_of(code).is_checked


def share_of(code: str) -> Share:
    """How much of a language is translated. Reads catalogues once a process."""
    everything, wanted = _messages("en"), _for_residents()
    done = everything if code == settings.LANGUAGE_CODE else _translated(code) & everything
    return Share(len(wanted & done), len(wanted), len(done), len(everything))


def catalogue_path(code: str) -> Path:
    """Where the catalogue of a language lies: `locale/de_Simple/LC_MESSAGES/django.po` for "de-simple"."""
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / "django.po"


def read_catalogue(code: str) -> Catalog:
    """The catalogue of a language as Babel reads it."""
    with catalogue_path(code).open("rb") as file:
        return read_po(file, locale=to_locale(code))


def key_of(message: Message) -> tuple[str, str]:
    """What a catalogue knows a message by: its context and its (singular) German."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    """Whether a message has all its forms, and nobody has to look at it again."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return bool(forms) and all(forms) and not message.fuzzy


@cache
def _messages(code: str) -> frozenset[tuple[str, str]]:
    return frozenset(key_of(message) for message in read_catalogue(code) if message.id)


@cache
def _translated(code: str) -> frozenset[tuple[str, str]]:
    if not catalogue_path(code).is_file():
        return frozenset()
    return frozenset(key_of(message) for message in read_catalogue(code) if message.id and is_translated(message))


@cache
def _for_residents() -> frozenset[tuple[str, str]]:
    shown = {
        key_of(message)
        for message in read_catalogue("en")
        if message.id and any(file.startswith(RESIDENTS_FOLDERS) for file, _line in message.locations)
    }
    return (frozenset(shown) | _translated(REFERENCE)) & _messages("en")


@cache
def _reviews() -> dict[str, Review]:
    entries = tomllib.loads((Path(settings.LOCALE_PATHS[0]) / "reviews.toml").read_text(encoding="utf-8"))
    return {code: Review(language=code, **entry) for code, entry in entries.items()}
