"""Passages of a text by their words, and how a voice is split into them. No database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from roterfaden.participation import errors

WORD = re.compile(r"\S+")
CUT = re.compile(r"\n[^\S\n]*\n\s*")
"""An empty line: where somebody cuts a text."""


@dataclass(frozen=True, order=True)
class Passage:
    """Some words of a text that follow each other, counted from 0; the last one belongs to it.

    `speaks` is false for words that say nothing of their own (a greeting, "und dann noch").
    """

    first_word: int
    last_word: int
    speaks: bool = True

    @property
    def marks(self) -> tuple[int, int]:
        return self.first_word, self.last_word

    def shared_words(self, first_word: int, last_word: int) -> int:
        """How many words it has in common with another passage."""
        return max(0, min(self.last_word, last_word) - max(self.first_word, first_word) + 1)


@dataclass(frozen=True)
class Card:
    """One card as somebody saw it on the board: the voice, the passage (None: the whole voice), where it lay then.

    `seen` is the key of the assignment shown to the person, None for a card on the open list. With `check` false the
    card is moved wherever it lies now.
    """

    contribution: int
    segment: int | None = None
    seen: int | None = None
    check: bool = True

    @property
    def slot(self) -> tuple[int, int | None]:
        return self.contribution, self.segment


def count_words(text: str) -> int:
    """How many words a text has; a word is whatever stands between spaces."""
    return len(WORD.findall(text))


def quote(text: str, first_word: int, last_word: int, words: int) -> str:
    """The passage word for word, with the spaces and line breaks inside it.

    `words` is how many words the text had when the passage was marked. If it has another number today, the mark means
    nothing any more, and the whole text is given rather than a wrong passage.
    """
    found = list(WORD.finditer(text))
    if len(found) != words:
        return text
    return text[found[first_word].start() : found[last_word].end()]


def partition(text: str, passages: Iterable[Passage], *, rest_speaks: bool = False) -> tuple[Passage, ...]:
    """The whole text as passages without gap: those given, and what lies between them.

    The rest is a part of its own for each gap, with a statement (`rest_speaks`) or named as saying nothing. Refuses
    passages that overlap or lie outside the text, fewer than two parts, and parts that all say nothing.
    """
    words, parts, next_word = count_words(text), list[Passage](), 0
    for passage in sorted(passages):
        if not 0 <= passage.first_word <= passage.last_word < words:
            raise errors.OutsideText()
        if passage.first_word < next_word:
            raise errors.PassagesOverlap()
        if passage.first_word > next_word:
            parts.append(Passage(next_word, passage.first_word - 1, rest_speaks))
        parts.append(passage)
        next_word = passage.last_word + 1
    if parts and next_word < words:
        parts.append(Passage(next_word, words - 1, rest_speaks))
    if len(parts) < 2:  # noqa: PLR2004 -- one part is the whole
        raise errors.NothingSplit()
    if not any(part.speaks for part in parts):
        raise errors.NoStatement()
    return tuple(parts)


def passages_from_cuts(original: str, cut: str) -> tuple[Passage, ...]:
    """The passages of a text somebody has cut by empty lines. Refuses when a word was changed: the original stays."""
    if cut.split() != original.split():
        raise errors.WordsChanged()
    passages, next_word = [], 0
    for piece in CUT.split(cut.strip()):
        count = len(piece.split())
        passages.append(Passage(next_word, next_word + count - 1))
        next_word += count
    if len(passages) < 2:  # noqa: PLR2004 -- one part is the whole
        raise errors.NothingSplit()
    return tuple(passages)


def with_cuts(text: str, passages: Sequence[Passage]) -> str:
    """A text with an empty line between its passages, to be cut elsewhere; line breaks inside a passage stay single."""
    words = count_words(text)
    pieces = [quote(text, *passage.marks, words) for passage in passages] if passages else [text]
    return "\n\n".join(re.sub(r"\s*\n\s*", "\n", piece.strip()) for piece in pieces)


def covers(passages: Sequence[tuple[int, int]], words: int) -> bool:
    """Whether marks cover a text of so many words from end to end, without gap and overlap."""
    marks = sorted(passages)
    joined = all(after[0] == before[1] + 1 for before, after in pairwise(marks))
    return bool(marks) and marks[0][0] == 0 and marks[-1][1] == words - 1 and joined
