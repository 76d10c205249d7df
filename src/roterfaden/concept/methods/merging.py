"""Two people changed the same text: one text out of both, with what cannot be decided marked. Pure calculation.

Source: three-way merging after Khanna, Kunal and Pierce, A Formal Investigation of Diff3 (2007), by words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

OPEN, CLOSE = "⟦", "⟧"
"""Around each side of a conflict, in the proposed text; nobody types them."""
CRUMB = 3
"""So few words both agree on between two conflicts belong to the conflict."""
LONG_TEXT = 3_000

_TOKEN = re.compile(r"\s*(?:\d+(?:[.,:]\d+)*\w*|\w+|[^\w\s])|\s+\Z")

Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """A run of the text: what stood there, what each of the two made of it."""

    base: str
    mine: str
    theirs: str

    @property
    def is_conflict(self) -> bool:
        """Whether both changed it, and not in the same way."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def agreed(self) -> str:
        """The text of a stretch without a conflict: that of whoever changed it."""
        return self.theirs if self.mine == self.base else self.mine


@dataclass(frozen=True)
class Merged:
    """Both changes in one text."""

    stretches: tuple[Stretch, ...]

    @property
    def conflicts(self) -> tuple[Stretch, ...]:
        """Where somebody has to decide."""
        return tuple(each for each in self.stretches if each.is_conflict)

    def text(self, mine: str, theirs: str, nothing: str) -> str:
        """The proposal. A conflict holds both sides, named `mine` and `theirs`; `nothing` stands for an empty one."""

        def said(name: str, words: str) -> str:
            return f"{OPEN}{name}: {words.strip() or nothing}{CLOSE}"

        parts = []
        for each in self.stretches:
            if each.is_conflict:
                either = each.mine or each.theirs
                gap = either[: len(either) - len(either.lstrip())]
                parts.append(f"{gap}{said(mine, each.mine)} {said(theirs, each.theirs)}")
            else:
                parts.append(each.agreed)
        return "".join(parts)


def merged(base: str, mine: str, theirs: str) -> Merged:
    """What both made of `base`, in one text, word by word.

    Where only one of them changed something, that counts; where both made the same change, it counts once; everything
    else is a conflict that holds both. So no word that somebody wrote is missing: with `theirs == base` the result is
    `mine`, with `mine == base` it is `theirs`.
    """
    old, ours, others = _tokens(base), _tokens(mine), _tokens(theirs)
    return Merged(tuple(_without_crumbs(_stretches(old, ours, others))))


def is_undecided(text: str) -> bool:
    """Whether marks of a conflict are left in a text."""
    return OPEN in text or CLOSE in text


def merged_value(base: Any, mine: Any, theirs: Any) -> tuple[Any, bool]:
    """The same for a value that is one thing, like a day: (value, conflict). In a conflict mine stands."""
    if mine == base:
        return theirs, False
    return mine, theirs not in (base, mine)


def _tokens(text: str) -> Tokens:
    """Words and signs, each with the white space before it; together they are the text."""
    return tuple(_TOKEN.findall(text))


def _stretches(old: Tokens, ours: Tokens, others: Tokens) -> Iterator[Stretch]:
    at = (0, 0, 0)
    for start, mine, theirs, length in [*_kept_by_both(old, ours, others), (len(old), len(ours), len(others), 0)]:
        changed = (old[at[0] : start], ours[at[1] : mine], others[at[2] : theirs])
        if any(changed):
            yield Stretch(*("".join(part) for part in changed))
        if length:
            yield Stretch(*(["".join(old[start : start + length])] * 3))
        at = (start + length, mine + length, theirs + length)


def _kept_by_both(old: Tokens, ours: Tokens, others: Tokens) -> Iterator[tuple[int, int, int, int]]:
    """Runs of `old` that stand in both others: where in each, and how long."""
    first, second = _blocks(old, ours), _blocks(old, others)
    one = two = 0
    while one < len(first) and two < len(second):
        a, b = first[one], second[two]
        start, end = max(a[0], b[0]), min(a[0] + a[2], b[0] + b[2])
        if start < end:
            yield start, a[1] + start - a[0], b[1] + start - b[0], end - start
        if a[0] + a[2] < b[0] + b[2]:
            one += 1
        else:
            two += 1


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=len(new) > LONG_TEXT)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _without_crumbs(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Two conflicts with nearly nothing between them are one: people decide about sentences."""
    clean: list[Stretch] = []
    for each in stretches:
        clean.append(each)
        if len(clean) < 3 or not each.is_conflict:  # noqa: PLR2004 -- conflict, crumb, conflict
            continue
        before, crumb, _last = clean[-3:]
        if before.is_conflict and not crumb.is_conflict and len(_tokens(crumb.agreed)) <= CRUMB:
            joined = [
                part + middle + last
                for part, middle, last in zip(_sides(before), _sides(crumb), _sides(each), strict=True)
            ]
            clean[-3:] = [Stretch(*joined)]
    return clean


def _sides(stretch: Stretch) -> tuple[str, str, str]:
    return stretch.base, stretch.mine, stretch.theirs
