"""A start without any sorted card: names and a small vocabulary of our own for each field."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from roterfaden.kernel.words import terms
from roterfaden.sorting.methods.learning import Lesson
from roterfaden.sorting.methods.texts import card

_DATA = Path(__file__).resolve().parent.parent / "data" / "seeds.de.toml"
FIRST_KEY = -1
"""Names have negative keys, counting down: no card has one."""


@cache
def _topics() -> tuple[tuple[frozenset[str], str], ...]:
    """(terms of the names, words) of each topic."""
    with _DATA.open("rb") as file:
        topics = tomllib.load(file)["topic"]
    return tuple((frozenset(terms(" ".join(topic["names"]))), topic["words"]) for topic in topics)


def seed_words(name: str) -> str:
    """Words that fit the name of a field; empty for names we know nothing about."""
    named = set(terms(name))
    return " ".join(words for names, words in _topics() if names & named)


def name_lessons(fields: Mapping[int, tuple[str, str]], *, first_key: int = FIRST_KEY) -> list[Lesson]:
    """What is known before anybody has sorted: the (name, description) of each field, and each word we bring along.

    Every word is a lesson of its own: cards are short, and one long list would make each of its words count for little.
    """
    texts = [
        (field, text)
        for field, (name, description) in sorted(fields.items())
        for text in (f"{name} {description}", *seed_words(name).split())
    ]
    return [
        Lesson(card(first_key - number, text), field=field, is_name=True) for number, (field, text) in enumerate(texts)
    ]
