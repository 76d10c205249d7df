"""Signs that something was not written by somebody who wants to take part. They never decide: a person looks. No
database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roterfaden.kernel.words import terms
from roterfaden.participation.enums import Sign

SECONDS_TO_WRITE = 3
"""Nobody reads a question and writes an answer faster than this."""
LINKS_ALLOWED = 1
ALIKE = 0.8
"""Texts that share four of five terms say the same thing."""
FEWEST_TERMS = 4
_LINK = re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:com|net|org|info|biz|shop|xyz|ru|cn|de)\b/", re.IGNORECASE)


@dataclass(frozen=True)
class Noted:
    """A sign and, where it helps, what it points to."""

    sign: Sign
    detail: str = ""


@dataclass(frozen=True)
class Earlier:
    """A text that came shortly before: what the office calls it, and its terms."""

    label: str
    terms: frozenset[str]


def signs_of_form(*, is_trapped: bool, seconds: float | None, is_flood: bool = False) -> tuple[Noted, ...]:
    """What the form itself shows: a hidden field was filled in, it came back too fast, many came at once.

    `seconds` is None when the form does not say when it was opened (no script may leave that out, a person cannot).
    """
    too_fast = seconds is None or seconds < SECONDS_TO_WRITE
    signs = ((Sign.TRAP, is_trapped), (Sign.TOO_FAST, too_fast), (Sign.FLOOD, is_flood))
    return tuple(Noted(sign) for sign, is_there in signs if is_there)


def signs_of_text(text: str, language: str, earlier: Iterable[Earlier]) -> tuple[Noted, ...]:
    """What the words show: several addresses of web pages, or nearly the words of a text that came shortly before."""
    found = []
    links = len(_LINK.findall(text))
    if links > LINKS_ALLOWED:
        found.append(Noted(Sign.LINKS, str(links)))
    twin = _twin(frozenset(terms(text, language)), tuple(earlier))
    if twin is not None:
        found.append(Noted(Sign.SIMILAR, twin.label))
    return tuple(found)


def likeness(some: frozenset[str], others: frozenset[str]) -> float:
    """The share of terms two texts have in common, from 0 to 1 (Jaccard 1901)."""
    return len(some & others) / len(some | others) if some and others else 0.0


def _twin(own: frozenset[str], earlier: Sequence[Earlier]) -> Earlier | None:
    if len(own) < FEWEST_TERMS:  # "mehr Busse" is said by many people who do not know each other
        return None
    return next((each for each in earlier if likeness(own, each.terms) >= ALIKE), None)
