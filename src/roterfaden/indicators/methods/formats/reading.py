"""From a file to its rows: which format it is, what is in it, and a first plan for reading it."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from roterfaden.indicators.enums import FigureFormat, Notation
from roterfaden.indicators.errors import NotFigures
from roterfaden.indicators.methods.figures import SIGNS
from roterfaden.indicators.methods.formats.flat import flat_rows, is_flat, is_old_flat, old_flat_rows
from roterfaden.indicators.methods.formats.open_sdg import NUMBER, is_open_sdg, open_sdg_rows
from roterfaden.indicators.methods.formats.packed import is_archive, member, members, text_of
from roterfaden.indicators.methods.formats.plans import Plan
from roterfaden.indicators.methods.formats.rows import FaultyRow, Source, SourceRow
from roterfaden.indicators.methods.formats.sheets import Head, grid_of, guess_head, sheet_rows
from roterfaden.indicators.methods.formats.tables import guess_table_columns, table_of, table_rows
from roterfaden.kernel.sealing import seal

SHOWN = 400
"""Values of one variable, and areas, that an overview names; it counts the others."""
_GERMAN = re.compile(r"[0-9],(?:[0-9]{1,2}|[0-9]{4,})$|[0-9]\.[0-9]{3},[0-9]+$|[0-9]\.[0-9]{3}\.[0-9]{3}")
_ENGLISH = re.compile(r"[0-9]\.(?:[0-9]{1,2}|[0-9]{4,})$|[0-9],[0-9]{3}\.[0-9]+$|[0-9],[0-9]{3},[0-9]{3}")


@dataclass
class Contents:
    """What a file holds, counted in one pass. `variables` and `cuts` have codes as keys, labels as words."""

    format: str
    rows: int = 0
    faults: int = 0
    variables: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    cuts: dict[str, str] = field(default_factory=dict)
    cut_values: dict[str, dict[str, str]] = field(default_factory=dict)
    areas: dict[str, None] = field(default_factory=dict)
    periods: dict[str, None] = field(default_factory=dict)
    signs: Counter[str] = field(default_factory=Counter)
    german: int = 0
    english: int = 0

    @property
    def notation(self) -> str:
        """How numbers are written, if all that tell it agree; else only what is clear will be read."""
        if bool(self.german) == bool(self.english):
            return Notation.AUTO
        return Notation.GERMAN if self.german else Notation.ENGLISH


def unpacked(source: Source) -> Source:
    """The file itself, or the only table inside an archive. Raises NotFigures, FileTorn."""
    if not is_archive(source):
        return source
    names = members(source)
    if "xl/workbook.xml" in names or "content.xml" in names or any(NUMBER.search(name) for name in names):
        return source
    tables = [name for name in names if name.lower().endswith((".csv", ".txt"))]
    if len(tables) != 1:
        raise NotFigures()
    return member(source, tables[0])


def detect(source: Source) -> str:
    """The format of a file, by its content. Raises NotFigures, FileTorn, or what kernel.tables refuses."""
    source = unpacked(source)
    if is_archive(source):
        names = members(source)
        if any(NUMBER.search(name) for name in names):
            return FigureFormat.OPEN_SDG
        return FigureFormat.SHEET if "xl/workbook.xml" in names and _has_tall_head(source) else FigureFormat.TABLE
    line = _first_line(source)
    if is_flat(line.split(";")):
        return FigureFormat.FLAT
    if is_old_flat(line.split(";")):
        return FigureFormat.OLD_FLAT
    if is_open_sdg(next(csv.reader([line]), [])):
        return FigureFormat.OPEN_SDG
    return FigureFormat.TABLE


def read_rows(source: Source, plan: Plan) -> Iterator[SourceRow | FaultyRow]:
    """The rows of a file, read as the plan says."""
    source = unpacked(source)
    if plan.format == FigureFormat.FLAT:
        return flat_rows(source)
    if plan.format == FigureFormat.OLD_FLAT:
        return old_flat_rows(source)
    if plan.format == FigureFormat.OPEN_SDG:
        return open_sdg_rows(source)
    if plan.format == FigureFormat.SHEET:
        return sheet_rows(source, Head.from_json(dict(plan.head)) if plan.head else guess_head(grid_of(source)))
    return table_rows(source, plan.columns or guess_table_columns(table_of(source)))


def first_plan(source: Source) -> Plan:
    """A plan that reads the file, without saying what anything means yet."""
    kind = detect(source)
    inner = unpacked(source)
    if kind == FigureFormat.SHEET:
        return Plan(kind, head=guess_head(grid_of(inner)).as_json(), notation=Notation.GERMAN)
    if kind == FigureFormat.TABLE:
        return Plan(kind, columns=guess_table_columns(table_of(inner)))
    return Plan(kind, notation=Notation.ENGLISH if kind == FigureFormat.OPEN_SDG else Notation.AUTO)


def contents(source: Source, plan: Plan) -> Contents:
    """What is in a file, in one pass over its rows."""
    found = Contents(plan.format)
    for row in read_rows(source, plan):
        if isinstance(row, FaultyRow):
            found.faults += 1
            continue
        found.rows += 1
        found.variables.setdefault(row.variable, row.label)
        found.counts[row.variable] += 1
        for part in row.parts:
            found.cuts.setdefault(part.variable, part.variable_label)
            values = found.cut_values.setdefault(part.variable, {})
            if len(values) < SHOWN:
                values.setdefault(part.value, part.value_label)
        if len(found.areas) < SHOWN:
            found.areas.setdefault(row.area)
        if len(found.periods) < SHOWN:
            found.periods.setdefault(row.period)
        raw = row.raw
        if raw.isdecimal():
            continue
        if raw in SIGNS or raw in {"–", "…", "()", "( )"}:
            found.signs[raw] += 1
        elif _GERMAN.search(raw):
            found.german += 1
        elif _ENGLISH.search(raw):
            found.english += 1
    return found


def fingerprint(source: Source, plan: Plan) -> str:
    """What files of one kind share from year to year: format, heading, statistic, variables.

    Of flat files the first rows tell the statistic; of tables the heading is all there is.
    """
    if plan.format in (FigureFormat.TABLE, FigureFormat.SHEET):
        what: list[str] = sorted(plan.columns) or [each[1] for each in plan.head.get("columns", [])]
    else:
        first = [row for row in islice(read_rows(source, plan), SHOWN) if isinstance(row, SourceRow)]
        what = sorted({row.variable for row in first} | {part.variable for row in first for part in row.parts})
        if plan.format == FigureFormat.OPEN_SDG:
            what = what[:1]
    return seal([plan.format, what])


def _first_line(source: Source) -> str:
    with text_of(source) as text:
        line = text.readline(65_536)
    if not line.strip():
        with text_of(source) as text:
            if not text.read(65_536).strip():
                raise NotFigures()
    return line.strip("\r\n")


def _has_tall_head(source: Source) -> bool:
    """Whether the head of a sheet has more than one row; what has one is a simple table."""
    grid = grid_of(source)
    try:
        head = guess_head(grid)
    except NotFigures:
        return False
    return bool(grid.merged) or head.data - head.first > 1 or _title_above(grid.cells[: head.first])


def _title_above(rows: list[list[object]]) -> bool:
    return any(cell not in (None, "") for row in rows for cell in row)
