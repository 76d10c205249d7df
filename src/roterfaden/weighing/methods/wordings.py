"""Two wordings word by word: what was taken out and what came in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, IN = "same", "out", "in"
LONGEST = 4000
"""Words of one wording above which it is compared by paragraph: finding the best match takes time with the square."""


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went or came, in the order in which they are read."""

    kind: str
    text: str


def compare_wordings(then: str, now: str) -> tuple[Piece, ...]:
    """The pieces of both wordings in reading order; joined without `in` they are `then`, without `out` they are `now`.

    White space counts as one space. Ratcliff and Obershelp (difflib) without its rule for frequent words.
    """
    before, after = _units(then), _units(now)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, " ".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece(OUT, " ".join(before[a:b])))
        if d > c:
            pieces.append(Piece(IN, " ".join(after[c:d])))
    return tuple(pieces)


def has_changed(pieces: Sequence[Piece]) -> bool:
    """Whether anything went or came."""
    return any(piece.kind != SAME for piece in pieces)


def _units(text: str) -> list[str]:
    words = text.split()
    if len(words) <= LONGEST:
        return words
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
