"""Leaving out passages of what somebody said, and saying so. No database."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roterfaden.kernel.omissions import mark_for, note_on


@dataclass(frozen=True, order=True)
class Omission:
    """Words left out of an original: from `start` up to `end`, in characters, and why (a `PassageKind`)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class ShownWords:
    """The words of a voice as everybody may read them, and what a reader has to know about them."""

    text: str
    note: str

    def __str__(self) -> str:
        return self.text


def shown_words(text: str, *, omitted: int, is_withdrawn: bool) -> ShownWords:
    """The one place that says how a voice is shown: `text` as it stands in the row, with a note in plain words.

    `omitted` counts the passages left out; a withdrawn voice has no words any more.
    """
    if is_withdrawn:
        return ShownWords("", note_on(""))
    return ShownWords(text, note_on(text) if omitted else "")


def find_passages(text: str, wanted: Iterable[str], kind: str) -> list[Omission]:
    """Every place where one of the `wanted` passages stands in `text`, in capitals or not, with any white space.

    Whole words only: »Anna« is not found in »Annahme«.
    """
    return [
        Omission(found.start(), found.end(), kind)
        for passage in wanted
        for found in _pattern(passage).finditer(text)
    ]  # fmt: skip


def _pattern(passage: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in passage.split())
    before = r"(?<!\w)" if passage.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if passage.strip()[-1:].isalnum() else ""
    return re.compile(f"{before}{words}{after}", re.IGNORECASE)


def merge(passages: Iterable[Omission]) -> list[Omission]:
    """The same passages in order, each place once: where two overlap they become one, with the kind of the first."""
    merged: list[Omission] = []
    for passage in sorted(passages):
        if merged and passage.start < merged[-1].end:
            last = merged.pop()
            passage = Omission(last.start, max(last.end, passage.end), last.kind)
        merged.append(passage)
    return merged


def leave_out(text: str, passages: Sequence[Omission]) -> str:
    """`text` with […] in place of each passage; `passages` in order and apart, as `merge` gives them.

    As many words as before: segments of a voice are counted in words and keep their places.
    """
    shown, place = [], 0
    for passage in passages:
        shown += [text[place : passage.start], mark_for(text[passage.start : passage.end])]
        place = passage.end
    return "".join([*shown, text[place:]])


def checksum(text: str) -> str:
    """SHA-256 of a text, as the database trigger calculates it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
