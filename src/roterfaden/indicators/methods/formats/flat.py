"""Flat files of official statistics (GENESIS, Regionaldatenbank, census database), new form since 2024 and old form.

New form: one value a row; columns `time`, `{n}_variable_code`, `{n}_variable_attribute_code`, …, `value`, `value_unit`,
`value_variable_code`, optionally `value_q`. Old form: one column for each value, `CODE__Label__Unit`, followed by
`CODE__Label__q`. Rows come in no order; a total has an empty attribute code. Decimal mark and labels follow the
language of the download, the codes do not.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from roterfaden.indicators.errors import CellsMissing, FileTorn, NotFigures
from roterfaden.indicators.methods.formats.packed import text_of
from roterfaden.indicators.methods.formats.rows import TOTALS, FaultyRow, Part, Source, SourceRow, measure

REGIONS = (
    "DINSG", "DLAND", "BULAND", "REGBEZ", "KREIS", "GEMEIN", "SAMT", "VERB", "GEO", "STRED", "AMTBEZ", "RAUM", "NUTS",
    "LAENDER", "GEM", "BEZ", "INSEL", "LAND",
)  # fmt: skip
"""How codes of variables begin whose values are areas."""
TOTAL_CODES = frozenset({"INSGESAMT", "TOTAL"})
QUALITY_END = "__q"
CUT = 3  # CODE, label, unit


@dataclass(frozen=True)
class Dimension:
    """Where one variable of a row stands: its code, label, and those of its value."""

    variable: int
    variable_label: int
    value: int
    value_label: int


def is_flat(columns: Sequence[str]) -> bool:
    """Whether a heading is one of the new form."""
    return "value" in columns and "value_variable_code" in columns and "time" in columns


def is_old_flat(columns: Sequence[str]) -> bool:
    """Whether a heading is one of the old form."""
    return any(name in columns for name in ("Zeit", "Time")) and any(name.count("__") >= CUT - 1 for name in columns)


def flat_rows(source: Source) -> Iterator[SourceRow | FaultyRow]:
    """The values of a file of the new form. Raises NotFigures, FileTorn; single bad rows are yielded as faults."""
    with text_of(source) as text:
        table = csv.reader(text, delimiter=";")
        columns = _heading(table)
        if not is_flat(columns):
            raise NotFigures()
        at = columns.index
        time, value, unit = at("time"), at("value"), at("value_unit") if "value_unit" in columns else -1
        code, label = at("value_variable_code"), at("value_variable_label") if "value_variable_label" in columns else -1
        quality = at("value_q") if "value_q" in columns else -1
        cut = _cutter(_dimensions(columns, "variable_code", "variable_label", "variable_attribute"))
        names: dict[tuple[str, str], str] = {}
        width = len(columns)
        for row in _rows(table):
            if len(row) != width:
                if row:
                    yield FaultyRow(table.line_num, CellsMissing(found=len(row), wanted=width))
                continue
            area, parts = cut(row)
            of = row[unit] if unit >= 0 else ""
            name = names.get((row[code], of))
            if name is None:
                name = names[(row[code], of)] = measure(row[code], of)
            yield SourceRow(
                table.line_num, area, row[time], parts, row[value], row[quality] if quality >= 0 else "", name,
                row[label] if label >= 0 else "", of,
            )  # fmt: skip


def old_flat_rows(source: Source) -> Iterator[SourceRow | FaultyRow]:
    """The values of a file of the old form. Raises NotFigures, FileTorn; single bad rows are yielded as faults."""
    with text_of(source) as text:
        table = csv.reader(text, delimiter=";")
        columns = _heading(table)
        if not is_old_flat(columns):
            raise NotFigures()
        time = columns.index("Zeit" if "Zeit" in columns else "Time")
        german = any(name.endswith("_Merkmal_Code") for name in columns)
        variable, attribute = ("Merkmal", "Auspraegung") if german else ("Variable", "Attribute")
        cut = _cutter(_dimensions(columns, f"{variable}_Code", f"{variable}_Label", attribute))
        values = list(_value_columns(columns))
        for row in _rows(table):
            if len(row) != len(columns):
                if row:
                    yield FaultyRow(table.line_num, CellsMissing(found=len(row), wanted=len(columns)))
                continue
            area, parts = cut(row)
            for place, quality, name, label, unit in values:
                mark = row[quality] if quality >= 0 else ""
                yield SourceRow(table.line_num, area, row[time], parts, row[place], mark, name, label, unit)


def _heading(table: Iterator[list[str]]) -> list[str]:
    try:
        return [name.strip() for name in next(table, [])]
    except csv.Error as error:
        raise FileTorn() from error


def _rows(table: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from table
    except csv.Error as error:
        raise FileTorn() from error


def _dimensions(columns: Sequence[str], code: str, label: str, attribute: str) -> list[Dimension]:
    """The numbered variables of a heading, in order."""
    found = []
    for number in range(1, len(columns)):
        wanted = [f"{number}_{end}" for end in (code, label, *(f"{attribute}_{each}" for each in _ends(code)))]
        if not all(name in columns for name in wanted):
            break
        found.append(Dimension(*(columns.index(name) for name in wanted)))
    return found


def _ends(code: str) -> tuple[str, str]:
    return ("code", "label") if code.islower() else ("Code", "Label")


def _cutter(dimensions: list[Dimension]) -> Callable[[list[str]], tuple[str, tuple[Part, ...]]]:
    """A function that gives the area key and the parts of a row; equal rows share one tuple of parts."""
    known: dict[tuple[str, ...], tuple[tuple[Part, ...], int]] = {}
    places = [place for each in dimensions for place in (each.variable, each.value)]

    def cut(row: list[str]) -> tuple[str, tuple[Part, ...]]:
        # The area is left out of the key where it is the first variable: there are as many areas as rows.
        region = 0 if dimensions and _is_region(row[dimensions[0].variable]) else -1
        key = tuple([row[place] for place in (places[2:] if region == 0 else places)])
        found = known.get(key)
        if found is None:
            found = known[key] = _parts(row, dimensions, region)
        parts, where = found
        return (row[dimensions[where].value] if where >= 0 else ""), parts

    return cut


def _parts(row: list[str], dimensions: list[Dimension], region: int) -> tuple[tuple[Part, ...], int]:
    if region < 0:
        region = next((n for n, each in enumerate(dimensions) if _is_region(row[each.variable])), -1)
    parts = []
    for number, each in enumerate(dimensions):
        value, label = row[each.value], row[each.value_label]
        if number == region or not row[each.variable]:
            continue
        if value.upper() in TOTAL_CODES or (not value and label.strip().casefold() in TOTALS):
            continue
        parts.append(Part(row[each.variable], value, row[each.variable_label], label))
    return tuple(parts), region


def _is_region(code: str) -> bool:
    return code.startswith(REGIONS)


def _value_columns(columns: Sequence[str]) -> Iterator[tuple[int, int, str, str, str]]:
    """Place, place of the quality mark, name, label and unit of each value of the old form."""
    for place, name in enumerate(columns):
        if name.count("__") < CUT - 1 or name.endswith(QUALITY_END):
            continue
        code, label, unit = (part.replace("_", " ") for part in name.split("__", CUT - 1))
        after = columns[place + 1] if place + 1 < len(columns) else ""
        quality = place + 1 if after.startswith(f"{name.split('__', 1)[0]}__") and after.endswith(QUALITY_END) else -1
        yield place, quality, measure(code, unit), label, unit
