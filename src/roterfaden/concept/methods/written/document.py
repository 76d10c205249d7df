"""What stands in a document, for PDF and Word alike. Every text is a text: neither writer reads orders in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

LOWEST_HEADING = 6
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """A table with a name of its own: its heading where it stands at the end. `widths` in parts of the page."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    language: str = ""


@dataclass(frozen=True)
class Part:
    """One element; `depth` counts from 0. `body` is CommonMark in `language`; `facts` and `note` are in the document's.

    `note` says of a translation how far it can be trusted. A `table` stands behind the body, under the heading of the
    part.
    """

    number: str
    depth: int
    kind: str
    title: str
    body: str
    language: str
    facts: Pairs = ()
    note: str = ""
    table: Sheet | None = None


@dataclass(frozen=True)
class WrittenDocument:
    """Title page, elements and tables. `language` is that of what the house says around the elements.

    `facts` stand on the title page, `lead` below the title, `contents` is the heading of the contents. `foot` stands on
    each page: which version this is. `more` fills further placeholders of a template, by their names. The same document
    always gives the same bytes.
    """

    title: str
    subtitle: str
    language: str
    title_language: str
    site: str
    facts: Pairs
    lead: str
    contents: str
    foot: str
    parts: tuple[Part, ...]
    sheets: tuple[Sheet, ...]
    made_at: datetime
    more: Pairs = ()


def levels(depths: Sequence[int], *, top: int) -> list[int]:
    """Levels of headings for elements of these depths: the first is `top`, none is skipped, none is below the lowest.

    An excerpt can begin below a field of action, so depths alone would skip.
    """
    open_depths: list[int] = []
    found = []
    for depth in depths:
        while open_depths and open_depths[-1] >= depth:
            open_depths.pop()
        open_depths.append(depth)
        found.append(min(top + len(open_depths) - 1, LOWEST_HEADING))
    return found


def counts_by_itself(numbers: Sequence[str], depths: Sequence[int]) -> bool:
    """Whether numbers are those a word processor counts for headings of these depths: 1, 1.1, 1.2, 2 …"""
    counters: list[int] = []
    for number, depth in zip(numbers, depths, strict=True):
        if depth > len(counters):
            return False
        counters = [*counters[: depth + 1], *([0] if depth == len(counters) else [])]
        counters[-1] += 1
        if number != ".".join(map(str, counters)):
            return False
    return True
