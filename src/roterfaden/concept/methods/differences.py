"""What differs between two texts, word by word, and between two trees, element by element. Pure calculation."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

# A letter with the marks that belong to it: accents, Arabic vowels, the joiners of Persian, the soft hyphen.
_LETTER = r"[\w\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]"
_UNIT = re.compile(rf"(\s*)(\d+(?:[.,:]\d+)*{_LETTER}*|{_LETTER}+|[^\w\s])")
TINY_UNITS = 3
"""So many words between two changes may be taken into the change, where they are shorter than it."""
LONG_TEXT = 3_000
"""From so many words on, frequent ones are no anchors any more: the difference is a little coarser, but quick."""


# --- words --------------------------------------------------------------------------------------------------------
class Change(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, came or went."""

    change: Change
    text: str

    @property
    def is_added(self) -> bool:
        return self.change == Change.ADDED

    @property
    def is_removed(self) -> bool:
        return self.change == Change.REMOVED


class _Unit(NamedTuple):
    gap: str  # the white space before it
    core: str  # a word, a number, or one sign


class _Block(NamedTuple):
    kept: bool
    old: tuple[int, int]
    new: tuple[int, int]


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The difference of two texts, word by word: kept and removed pieces together are `old`, kept and added ones `new`.

    Words are compared without the white space before them; numbers like "1.000,5" are one word. Where a few short words
    survive between two larger changes they go into the change, so that people read sentences instead of crumbs. What
    moved inside a text is shown as removed here and added there.
    Source: Ratcliff and Obershelp's matching (difflib); the clean-up follows Fraser, Writing: Diff Strategies (2006).
    """
    if old == new:
        return (Piece(Change.KEPT, old),) if old else ()
    before, old_rest = _units(old)
    after, new_rest = _units(new)
    pieces: list[Piece] = []
    for block in _without_crumbs(_blocks(before, after), before, after):
        ours, theirs = before[slice(*block.old)], after[slice(*block.new)]
        if block.kept:
            for one, other in zip(ours, theirs, strict=True):
                pieces += [*_gap(one.gap, other.gap), Piece(Change.KEPT, one.core)]
        else:
            pieces += _replaced(_text(ours), _text(theirs))
    pieces += _gap(old_rest, new_rest)
    return tuple(_joined(pieces))


def old_text(pieces: Iterable[Piece]) -> str:
    """What stood there before."""
    return "".join(piece.text for piece in pieces if not piece.is_added)


def new_text(pieces: Iterable[Piece]) -> str:
    """What stands there now."""
    return "".join(piece.text for piece in pieces if not piece.is_removed)


def has_changed(pieces: Iterable[Piece]) -> bool:
    """Whether any word came or went; white space alone is no change."""
    return any(piece.change != Change.KEPT and piece.text.strip() for piece in pieces)


def _units(text: str) -> tuple[list[_Unit], str]:
    units, end = [], 0
    for match in _UNIT.finditer(text):
        units.append(_Unit(text[end : match.start(2)], match.group(2)))
        end = match.end()
    return units, text[end:]


def _text(units: Iterable[_Unit]) -> str:
    return "".join(unit.gap + unit.core for unit in units)


def _blocks(old: list[_Unit], new: list[_Unit]) -> Iterator[_Block]:
    """Kept and changed runs in turn. What both texts begin and end with is set aside first: most edits are small."""
    ours, theirs = [unit.core for unit in old], [unit.core for unit in new]
    shortest = min(len(ours), len(theirs))
    head = next((at for at in range(shortest) if ours[at] != theirs[at]), shortest)
    room = shortest - head
    tail = next((at for at in range(room) if ours[-1 - at] != theirs[-1 - at]), room)
    middle, other = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if head:
        yield _Block(True, (0, head), (0, head))
    matcher = SequenceMatcher(a=middle, b=other, autojunk=len(other) > LONG_TEXT)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield _Block(tag == "equal", (head + a, head + b), (head + c, head + d))
    if tail:
        yield _Block(True, (len(ours) - tail, len(ours)), (len(theirs) - tail, len(theirs)))


def _without_crumbs(blocks: Iterable[_Block], old: list[_Unit], new: list[_Unit]) -> list[_Block]:
    """Take up tiny kept runs between two changes that are at least as long as they are."""

    def size(block: _Block) -> int:
        lengths = (sum(len(unit.core) for unit in side) for side in (old[slice(*block.old)], new[slice(*block.new)]))
        return max(lengths)

    clean: list[_Block] = []
    for block in blocks:
        clean.append(block)
        before, crumb = [None, None, *clean[-3:]][-3:-1]
        if block.kept or before is None or before.kept or crumb is None or not crumb.kept:
            continue
        is_tiny = crumb.old[1] - crumb.old[0] <= TINY_UNITS
        if is_tiny and size(crumb) <= min(size(before), size(block)):
            clean[-3:] = [_Block(False, (before.old[0], block.old[1]), (before.new[0], block.new[1]))]
    return clean


def _replaced(old: str, new: str) -> list[Piece]:
    """A removed and an added piece; white space both begin with stays outside."""
    gap = old[: len(old) - len(old.lstrip())]
    if gap and old and new and new[: len(new) - len(new.lstrip())] == gap:
        return [Piece(Change.KEPT, gap), Piece(Change.REMOVED, old[len(gap) :]), Piece(Change.ADDED, new[len(gap) :])]
    return [Piece(Change.REMOVED, old), Piece(Change.ADDED, new)]


def _gap(old: str, new: str) -> list[Piece]:
    if old == new:
        return [Piece(Change.KEPT, old)]
    return [Piece(Change.REMOVED, old), Piece(Change.ADDED, new)]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind become one piece, empty ones go."""
    waiting: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if waiting is not None and waiting.change == piece.change:
            waiting = Piece(piece.change, waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


# --- trees --------------------------------------------------------------------------------------------------------
Texts = tuple[tuple[str, str], ...]
"""Named texts in the order in which people read them: ("title", "Mehr Busse"), ("body", "…")."""


@dataclass(frozen=True)
class Entry:
    """One element at its place in a tree. Its number follows from the place and is no part of what is compared."""

    key: Hashable
    parent: Hashable | None
    words: Texts
    target: Texts | None = None


@dataclass(frozen=True)
class Placed:
    """Where something stands: below `parent` (None: on top), right after `after` (None: first)."""

    key: Hashable
    parent: Hashable | None
    after: Hashable | None


@dataclass(frozen=True)
class Added:
    """An element that came, with its place."""

    entry: Entry
    after: Hashable | None


@dataclass(frozen=True)
class Reworded:
    """Other words at the same element."""

    key: Hashable
    old: Texts
    new: Texts


@dataclass(frozen=True)
class Retargeted:
    """Another target at the same goal; None where there is none."""

    key: Hashable
    old: Texts | None
    new: Texts | None


@dataclass(frozen=True)
class TreeDifference:
    """Everything that turns one tree into another. `added` and `moved` are in the reading order of the new tree."""

    removed: tuple[Entry, ...] = ()
    added: tuple[Added, ...] = ()
    moved: tuple[Placed, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    retargeted: tuple[Retargeted, ...] = ()

    def __bool__(self) -> bool:
        return any((self.removed, self.added, self.moved, self.reworded, self.retargeted))


def tree_difference(old: Sequence[Entry], new: Sequence[Entry]) -> TreeDifference:
    """What turns the tree `old` into `new`, both in reading order (parents before children).

    An element is moved if it stands below another one, or if it is not in the longest run of siblings that kept their
    order: one element put to the front is one move, however many it overtook. Being numbered anew is no change.
    """
    before = {entry.key: entry for entry in old}
    after = {entry.key: entry for entry in new}
    here = [(before[entry.key], entry) for entry in new if entry.key in before]
    moved = {entry.key for was, entry in here if was.parent != entry.parent} | _out_of_order(old, new)
    places = _places(new)
    return TreeDifference(
        removed=tuple(entry for entry in old if entry.key not in after),
        added=tuple(Added(entry, places[entry.key].after) for entry in new if entry.key not in before),
        moved=tuple(places[entry.key] for _was, entry in here if entry.key in moved),
        reworded=tuple(Reworded(now.key, was.words, now.words) for was, now in here if was.words != now.words),
        retargeted=tuple(Retargeted(now.key, was.target, now.target) for was, now in here if was.target != now.target),
    )


def apply(difference: TreeDifference, old: Sequence[Entry]) -> tuple[Entry, ...]:
    """The tree that `difference` makes of `old`, in reading order."""
    entries = {entry.key: entry for entry in old} | {added.entry.key: added.entry for added in difference.added}
    for reworded in difference.reworded:
        entries[reworded.key] = replace(entries[reworded.key], words=reworded.new)
    for retargeted in difference.retargeted:
        entries[retargeted.key] = replace(entries[retargeted.key], target=retargeted.new)
    for place in difference.moved:
        entries[place.key] = replace(entries[place.key], parent=place.parent)
    come = {place.key: place for place in difference.moved} | {
        added.entry.key: Placed(added.entry.key, added.entry.parent, added.after) for added in difference.added
    }
    gone = {entry.key for entry in difference.removed}
    below: dict[Hashable | None, list[Hashable]] = defaultdict(list)
    for entry in old:
        if entry.key not in gone and entry.key not in come:
            below[entry.parent].append(entry.key)
    for place in _in_turn(come):
        row = below[place.parent]
        row.insert(row.index(place.after) + 1 if place.after is not None else 0, place.key)
    return tuple(entries[key] for key in _reading_order(below))


def _in_turn(come: Mapping[Hashable, Placed]) -> Iterator[Placed]:
    """Each after the one it stands after."""
    done: set[Hashable] = set()
    for place in come.values():
        chain = []
        each: Placed | None = place
        while each is not None and each.key not in done:
            chain.append(each)
            done.add(each.key)
            each = come.get(each.after)
        yield from reversed(chain)


def _reading_order(below: Mapping[Hashable | None, Sequence[Hashable]]) -> Iterator[Hashable]:
    waiting = list(reversed(below.get(None, ())))
    while waiting:
        key = waiting.pop()
        yield key
        waiting += reversed(below.get(key, ()))


def _places(entries: Sequence[Entry]) -> dict[Hashable, Placed]:
    last: dict[Hashable | None, Hashable] = {}
    places = {}
    for entry in entries:
        places[entry.key] = Placed(entry.key, entry.parent, last.get(entry.parent))
        last[entry.parent] = entry.key
    return places


def _out_of_order(old: Sequence[Entry], new: Sequence[Entry]) -> set[Hashable]:
    """Siblings before and after that are not in the longest run which kept its order."""
    parents = {entry.key: entry.parent for entry in new}
    stayed: dict[Hashable | None, list[Hashable]] = defaultdict(list)
    for entry in old:
        if entry.key in parents and parents[entry.key] == entry.parent:
            stayed[entry.parent].append(entry.key)
    order = {entry.key: at for at, entry in enumerate(new)}
    return {key for keys in stayed.values() for key in set(keys) - _longest_run(keys, order)}


def _longest_run(keys: Sequence[Hashable], order: Mapping[Hashable, int]) -> set[Hashable]:
    """The longest increasing subsequence of `keys` by `order` (patience sorting, O(n log n))."""
    tops: list[int] = []
    piles: list[Hashable] = []
    behind: dict[Hashable, Hashable | None] = {}
    for key in keys:
        pile = bisect_left(tops, order[key])
        behind[key] = piles[pile - 1] if pile else None
        tops[pile : pile + 1] = [order[key]]
        piles[pile : pile + 1] = [key]
    run: set[Hashable] = set()
    key_or_none = piles[-1] if piles else None
    while key_or_none is not None:
        run.add(key_or_none)
        key_or_none = behind[key_or_none]
    return run


# --- both trees in one reading order ------------------------------------------------------------------------------
class Side(StrEnum):
    """In which of the two trees a row stands at this place."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Row:
    """An element at a place where it stands in the old tree, in the new one, or in both."""

    key: Hashable
    side: Side


def merged(old: Sequence[Entry], new: Sequence[Entry], difference: TreeDifference) -> tuple[Row, ...]:
    """Both trees in one reading order: the rows of the old side are `old`, those of the new side are `new`.

    What moved, with everything below it, stands twice: where it was and where it is. Everything else stands once. What
    went stands before what came.
    """
    travelled = _with_below({place.key for place in difference.moved}, old) | _with_below(
        {place.key for place in difference.moved}, new
    )
    both = {entry.key for entry in old} & {entry.key for entry in new} - travelled
    fixed = [entry.key for entry in new if entry.key in both]
    ours, theirs = _stretches(old, both), _stretches(new, both)
    rows = []
    for ours_now, theirs_now, key in zip(ours, theirs, [*fixed, None], strict=True):
        rows += [Row(each, Side.OLD) for each in ours_now] + [Row(each, Side.NEW) for each in theirs_now]
        if key is not None:
            rows.append(Row(key, Side.BOTH))
    return tuple(rows)


def _with_below(keys: set[Hashable], entries: Sequence[Entry]) -> set[Hashable]:
    found = set(keys)
    for entry in entries:
        if entry.parent in found:
            found.add(entry.key)
    return found


def _stretches(entries: Sequence[Entry], fixed: set[Hashable]) -> list[list[Hashable]]:
    """What stands before the first fixed one, between each two, and after the last."""
    at = [-1, *(place for place, entry in enumerate(entries) if entry.key in fixed), len(entries)]
    return [[entry.key for entry in entries[one + 1 : other]] for one, other in pairwise(at)]
