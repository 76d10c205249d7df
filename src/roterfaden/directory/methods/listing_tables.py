"""Services as a table: one line each, with German headings. What is written reads back the same."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from roterfaden.directory.enums import Cost, OrganisationKind, StepFree, TargetGroup
from roterfaden.directory.errors.listing import ColumnsMissing, ListingTooLarge
from roterfaden.directory.methods.listing import ENTRIES_LIMIT, ReadRow, ServiceFacts, joined, separated, stable_uid
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.languages import codes as language_codes
from roterfaden.kernel.tables import Table

DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
YES, NO = "ja", "nein"
HEADINGS = {
    "uid": "Kennung", "title": "Angebot", "text": "Beschreibung", "organisation": "Einrichtung", "kind": "Art",
    "email": "E-Mail", "phone": "Telefon", "website": "Internet", "is_fictitious": "Erfunden", "site": "Standort",
    "street": "Straße", "postcode": "PLZ", "town": "Ort", "area": "Kommune", "latitude": "Breite",
    "longitude": "Länge", "stop": "Haltestelle", "step_free": "Zugang", "directions": "Anfahrt",
    "topics": "Lebenslagen", "languages": "Sprachen", "target_group": "Für wen", "cost": "Kosten",
    "cost_note": "Zu den Kosten", "by_appointment": "Nur mit Termin", "checked_on": "Geprüft am",
    "active": "Wird angeboten",
}  # fmt: skip
NEEDED = ("title", "organisation")
CHOICES: dict[str, type[TextChoices]] = {
    "kind": OrganisationKind, "step_free": StepFree, "target_group": TargetGroup, "cost": Cost,
}  # fmt: skip
FLAGS = {"is_fictitious": False, "by_appointment": False, "active": True}
LISTS = ("topics", "languages")
LENGTHS = {
    "title": 160, "text": 2000, "organisation": 200, "phone": 40, "website": 300, "site": 160, "street": 160,
    "postcode": 10, "town": 80, "stop": 160, "directions": 600, "cost_note": 160, "email": 254,
}  # fmt: skip
"""How long a cell may be: as long as the field it goes to."""


def translations() -> tuple[str, ...]:
    """The languages a table has columns for, besides German."""
    return tuple(code for code in language_codes() if code != SOURCE)


def columns() -> tuple[str, ...]:
    """All headings in their order."""
    words = [f"{name} ({code})" for code in translations() for name in (HEADINGS["title"], HEADINGS["text"])]
    return (*HEADINGS.values(), *DAYS, *words)


def read_rows(table: Table) -> tuple[ReadRow, ...]:
    """Every line of a table with what is wrong about it.

    Raises ColumnsMissing without name or organisation, ListingTooLarge above ENTRIES_LIMIT. Columns we do not know are
    left alone.
    """
    missing = [HEADINGS[name] for name in NEEDED if table.column(HEADINGS[name]) is None]
    if missing:
        raise ColumnsMissing(columns=joined(missing))
    if len(table.rows) > ENTRIES_LIMIT:
        raise ListingTooLarge(limit=ENTRIES_LIMIT)
    places = {name: place for place, name in enumerate(table.columns)}
    return tuple(_read(row.line, _cells(places, row.cells)) for row in table.rows)


def table_row(facts: ServiceFacts) -> tuple[Any, ...]:
    """The cells of a service in the order of `columns`."""
    hours = facts.hours or ("",) * len(DAYS)
    words = {code: (title, text) for code, title, text in facts.texts}
    texts = [piece for code in translations() for piece in words.get(code, ("", ""))]
    return (*(_written(name, getattr(facts, name)) for name in HEADINGS), *hours, *texts)


def _cells(places: dict[str, int], cells: Sequence[str]) -> Callable[[str], str]:
    def cell(heading: str) -> str:
        place = places.get(heading)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    return cell


def _read(line: int, cell: Callable[[str], str]) -> ReadRow:
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, heading in HEADINGS.items():
        try:
            values[name] = _value(name, cell(heading))
        except ValueError:
            said = {"heading": heading, "text": cell(heading)}
            faults.append(_("%(heading)s: „%(text)s“ versteht das Programm nicht.") % said)
    for name in NEEDED:
        if not values.get(name):
            faults.append(_("%(heading)s fehlt.") % {"heading": HEADINGS[name]})
    for name, longest in LENGTHS.items():
        if len(str(values.get(name, ""))) > longest:
            said = {"heading": HEADINGS[name], "longest": str(longest)}
            faults.append(_("%(heading)s: länger als %(longest)s Zeichen.") % said)
    hours = tuple(cell(day) for day in DAYS)
    values["hours"] = hours if any(hours) else None
    values["texts"] = tuple(
        (code, title, cell(f"{HEADINGS['text']} ({code})"))
        for code in sorted(translations())
        if (title := cell(f"{HEADINGS['title']} ({code})"))
    )
    defaults = {"title": "", "organisation": ""}
    return ReadRow(line, ServiceFacts(**defaults | values), tuple(faults))


def _value(name: str, text: str) -> Any:
    """The value of a cell; ValueError for one that cannot be read. An empty cell is what says nothing."""
    if name == "uid":
        return stable_uid(text)
    if name in CHOICES:
        return _choice(CHOICES[name], text) if text else ""
    if name in FLAGS:
        return _flag(text) if text else FLAGS[name]
    if name in LISTS:
        return separated(text)
    if name in ("latitude", "longitude"):
        return coordinate(text)
    if name == "checked_on":
        return written_day(text)
    return text


def _choice(choices: type[TextChoices], text: str) -> str:
    wanted = text.casefold()
    for value, label in choices.choices:
        if wanted in (str(value).casefold(), str(label).casefold()):
            return str(value)
    raise ValueError(text)


def _flag(text: str) -> bool:
    answers = {YES: True, "x": True, "1": True, "true": True, NO: False, "0": False, "false": False}
    return answers[text.casefold()] if text.casefold() in answers else _refuse(text)


def _refuse(text: str) -> bool:
    raise ValueError(text)


def coordinate(text: str) -> str:
    """Degrees with a point, six digits at most; empty stays empty. ValueError for what is none."""
    if not text:
        return ""
    try:
        found = round(Decimal(text.replace(",", ".")), 6)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not abs(found) <= 180:  # noqa: PLR2004 -- degrees
        raise ValueError(text)
    return str(found.normalize())


def written_day(text: str) -> str:
    """An ISO day from "2026-11-23" or "23.11.2026"; ValueError for what is none."""
    if not text:
        return ""
    if "." in text:
        day, month, year = text.split(".")
        return date(int(year), int(month), int(day)).isoformat()
    return date.fromisoformat(text[:10]).isoformat()


def _written(name: str, value: Any) -> Any:
    if name in FLAGS:
        return YES if value else NO
    if name in LISTS:
        return joined(value)
    if name in CHOICES:
        return str(CHOICES[name](value).label) if value else ""
    if name == "checked_on":
        return date.fromisoformat(value) if value else ""
    return value


__all__ = ["columns", "coordinate", "read_rows", "table_row", "translations", "written_day"]
