"""Words people write into lists and agendas, by language (data/words.toml)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).resolve().parent.parent / "data" / "words.toml"


@cache
def _words() -> dict[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)


def headings(table: str) -> Mapping[str, tuple[str, ...]]:
    """Field → the words that may stand above its column, of all languages; `table` is "invitees" or "cards"."""
    found: dict[str, dict[str, list[str]]] = _words()[table]
    return {field: tuple(word for words in named.values() for word in words) for field, named in found.items()}


def question_words() -> Mapping[str, tuple[str, ...]]:
    """Language → the word for one question, for several, and other forms."""
    return {language: tuple(words) for language, words in _words()["agenda"]["questions"].items()}


def linking_words(between: str) -> tuple[str, ...]:
    """What people write between two numbers ("and") or two times ("until"), in all languages."""
    return tuple(_words()["agenda"][between]["words"])
