"""Data of an Open SDG site: `Year` first, `Value` last, `GeoCode` where values lie on a map; blank cells are totals."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roterfaden.indicators.errors import CellsMissing, FileTorn, NotFigures
from roterfaden.indicators.methods.formats.packed import is_archive, member, members, text_of
from roterfaden.indicators.methods.formats.rows import TOTALS, FaultyRow, Part, Source, SourceRow, measure

NUMBER = re.compile(r"indicator_([0-9A-Za-z.-]+)\.csv$")
META = re.compile(r"(?:^|/)meta/([0-9A-Za-z.-]+)\.(?:md|yml)$")
GIVEN = frozenset({"Year", "Value", "Units", "Series", "GeoCode"})
AREA_NAMES = ("Gebietseinheit", "Gebiet", "Region", "Area", "Land")


@dataclass(frozen=True)
class Sheet:
    """What the site says about one indicator."""

    number: str
    title: str
    source: str
    text: str
    decimals: int | None


def is_open_sdg(columns: Sequence[str]) -> bool:
    """Whether a heading is one of an Open SDG data file."""
    return bool(columns) and columns[0] == "Year" and "Value" in columns


def open_sdg_rows(source: Source) -> Iterator[SourceRow | FaultyRow]:
    """The values of one data file, or of all data files of an archive in the order of their numbers."""
    if not is_archive(source):
        yield from _file_rows(source, number_of(source.name))
        return
    names = [name for name in members(source) if NUMBER.search(name)]
    if not names:
        raise NotFigures()
    for name in sorted(names, key=_order):
        yield from _file_rows(member(source, name), number_of(name))


def number_of(name: str) -> str:
    """The number of an indicator by the name of its file: "1-2-2"."""
    found = NUMBER.search(name)
    return found[1] if found else ""


def _order(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part) if part.isdigit() else 0, part) for part in re.split(r"[-.]", number_of(name)))


def _file_rows(source: Source, number: str) -> Iterator[SourceRow | FaultyRow]:
    with text_of(source) as text:
        table = csv.reader(text)
        try:
            columns = [name.strip() for name in next(table, [])]
            if not is_open_sdg(columns):
                raise NotFigures()
            for row in table:
                if len(row) < len(columns) and any(row):
                    yield FaultyRow(table.line_num, CellsMissing(found=len(row), wanted=len(columns)))
                elif any(row):
                    yield _read(table.line_num, dict(zip(columns, row, strict=False)), number)
        except csv.Error as error:
            raise FileTorn() from error


def _read(line: int, row: dict[str, str], number: str) -> SourceRow:
    name = next((each for each in AREA_NAMES if each in row), "")
    code = row.get("GeoCode", "").strip()
    area = code or row.get(name, "").strip()
    unit, series = row.get("Units", "").strip(), row.get("Series", "").strip()
    left = GIVEN | {name, ""} | {each for each in row if each.startswith("COMMENT_")}
    parts = tuple(
        Part(column, cell.strip(), column, cell.strip())
        for column, cell in row.items()
        if column not in left and cell.strip().casefold() not in TOTALS
    )
    what = f"{number}/{series}" if series else number
    return SourceRow(
        line, area, row["Year"].strip(), parts, row["Value"].strip(), "", measure(what, unit), series or number, unit
    )


# --- metadata -----------------------------------------------------------------------------------------------------
def open_sdg_sheets(source: Source) -> dict[str, Sheet]:
    """What an archive says about its indicators, by number; the words of `translations/de` where a key stands."""
    if not is_archive(source):
        return {}
    names = members(source)
    words: dict[str, str] = {}
    for name in names:
        if "/de/" in f"/{name}" and name.endswith((".yml", ".yaml")):
            group = name.rsplit("/", 1)[-1].split(".")[0]
            words |= {f"{group}.{key}": value for key, value in _front(_text(member(source, name))).items()}
    sheets = {}
    for name in names:
        found = META.search(name)
        if found:
            front = _front(_text(member(source, name)))
            sheets[found[1]] = _sheet(found[1], front, words)
    return sheets


def _sheet(number: str, front: dict[str, str], words: dict[str, str]) -> Sheet:
    def said(*keys: str) -> str:
        value = next((front[key] for key in keys if front.get(key)), "")
        return words.get(value, value)

    decimals = front.get("decimals", "")
    return Sheet(
        number=number, title=said("graph_title", "indicator_name"), source=said("data_source", "source_organisation_1"),
        text=said("national_indicator_description"), decimals=int(decimals) if decimals.isdecimal() else None,
    )  # fmt: skip


def _text(source: Source) -> str:
    with text_of(source) as text:
        return text.read()


def _front(text: str) -> dict[str, str]:
    """Keys and words of plain YAML: `key: value`, quoted or folded (`>-`); of lists only the keys inside."""
    found: dict[str, str] = {}
    folding = ""
    for line in text.splitlines():
        if folding and (line.startswith("  ") or not line.strip()):
            found[folding] = f"{found[folding]} {line.strip()}".strip()
            continue
        folding = ""
        key, colon, value = line.strip().removeprefix("- ").partition(":")
        if not colon or key in found or (value and not value.startswith(" ")):
            continue
        value = value.strip()
        if value in (">-", ">", "|", "|-"):
            folding, found[key] = key, ""
        else:
            found[key] = value.strip("'\"")
    return found
