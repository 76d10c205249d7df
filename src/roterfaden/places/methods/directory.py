"""Reading the official directory of municipalities: the file GV100AD of the statistical offices, or a table.

GV100AD (Destatis, "Datensatzbeschreibung GV100AD"): lines of fixed width, one for each Land, Kreis, Verband and
Gemeinde. Today in UTF-8, in earlier years in Latin-1 or code page 850.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from roterfaden.kernel.containers import MEGABYTE, FileTooLarge
from roterfaden.kernel.tables import BYTES_LIMIT, Table, decoded, read_table
from roterfaden.places.enums import Level
from roterfaden.places.errors import DirectoryColumnMissing, DirectoryLineBroken

HECTARES = Decimal(100)
"""Hectares in a square kilometre."""
_LINE = re.compile(r"(10|20|30|40|50|60)(\d{8})(\d{2})")
_LEVELS = {"40": Level.COUNTY, "50": Level.JOINT, "60": Level.MUNICIPALITY}
_CODE_PAGE_850 = re.compile(rb"[\x81\x84\x94]")
"""ü, ä and ö in code page 850; Latin-1 has no letters there."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "ars": ("ars", "regionalschlüssel", "regionalschluessel", "amtlicher regionalschlüssel"),
    "ags": ("ags", "gemeindeschlüssel", "gemeindeschluessel", "amtlicher gemeindeschlüssel"),
    "name": ("name_amtlich", "name", "gemeindename", "gemeinde"),
    "code": ("textkennzeichen", "art", "typ"),
    "joint": ("vb_schluessel", "verbandsschluessel", "verbandsschlüssel", "gemeindeverband"),
    "joint_name": ("vb_name", "verbandsname"),
    "joint_code": ("vb_art", "verbandsart"),
    "km2": ("flaeche_km2", "fläche_km2", "fläche in km²", "fläche km2"),
    "hectares": ("flaeche_ha", "fläche_ha", "fläche in ha"),
    "population": ("einwohner", "bevölkerung", "bevoelkerung", "bevölkerung insgesamt"),
    "longitude": ("lon", "longitude", "länge", "laenge"),
    "latitude": ("lat", "latitude", "breite"),
}
"""What the columns of a table may be called, small letters; the first that is there counts."""
CODES = {
    "markt": "60", "kreisfreie stadt": "61", "stadtkreis": "62", "stadt": "63", "gemeinde": "64",
    "große kreisstadt": "67", "verbandsfreie gemeinde": "50", "amt": "51", "samtgemeinde": "52",
    "verbandsgemeinde": "53", "verwaltungsgemeinschaft": "54", "kirchspielslandgemeinde": "55",
    "verwaltungsverband": "56", "erfüllende gemeinde": "58",
}  # fmt: skip
"""Words of tables for the Textkennzeichen of the official file."""


@dataclass(frozen=True)
class Entry:
    """One line of the directory. `ars` has 5, 9 or 12 digits by level; `code` is the Textkennzeichen or empty."""

    level: Level
    ars: str
    name: str
    code: str = ""
    area_km2: Decimal | None = None
    population: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    @property
    def ags(self) -> str:
        """The Gemeindeschlüssel: the Regionalschlüssel without the four digits of the Verband."""
        return self.ars[:5] + self.ars[9:]


@dataclass(frozen=True)
class Directory:
    """Counties, joint municipalities and Gemeinden of a file. `as_of` is the day it describes; tables do not say it."""

    entries: tuple[Entry, ...]
    as_of: date | None = None

    def within(self, prefix: str) -> tuple[Entry, ...]:
        """The entries whose Regionalschlüssel begins like this."""
        return tuple(entry for entry in self.entries if entry.ars.startswith(prefix))


def read_directory(data: bytes, name: str = "") -> Directory:
    """The directory in a file: GV100AD by its first line, otherwise a table (CSV, XLSX, ODS) with known headings.

    Raises FileTooLarge, DirectoryLineBroken with its line, DirectoryColumnMissing, and what `read_table` raises.
    """
    if len(data) > BYTES_LIMIT:
        raise FileTooLarge(limit=BYTES_LIMIT // MEGABYTE)
    if _LINE.match(data[:40].lstrip(b"\xef\xbb\xbf").decode("ascii", "replace")):
        return _official(_text(data).splitlines())
    return _from_table(read_table(data, name))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp850") if _CODE_PAGE_850.search(data) else decoded(data)


def _official(lines: Sequence[str]) -> Directory:
    entries: list[Entry] = []
    as_of: date | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip(" \x1a"):
            continue
        found = _LINE.match(line)
        if found is None:
            raise DirectoryLineBroken(line=number)
        level = _LEVELS.get(found[1])
        try:
            as_of = date.fromisoformat(found[2])
            if level:
                entries.append(_official_entry(level, line))
        except ValueError as error:
            raise DirectoryLineBroken(line=number) from error
    return Directory(tuple(entries), as_of)


def _official_entry(level: Level, line: str) -> Entry:
    """One line of fixed width. Raises ValueError for a line that is cut off."""
    county, municipality, joint = line[10:15], line[15:18], line[18:22]
    ars = {Level.COUNTY: county, Level.JOINT: county + joint}.get(level, county + joint + municipality)
    name, code = line[22:72].strip(), line[122:124].strip()
    if not name or not ars.isdigit() or len(ars) != level.digits:
        raise ValueError(line)
    if level != Level.MUNICIPALITY:
        return Entry(level, ars, name, code)
    return Entry(level, ars, name, code, area_km2=int(line[128:139]) / HECTARES, population=int(line[139:150]))


def _from_table(table: Table) -> Directory:
    """Gemeinden by row; their joint municipalities from the columns that name them."""
    places = _places(table.columns)
    if "name" not in places or not {"ars", "ags"} & places.keys():
        raise DirectoryColumnMissing()
    entries: dict[str, Entry] = {}
    for row in table.rows:
        cells = {what: row.cells[place] for what, place in places.items() if place < len(row.cells)}
        try:
            for entry in _row_entries(cells):
                entries.setdefault(entry.ars, entry)
        except (ValueError, InvalidOperation) as error:
            raise DirectoryLineBroken(line=row.line) from error
    return Directory(tuple(entries.values()))


def _places(columns: Sequence[str]) -> dict[str, int]:
    known = {heading.casefold(): place for place, heading in enumerate(columns)}
    found = {what: next((known[name] for name in names if name in known), None) for what, names in COLUMNS.items()}
    return {what: place for what, place in found.items() if place is not None}


def _row_entries(cells: dict[str, str]) -> Iterator[Entry]:
    ars = _ars(cells)
    if ars[5] != "0" and cells.get("joint_name"):
        yield Entry(Level.JOINT, ars[:9], cells["joint_name"], _code(cells.get("joint_code", "")))
    yield Entry(
        Level.MUNICIPALITY, ars, cells["name"], _code(cells.get("code", "")),
        area_km2=_km2(cells), population=_whole(cells.get("population", "")),
        latitude=_decimal(cells.get("latitude", "")), longitude=_decimal(cells.get("longitude", "")),
    )  # fmt: skip


def _ars(cells: dict[str, str]) -> str:
    """The Regionalschlüssel of a row: given, or put together from Gemeindeschlüssel and Verband (4 or 9 digits).

    A spreadsheet that took a key for a number has dropped the zero at its beginning; it comes back.
    """
    given = cells.get("ars", "")
    if given:
        ars = given.zfill(Level.MUNICIPALITY.digits)
    else:
        ags = cells.get("ags", "").zfill(8)
        joint = cells.get("joint", "")[-4:].zfill(4) if cells.get("joint") else "0" + ags[5:]
        ars = ags[:5] + joint + ags[5:]
    if not ars.isdigit() or len(ars) != Level.MUNICIPALITY.digits or not cells["name"]:
        raise ValueError(ars)
    return ars


def _code(text: str) -> str:
    return text if text.isdigit() else CODES.get(text.casefold(), "")


def _km2(cells: dict[str, str]) -> Decimal | None:
    hectares = _decimal(cells.get("hectares", ""))
    return _decimal(cells.get("km2", "")) or (hectares / HECTARES if hectares else None)


def _decimal(text: str) -> Decimal | None:
    """A number with point or comma; both in one number: the last one parts the decimals."""
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text) if text else None


def _whole(text: str) -> int | None:
    return int(text.replace(".", "").replace(" ", "")) if text else None
