"""Official tables in XLSX: heads of several merged rows, footnote digits, a row that numbers the columns, notes below.

`guess_head` proposes what stands where; a person confirms it, and `sheet_rows` reads with what was confirmed.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from roterfaden.indicators.errors import FileTorn, NotFigures
from roterfaden.indicators.methods.formats.rows import TOTALS, FaultyRow, Part, Source, SourceRow, measure
from roterfaden.kernel.containers import FileKind, FileRefused, check_container
from roterfaden.kernel.tables import Grid, cell_text, sheet_grid

KEY_WORDS = re.compile(
    r"\b(ags|ars|schlüssel|schl\.?-?nr|regionalschlüssel|gemeindeschlüssel|geocode|kennziffer)\b", re.I
)
TIME_WORDS = re.compile(
    r"^\s*(jahr|berichtsjahr|stichtag|zeit|datum|semester|schuljahr|zeitraum|monat|quartal)\b", re.I
)
UNIT_WORDS = re.compile(
    r"^(anzahl|anteil|prozent|%|‰|quote|personen|fälle|eur|euro|€|(mill?|mrd|tsd)\.?( eur)?|1 ?000|je .+|jahre)$",
    re.IGNORECASE,
)
YEAR = re.compile(r"^(19|20)[0-9]{2}$")
DAY = re.compile(r"\b[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}\b")
HYPHEN = re.compile(r"(?<=[a-zäöüß])-\s*\n\s*(?=[a-zäöüß])")
WHOLES = TOTALS | {"zusammen", "alle"}
"""What stands in a column of a breakdown for the whole."""
FOOTNOTE = re.compile(r"(?:\s*(?:(?<=[^\s0-9])[0-9]{1,2}\)|\([0-9]{1,2}\)|(?<=\s)[0-9]{1,2}\)|[¹²³⁴-⁹]+\)?|\*+\)?))+$")
NUMBERED = 3
"""So many columns numbered 1, 2, 3 make a row of column numbers."""
HEAD_LIMIT = 40
"""A head that is not over by then is none."""


@dataclass(frozen=True)
class ValueColumn:
    """One column of values: its heading without year and unit, and both of them where the head says them."""

    place: int
    label: str
    unit: str = ""
    period: str = ""


@dataclass(frozen=True)
class Head:
    """What stands where in a table, rows and columns counted from 0; `period` where the whole table has one.

    `cuts` are columns that name a part of a breakdown ("männlich"): place and heading. A table without key and name
    (−1) speaks of one place alone, which the plan names.
    """

    first: int
    data: int
    key: int
    name: int
    time: int
    columns: tuple[ValueColumn, ...]
    period: str = ""
    cuts: tuple[tuple[int, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a plan."""
        columns = [[each.place, each.label, each.unit, each.period] for each in self.columns]
        return {
            "first": self.first, "data": self.data, "key": self.key, "name": self.name, "time": self.time,
            "columns": columns, "period": self.period, "cuts": [list(each) for each in self.cuts],
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Head":
        """The reverse of `as_json`."""
        columns = tuple(ValueColumn(*each) for each in data["columns"])
        cuts = tuple((int(place), str(label)) for place, label in data.get("cuts", ()))
        return cls(
            data["first"], data["data"], data["key"], data["name"], data["time"], columns, data.get("period", ""), cuts
        )


def grid_of(source: Source) -> Grid:
    """The cells of the first sheet that holds something. Raises FileRefused, NotFigures or FileTorn."""
    with source.open() as stream:
        data = stream.read()
    try:
        check_container(data)
        return sheet_grid(data, FileKind.XLSX)
    except FileRefused:
        raise
    except (ValueError, OSError) as error:
        raise FileTorn() from error


def clean(text: str) -> str:
    """A heading or a name without line breaks and without the digits that point to footnotes."""
    return FOOTNOTE.sub("", " ".join(HYPHEN.sub("", text).split())).strip()


def guess_head(grid: Grid, *, data: int = 0) -> Head:
    """What most probably stands where; `data` is the first row of values where a person knows better.

    Raises NotFigures where no table is found.

    The data begin below the row that numbers the columns, or at the first row with a name or key, numbers, and no cell
    that is merged with one above. The head begins where rows stop having several cells.
    """
    cells = filled(grid)
    data = data if 0 < data < len(cells) else _first_data(cells, grid)
    numbered = data > 0 and _is_numbering(grid.cells[data - 1])
    last = data - 1 if numbered else data
    first = last
    while first > 0 and sum(bool(_text(cell)) for cell in cells[first - 1]) > 1:
        first -= 1
    width = max(len(row) for row in cells)
    labels = [_labels([row for row in cells[first:last] if not _is_banner(row)], place) for place in range(width)]
    body = [row for row, printed in zip(cells[data:], grid.cells[data:], strict=True) if any(map(_is_value, printed))]
    if not body:
        raise NotFigures()
    time = next((n for n, words in enumerate(labels) if any(TIME_WORDS.match(each) for each in words)), -1)
    key = next((n for n, words in enumerate(labels) if any(KEY_WORDS.search(each) for each in words)), -1)
    name = next((n for n in range(width) if n not in (key, time) and _is_names(body, n)), -1)
    if key < 0:
        key = next((n for n in range(width) if n not in (name, time) and n < name and _is_keys(body, n)), -1)
    others = [n for n in range(width) if n not in (key, name, time)]
    columns = _columns(labels, others, body)
    if not columns or (key < 0 and name < 0 and time < 0):
        raise NotFigures()
    is_carried = any(left in (key, name) and bottom > top >= data for (top, left), (bottom, _right) in grid.merged)
    cuts = tuple((n, labels[n][-1]) for n in others if labels[n] and _is_cut(body, n, is_carried=is_carried))
    head = Head(first, data, key, name, time, columns, cuts=cuts)
    if time < 0 and not all(each.period for each in columns):
        head = replace(head, period=_period_above(cells[:data]))
    return head


def sheet_rows(source: Source, head: Head) -> Iterator[SourceRow | FaultyRow]:
    """The values of a table, read with a confirmed head. Rows without any value are headings, gaps or notes.

    What a cell over several rows says, it says of each of them; a value is only where it is printed.
    """
    grid = grid_of(source)
    said = filled(grid)
    is_of_one_place = head.key < 0 and head.name < 0
    for number, (row, printed) in enumerate(
        zip(said[head.data :], grid.cells[head.data :], strict=True), start=head.data + 1
    ):
        raws = [(each, _raw(_at(printed, each.place))) for each in head.columns]
        key, name = _text(_at(row, head.key)), clean(_text(_at(row, head.name)))
        if not any(raw for _each, raw in raws) or not (key or name or is_of_one_place):
            continue
        time, parts = clean(_text(_at(row, head.time))) or head.period, tuple(_parts(row, head))
        for each, raw in raws:
            if raw:
                label = each.label
                yield SourceRow(
                    number, key or name, each.period or time, parts, raw, "", measure(label, each.unit), label,
                    each.unit,
                )  # fmt: skip


def _parts(row: Sequence[Any], head: Head) -> Iterator[Part]:
    for place, label in head.cuts:
        value = clean(_text(_at(row, place)))
        if value.lower() not in WHOLES:
            yield Part(label, value, label, value)


def filled(grid: Grid) -> list[list[Any]]:
    """The cells with what stands in a merged rectangle repeated in each of its cells."""
    cells = [list(row) for row in grid.cells]
    for (top, left), (bottom, right) in grid.merged:
        if top >= len(cells) or bottom - top > HEAD_LIMIT:
            continue
        value = _at(cells[top], left)
        for row in cells[top : bottom + 1]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = value
    return cells


def _first_data(cells: list[list[Any]], grid: Grid) -> int:
    spans = {
        row
        for (top, left), (bottom, right) in grid.merged
        if left != right or not all(any(map(_is_figure, each)) for each in grid.cells[top : bottom + 1])
        for row in range(top, bottom + 1)
    }
    for number, row in enumerate(grid.cells[:HEAD_LIMIT]):
        if _is_numbering(row):
            return number + 1
    for number, row in enumerate(grid.cells[:HEAD_LIMIT]):
        texts = [_text(cell) for cell in row]
        numbers = [cell for cell in row if _is_figure(cell)]
        if number not in spans and numbers and any(text for text in texts) and _has_head(cells, number):
            return number
    raise NotFigures()


def _is_figure(cell: Any) -> bool:
    """A value that is no year: a heading may be one."""
    return _is_value(cell) and not YEAR.match(_text(cell))


def _is_banner(row: Sequence[Any]) -> bool:
    """One text across the whole table: a title or the heading of a section, and no heading of a column."""
    texts = {_text(cell) for cell in row if _text(cell)}
    return len(texts) == 1 and bool(_text(_at(row, 0))) and sum(bool(_text(cell)) for cell in row) >= NUMBERED


def _is_cut(body: list[list[Any]], place: int, *, is_carried: bool) -> bool:
    """A column of words that name parts of a whole: they come again from place to place."""
    texts = [clean(_text(_at(row, place))) for row in body]
    words = [text for text in texts if text]
    return _is_names(body, place) and (is_carried or len(set(words)) * 2 <= len(words))


def _has_head(cells: list[list[Any]], number: int) -> bool:
    return number > 0 and sum(bool(_text(cell)) for cell in cells[number - 1]) > 1


def _is_numbering(row: Sequence[Any]) -> bool:
    """1, 2, 3 … from left to right, now and then a number twice, and words only above the key."""
    texts = [_text(cell) for cell in row if _text(cell)]
    digits = [int(text) for text in texts if text.isdecimal()]
    if len(digits) < NUMBERED or len(texts) - len(digits) > 1:
        return False
    steps = {after - before for before, after in itertools.pairwise(digits)}
    return digits[0] <= 1 and steps <= {0, 1} and 1 in steps


def _labels(rows: list[list[Any]], place: int) -> tuple[str, ...]:
    """The headings above a column, from the top, each once; what only repeats the one above it is the same cell."""
    found: list[str] = []
    for row in rows:
        text = clean(_text(_at(row, place)))
        if text and (not found or found[-1] != text):
            found.append(text)
    return tuple(found)


def _columns(labels: list[tuple[str, ...]], places: list[int], body: list[list[Any]]) -> tuple[ValueColumn, ...]:
    """The columns of values. A year whose heading ends one cell too early belongs to the years left of it."""
    found: list[ValueColumn] = []
    for place in places:
        if not labels[place] or not any(_is_value(_at(row, place)) for row in body):
            continue
        column = _column(place, labels[place])
        if column.period and not column.label and found and found[-1].period:
            column = replace(found[-1], place=place, period=column.period)
        found.append(column if column.label else replace(column, label=column.period or str(place)))
    return tuple(found)


def _column(place: int, labels: tuple[str, ...]) -> ValueColumn:
    period = next((each for each in labels if YEAR.match(each) or DAY.fullmatch(each)), "")
    unit = next((each for each in reversed(labels) if UNIT_WORDS.match(each)), "")
    words = [each for each in labels if each not in (period, unit)]
    return ValueColumn(place, " / ".join(words) or unit, unit, period)


def _period_above(rows: list[list[Any]]) -> str:
    """The one day, or else the one year the titles above a table speak of, if they do."""
    words = " ".join(_text(cell) for row in rows for cell in row)
    days = {str(day) for day in DAY.findall(words)}
    if len(days) == 1:
        return days.pop()
    years = set(re.findall(r"\b(?:19|20)[0-9]{2}\b", words))
    return years.pop() if len(years) == 1 else ""


def _is_names(body: list[list[Any]], place: int) -> bool:
    """Mostly words, none of them a number or a sign."""
    texts = [_text(_at(row, place)) for row in body]
    words = [text for text in texts if len(text) > 1 and not _is_number_text(text)]
    return len(words) * 2 > len(texts)


def _is_keys(body: list[list[Any]], place: int) -> bool:
    texts = [_text(_at(row, place)) for row in body if _text(_at(row, place))]
    return bool(texts) and all(text.isdecimal() for text in texts)


def _is_number_text(text: str) -> bool:
    return bool(re.fullmatch(r"[-+(]?[0-9][0-9.,\s\u00a0\u202f]*\)?", text))


def _is_value(cell: Any) -> bool:
    """A number, or a token that is printed in its place."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    text = _text(cell)
    return text in {"-", "–", "—", ".", "/", "x", "X", "...", "…", "*"} or _is_number_text(text)


def _at(row: Sequence[Any], place: int) -> Any:
    return row[place] if 0 <= place < len(row) else ""


def _text(cell: Any) -> str:
    return cell_text(cell).strip() if cell not in (None, "") else ""


def _raw(cell: Any) -> str:
    """What a cell prints; a number in German, because tokens beside it are German."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.15g}".replace(".", ",") if "e" not in f"{cell:.15g}" else f"{cell:.6f}".replace(".", ",")
    return _text(cell)
