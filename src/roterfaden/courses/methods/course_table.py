"""The table providers send and take away: its columns, and how a row of text becomes facts about a course.

Headings, kinds of values and what a row must have stand here once, so that what goes out comes in again unchanged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from roterfaden.courses.enums import CancelReason, Level, RunState
from roterfaden.courses.errors.offers import ColumnsMissing, TimesUnreadable
from roterfaden.courses.methods.cells import Fault, day, flag, folded, named, whole
from roterfaden.courses.methods.running import RunFacts
from roterfaden.courses.methods.weekly import read_times, written_times

ROWS_LIMIT = 500


@dataclass(frozen=True)
class Known:
    """What names in the table may mean: sites of the provider and types of courses, folded name → key."""

    sites: Mapping[str, int]
    types: Mapping[str, int]


@dataclass(frozen=True)
class RowMeaning:
    """What a row says: facts by name, or why there are none; the state it names, and why a course is called off."""

    line: int
    number: str
    facts: dict[str, Any] | None
    state: str = ""
    cancel_reason: str = ""
    faults: tuple[str, ...] = ()


def _level(text: str) -> str:
    found = text.replace(" ", "").upper().removeprefix("LASLLIAM").removeprefix("GER")
    found = f"L{found}" if found in {"1", "2", "3", "4"} else found
    if found not in Level.values:
        raise Fault(_("„%(text)s“ ist kein Niveau (A0 bis C2, L1 bis L4)") % {"text": text})
    return found


def _times(text: str) -> Any:
    try:
        return read_times(text)
    except TimesUnreadable as error:
        raise Fault(str(error)) from None


def _words(text: str) -> str:
    return text.strip()


@dataclass(frozen=True)
class TableColumn:
    """One column: heading, fact, how to read it, whether a row must have it, how wide it is."""

    heading: str
    fact: str
    read: Callable[[str], Any]
    required: bool = False
    width: int = 12
    limit: int = 0


COLUMNS: tuple[TableColumn, ...] = (
    TableColumn("Kursnummer", "number", _words, required=True, width=16, limit=40),
    TableColumn("Kursart", "course_type_id", _words, required=True, width=36),
    TableColumn("Beginnt mit Kursabschnitt", "section", whole, width=14),
    TableColumn("Niveau am Anfang", "level_from", _level, required=True),
    TableColumn("Niveau am Ende", "level_to", _level, required=True),
    TableColumn("Beginn", "starts_on", day, required=True),
    TableColumn("Ende", "ends_on", day, required=True),
    TableColumn("Unterrichtszeiten", "times", _times, width=32),
    TableColumn("Kursort", "site_id", _words, required=True, width=30),
    TableColumn("Raum", "room", _words, limit=60),
    TableColumn("Plätze", "seats_max", whole, required=True, width=8),
    TableColumn("Findet statt ab", "seats_min", whole),
    TableColumn("Nachrückliste", "reserve_seats", whole),
    TableColumn("Selbst belegt", "seats_taken_otherwise", whole),
    TableColumn("Plätze Kinderbetreuung", "child_care_seats", whole),
    TableColumn("Nur für Frauen", "women_only", flag),
    TableColumn("Online", "online", flag),
    TableColumn("Lehrkraft fehlt", "teacher_missing", flag),
    TableColumn("Hinweis", "note", _words, width=40, limit=300),
)
STATE, REASON = "Stand", "Abgesagt wegen"
HEADINGS = (*(column.heading for column in COLUMNS), STATE, REASON)
WIDTHS = (*(column.width for column in COLUMNS), 14, 24)


def places_of(columns: Sequence[str]) -> dict[str, int]:
    """Where each known heading stands. Raises ColumnsMissing naming those a course cannot do without."""
    here = {folded(name): place for place, name in enumerate(columns)}
    missing = [column.heading for column in COLUMNS if column.required and folded(column.heading) not in here]
    if missing:
        raise ColumnsMissing(names=", ".join(missing))
    return {heading: here[folded(heading)] for heading in HEADINGS if folded(heading) in here}


def unknown_columns(columns: Sequence[str]) -> list[str]:
    """Headings nobody reads, so that the person learns of it."""
    known = {folded(heading) for heading in HEADINGS}
    return [name for name in columns if folded(name) not in known]


def read_row(line: int, cells: Sequence[str], places: Mapping[str, int], known: Known) -> RowMeaning:
    """What one row says; every fault in it is named, not only the first."""

    def cell(heading: str) -> str:
        place = places.get(heading)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    facts: dict[str, Any] = {}
    faults: list[str] = []
    for column in COLUMNS:
        if column.heading not in places:
            continue
        text = cell(column.heading)
        try:
            facts[column.fact] = _value(column, text, known)
        except Fault as fault:
            faults.append(f"{column.heading}: {fault}")
    if facts.get("section") == 0:
        facts["section"] = 1
    state, reason = _state(cell(STATE), faults), _reason(cell(REASON), faults)
    if state == RunState.CANCELLED and not reason:
        faults.append(_("%(column)s: Bitte nennen Sie den Grund") % {"column": REASON})
    number = cell(COLUMNS[0].heading)
    if faults:
        return RowMeaning(line, number, None, faults=tuple(faults))
    return RowMeaning(line, number, facts, state, reason)


def _value(column: TableColumn, text: str, known: Known) -> Any:
    if column.required and not text:
        raise Fault(_("fehlt"))
    if column.limit and len(text) > column.limit:
        raise Fault(_("ist länger als %(count)s Zeichen") % {"count": column.limit})
    if column.fact == "site_id":
        return named(text, known.sites, _("Den Kursort „%(text)s“ gibt es bei diesem Träger nicht"))
    if column.fact == "course_type_id":
        return named(text, known.types, _("Die Kursart „%(text)s“ gibt es nicht"))
    return column.read(text)


def _state(text: str, faults: list[str]) -> str:
    return _choice(text, STATE, RunState.choices, faults)


def _reason(text: str, faults: list[str]) -> str:
    return _choice(text, REASON, CancelReason.choices, faults)


def _choice(text: str, heading: str, choices: Sequence[tuple[str, Any]], faults: list[str]) -> str:
    if not text:
        return ""
    for value, label in choices:
        if folded(text) in (value, folded(str(label))):
            return value
    words = ", ".join(str(label) for _value, label in choices)
    told = _("%(column)s: „%(text)s“ ist nicht bekannt. Möglich: %(words)s")
    faults.append(told % {"column": heading, "text": text, "words": words})
    return ""


def cells_of(facts: RunFacts, *, site: str, course_type: str, state: str, cancel_reason: str) -> list[Any]:
    """A course as cells in the order of HEADINGS, so that it reads back the same."""
    shown: dict[str, Any] = {"site_id": site, "course_type_id": course_type, "times": written_times(facts.times)}
    row: list[Any] = []
    for column in COLUMNS:
        value = shown.get(column.fact, getattr(facts, column.fact))
        row.append(("ja" if value else "nein") if isinstance(value, bool) else value)
    why = str(CancelReason(cancel_reason).label) if cancel_reason else ""
    return [*row, str(RunState(state).label), why]
