"""What of an earlier concept continues: reading a plain list of its titles, and finding titles that resemble. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from roterfaden.concept.enums import ElementKind, TitleFault
from roterfaden.concept.methods.outline import may_stand_under

ALIKE = 0.6
"""From this share of common letters on, two titles are shown as alike (difflib's ratio, 0 to 1)."""
BY_DEPTH = (ElementKind.FIELD, ElementKind.GOAL, ElementKind.INITIATIVE)
"""What a line is, by the depth of its number, when the list does not say."""
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


# --- likeness -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Titled:
    """Something with a title, to be found again."""

    key: int
    kind: str
    title: str


@dataclass(frozen=True)
class Alike:
    """The title most like another one; `likeness` from 0 to 1."""

    key: int
    likeness: float


def most_alike(wanted: Iterable[Titled], among: Sequence[Titled]) -> dict[int, Alike]:
    """For each of `wanted` the most similar of `among`, if there is one; of equals the one of the same kind, then the
    first. Letters count without case. Source: Ratcliff and Obershelp's matching (difflib)."""
    found: dict[int, Alike] = {}
    for one in wanted:
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(one.title.casefold())
        best: tuple[float, bool] = (ALIKE, False)
        for other in among:
            matcher.set_seq1(other.title.casefold())
            if matcher.real_quick_ratio() < best[0] or matcher.quick_ratio() < best[0]:
                continue
            value = (matcher.ratio(), other.kind == one.kind)
            if value > best:
                best, found[one.key] = value, Alike(other.key, value[0])
    return found


# --- a list of titles ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TitleLine:
    """A line of the list as somebody wrote it; `line` is where they find it."""

    line: int
    number: str
    kind: str
    title: str


@dataclass(frozen=True)
class TitleEntry:
    """An element to be: its place among the others of the list (`parent` is a place in the same list) and its title."""

    parent: int | None
    kind: str
    title: str


@dataclass(frozen=True)
class FaultyLine:
    """A line that cannot be read, and why."""

    line: int
    fault: TitleFault


def title_tree(lines: Sequence[TitleLine], kinds: Mapping[str, str]) -> tuple[list[TitleEntry], list[FaultyLine]]:
    """The outline a list of titles describes, in the order of the list, and what is wrong with it.

    "2.1" stands under "2". `kinds` are the words people use for kinds; without one the depth tells it. A line without a
    number stands on top.
    """
    entries: list[TitleEntry] = []
    faults: list[FaultyLine] = []
    places: dict[str, int] = {}
    for line in lines:
        number = line.number.strip().rstrip(".")
        parent = places.get(number.rpartition(".")[0]) if "." in number else None
        depth = number.count(".") if number else 0
        default = BY_DEPTH[min(depth, len(BY_DEPTH) - 1)] if number else ElementKind.TEXT
        kind = kinds.get(line.kind.strip().casefold(), "") if line.kind.strip() else default
        fault = _fault(line, number, kind, parent, places, entries)
        if fault is not None:
            faults.append(FaultyLine(line.line, fault))
            continue
        if number:
            places[number] = len(entries)
        entries.append(TitleEntry(parent, kind, line.title.strip()))
    return entries, faults


def _fault(
    line: TitleLine, number: str, kind: str, parent: int | None, places: Mapping[str, int], entries: list[TitleEntry]
) -> TitleFault | None:
    if not line.title.strip():
        return TitleFault.NO_TITLE
    if number and not _NUMBER.fullmatch(number):
        return TitleFault.NO_NUMBER
    if number in places:
        return TitleFault.TWICE
    if "." in number and parent is None:
        return TitleFault.NO_PARENT
    if not kind:
        return TitleFault.UNKNOWN_KIND
    if not may_stand_under(kind, entries[parent].kind if parent is not None else None):
        return TitleFault.WRONG_PLACE
    return None
