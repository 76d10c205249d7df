"""A guide as short sections that can be read aloud, each followed by the words it explains.

A guide is CommonMark; a section begins at a heading. Difficult words are marked by their key: `[[duldung]]` shows the
word of the explanation, `[[duldung|geduldet]]` shows "geduldet". A mark without an explanation shows its words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_MARK = re.compile(r"\[\[([a-z0-9-]{1,60})(?:\|([^\]\n]{1,120}))?\]\]")
_SIGNS = re.compile(r"([\\\[\]*_`<>])")


@dataclass(frozen=True)
class Explained:
    """A word with its explanation."""

    key: str
    word: str
    text: str


@dataclass(frozen=True)
class Section:
    """A piece of a guide: heading (empty for what stands before the first), text, the words explained below it."""

    number: int
    heading: str
    text: str
    words: tuple[Explained, ...] = ()

    @property
    def anchor(self) -> str:
        """Where a link to it lands."""
        return f"abschnitt-{self.number}"


def sections(body: str, explanations: Mapping[str, Explained]) -> tuple[Section, ...]:
    """The sections in reading order. A word is explained where it first occurs; later it leads there."""
    found, seen = [], set[str]()
    for number, (heading, text) in enumerate(_pieces(body), 1):
        keys = [key for key in dict.fromkeys(marked_keys(text)) if key in explanations and key not in seen]
        seen.update(keys)
        words = tuple(explanations[key] for key in keys)
        found.append(Section(number, unmarked(heading, explanations), _linked(text, explanations), words))
    return tuple(found)


def marked_keys(text: str) -> tuple[str, ...]:
    """The keys of the words that are marked, in order, each as often as it stands there."""
    return tuple(match.group(1) for match in _MARK.finditer(text))


def unmarked(text: str, explanations: Mapping[str, Explained]) -> str:
    """The text with words in place of marks, for search, print and headings."""
    return _MARK.sub(lambda match: _shown(match, explanations), text)


def _pieces(body: str) -> list[tuple[str, str]]:
    text = body.replace("\r\n", "\n").strip()
    found, heading, start = [], "", 0
    for match in _HEADING.finditer(text):
        before = text[start : match.start()].strip()
        if heading or before:
            found.append((heading, before))
        heading, start = match.group(1), match.end()
    rest = text[start:].strip()
    if heading or rest:
        found.append((heading, rest))
    return found


def _linked(text: str, explanations: Mapping[str, Explained]) -> str:
    def link(match: re.Match[str]) -> str:
        shown = _SIGNS.sub(r"\\\1", _shown(match, explanations))
        return f"[{shown}](#wort-{match.group(1)})" if match.group(1) in explanations else shown

    return _MARK.sub(link, text)


def _shown(match: re.Match[str], explanations: Mapping[str, Explained]) -> str:
    key, shown = match.groups()
    return shown or (explanations[key].word if key in explanations else key.replace("-", " "))
