"""From a row of a list to a contribution: which column is what, what the words mean, and what makes a row the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac

from roterfaden.kernel.codes import is_valid, normalise
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.sealing import canonical
from roterfaden.kernel.tables import Table, TableRow, table_of
from roterfaden.participation import errors
from roterfaden.participation.enums import Channel, ContributionKind, ImportField, Language
from roterfaden.participation.methods.planning import Window
from roterfaden.participation.methods.understanding import (
    folded,
    pasted_lines,
    read_channel,
    read_day,
    read_kind,
    read_language,
    read_number,
    read_points,
    tidy,
)
from roterfaden.participation.methods.wordlists import headings

OWN_ID_LENGTH = 80


# --- which column is what -----------------------------------------------------------------------------------------
_MEANING = {folded(word): field for field, words in headings("cards").items() for word in words}


def guess_columns(columns: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[str, str]:
    """Heading → ImportField: as it was chosen last time for this heading, else by the words in it; each field once.

    A table of one column holds texts, whatever stands above it.
    """
    if len(columns) == 1:
        return {columns[0]: ImportField.TEXT.value}
    found: dict[str, str] = {}
    for name in columns:
        known = (remembered or {}).get(name)
        meant = known if known is not None else _MEANING.get(folded(name), "")
        if meant and meant not in found.values():
            found[name] = str(meant)
    return found


def pasted_table(text: str) -> Table:
    """What somebody pasted: cells from a spreadsheet if there are tabs and a heading we know, else a card each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    heading = lines[0].split("\t") if lines else []
    if len(heading) > 1 and ImportField.TEXT in guess_columns(heading).values():
        rows = (TableRow(number, tuple(line.split("\t"))) for number, line in enumerate(lines, start=1))
        return table_of(rows)
    texts = [TableRow(number, (line,)) for number, line in enumerate(pasted_lines(text), start=2)]
    return table_of([TableRow(1, ("Text",)), *texts])


# --- what holds for the whole list ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class ColumnPlan:
    """Which heading holds what, and what holds for rows that say nothing themselves. Keys are slugs, so that it can be
    kept as JSON and be used again for the next list."""

    columns: Mapping[str, str]
    kind: str = ""
    channel: str = Channel.CARD
    language: str = Language.DE
    event: str = ""
    actor_group: str = ""
    area: str = ""
    said_on: str = ""
    late: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ColumnPlan":
        """The plan kept with a run; names that are no longer known are left out."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**({"columns": {}} | known))

    def as_json(self) -> dict[str, Any]:
        """The plan as it is kept with a run."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"columns": dict(self.columns)}


# --- what a process knows -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class KnownEvent:
    """An event a row can name."""

    pk: int
    slug: str
    title: str
    day: date
    tables: int
    stage_pk: int


@dataclass(frozen=True)
class KnownArea:
    """A place a row can name; voices belong to partners only."""

    pk: int
    key: str
    name: str
    words: tuple[str, ...]
    is_partner: bool
    valid_from: date
    valid_until: date | None

    def exists_on(self, day: date) -> bool:
        """Half-open, as all periods."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Surroundings:
    """Everything a row is held against: events, groups, places and what the stages open. Read once for a list."""

    today: date
    events: tuple[KnownEvent, ...]
    groups: tuple[tuple[int, str, str], ...]  # pk, slug, name
    areas: tuple[KnownArea, ...]
    windows: Mapping[int, tuple[Window, ...]]  # by stage


# --- a row ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ReadRow:
    """A row as it was understood. `values` complete a Contribution; `key` is empty when something could not be read."""

    line: int
    text: str
    key: str = ""
    own_id: str = ""
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    is_late: bool = False
    faults: tuple[DomainError, ...] = ()


class RowReader:
    """Reads the rows of one list in their order; it counts how often the same card occurs."""

    def __init__(self, table_columns: Sequence[str], plan: ColumnPlan, around: Surroundings) -> None:
        self.plan, self.around = plan, around
        self.width = len(table_columns)
        self.places = {meant: place for place, name in enumerate(table_columns) if (meant := plan.columns.get(name))}
        self.seen: Counter[str] = Counter()
        self.events = _finder(
            (event, (event.slug, event.title, f"{event.day:%d.%m.%Y}", event.day.isoformat()))
            for event in around.events
        )
        self.groups = _finder((group, group[1:]) for group in around.groups)
        self.areas = _finder((area, area.words) for area in around.areas)

    def read(self, row: TableRow) -> ReadRow:
        """One row with everything that is wrong with it, so that it can be mended in one go."""
        cells = {meant: row.cells[place] for meant, place in self.places.items()}
        text = tidy(cells.get(ImportField.TEXT, ""))
        faults: list[DomainError] = []
        if len(row.cells) > self.width:
            faults.append(errors.SurplusCells(columns=self.width))
        if not text:
            faults.append(errors.EmptyText())
        values, own_day = self._values(cells, faults)
        own_id = cells.get(ImportField.OWN_ID, "")
        if len(own_id) > OWN_ID_LENGTH:
            faults.append(errors.OwnIdTooLong(limit=OWN_ID_LENGTH))
        code = normalise(cells.get(ImportField.CODE, ""))
        if code and not is_valid(code):
            faults.append(errors.WrongCode())
        is_late = False
        if not faults:
            is_late = self._check_occasion(values, faults)
        key = "" if faults else self._key(text, values, own_day, code, own_id)
        return ReadRow(row.line, text, key, own_id, code, {**values, "text": text}, is_late, tuple(faults))

    def _values(self, cells: Mapping[str, str], faults: list[DomainError]) -> tuple[dict[str, Any], date | None]:
        """What goes into the contribution, by the names of its columns, and the day the row itself names."""
        event = self._found(cells, ImportField.EVENT, self.plan.event, self.events, errors.UnknownEvent, faults)
        group = self._found(
            cells, ImportField.ACTOR_GROUP, self.plan.actor_group, self.groups, errors.UnknownGroup, faults
        )
        own_day = self._understood(cells, ImportField.SAID_ON, None, read_day, errors.UnreadableDay, faults)
        day = own_day or (event.day if event else None) or _plan_day(self.plan)
        if day is None and not cells.get(ImportField.SAID_ON):
            faults.append(errors.DayMissing())
        kind = self._understood(cells, ImportField.KIND, self.plan.kind, read_kind, errors.UnknownKind, faults)
        if not kind and not cells.get(ImportField.KIND):
            faults.append(errors.KindMissing())
        values = {
            "kind": kind,
            "language": self._understood(
                cells, ImportField.LANGUAGE, self.plan.language, read_language, errors.UnknownLanguage, faults
            ),
            "channel": self._understood(
                cells, ImportField.CHANNEL, self.plan.channel, read_channel, errors.UnknownChannel, faults
            ),
            "event_id": event.pk if event else None,
            "table": self._understood(cells, ImportField.TABLE, None, read_number, errors.UnreadableNumber, faults),
            "round": self._understood(cells, ImportField.ROUND, None, read_number, errors.UnreadableNumber, faults),
            "actor_group_id": group[0] if group else None,
            "area_id": self._area(cells, day, faults),
            "weight": self._understood(cells, ImportField.WEIGHT, 0, read_points, errors.UnreadablePoints, faults),
            "said_on": day,
        }
        if event and values["table"] and event.tables and values["table"] > event.tables:
            faults.append(errors.NoSuchTable(tables=event.tables))
        return values, own_day

    def _understood(
        self, cells: Mapping[str, str], name: str, otherwise: Any, read: Any, refusal: type[DomainError],
        faults: list[DomainError],
    ) -> Any:  # fmt: skip
        """What a cell means; what holds for the whole list where it is empty."""
        written = cells.get(name, "")
        if not written:
            return otherwise
        meant = read(written)
        if meant is None:
            faults.append(refusal(written=_short(written)))
        return meant

    def _found(
        self, cells: Mapping[str, str], name: str, otherwise: str, finder: Mapping[str, list[Any]],
        refusal: type[DomainError], faults: list[DomainError],
    ) -> Any:  # fmt: skip
        """The one thing a cell names, in full or by a part no other name has."""
        written = cells.get(name, "") or otherwise
        if not written:
            return None
        meant = _one(finder, written)
        if meant is None:
            faults.append(refusal(written=_short(written)))
        return meant

    def _area(self, cells: Mapping[str, str], day: date | None, faults: list[DomainError]) -> int | None:
        written = cells.get(ImportField.AREA, "") or self.plan.area
        if not written:
            return None
        named: list[KnownArea] = self.areas.get(_place_words(written), [])
        if not named:
            faults.append(errors.UnknownArea(written=_short(written)))
            return None
        if day is None:
            return None
        for area in named:
            if area.is_partner and area.exists_on(day):
                return area.pk
        faults.append(errors.NotAPartner(area=named[0].name, day=f"{day:%d.%m.%Y}"))
        return None

    def _check_occasion(self, values: Mapping[str, Any], faults: list[DomainError]) -> bool:
        """Whether this is late; the same questions as for a card that is captured by hand."""
        day: date = values["said_on"]
        if day > self.around.today:
            faults.append(errors.SaidInFuture())
            return False
        event = next((event for event in self.around.events if event.pk == values["event_id"]), None)
        windows = self.around.windows
        asked: Iterable[Window] = (
            windows.get(event.stage_pk, ()) if event else (window for each in windows.values() for window in each)
        )
        is_open = any(
            window.admits(kind=values["kind"], actor_group_id=values["actor_group_id"], on=day) for window in asked
        )
        if not is_open and not self.plan.late:
            faults.append(errors.StageNotOpen(kind=ContributionKind(values["kind"]).label, day=f"{day:%d.%m.%Y}"))
        return not is_open

    def _key(self, text: str, values: Mapping[str, Any], own_day: date | None, code: str, own_id: str) -> str:
        """What makes a row the same in every file: what it says, where and for whom, and its own id or how often it has
        occurred. A day, way or language chosen for the whole list may be chosen otherwise next time and does not count.
        """
        content = [
            " ".join(text.split()), values["kind"], values["event_id"], values["table"], values["round"],
            values["actor_group_id"], values["area_id"], own_day, values["weight"], code, own_id,
        ]  # fmt: skip
        base = _checksum(content)
        self.seen[base] += 1
        return base if own_id else _checksum([base, self.seen[base]])


def _checksum(content: Any) -> str:
    """Keyed with SECRET_KEY: words that were withdrawn later cannot be guessed by their checksum (ADR 21), and the same
    list still does not bring them back."""
    return salted_hmac("participation.import", canonical(content), algorithm="sha256").hexdigest()


# --- names ----------------------------------------------------------------------------------------------------------
_PLACE_PREFIXES = ("stadt ", "gemeinde ", "samtgemeinde ", "sg ", "flecken ", "hansestadt ")


def _place_words(written: str) -> str:
    words = folded(written)
    for prefix in _PLACE_PREFIXES:
        words = words.removeprefix(prefix)
    return words


def place_names(*names: str) -> tuple[str, ...]:
    """The words a place can be called by: its names with and without Stadt, Gemeinde, Samtgemeinde; its keys."""
    return tuple({_place_words(name) for name in names if name})


def _finder(named: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for thing, names in named:
        for words in {folded(name) for name in names}:
            found.setdefault(words, []).append(thing)
    return found


def _one(finder: Mapping[str, list[Any]], written: str) -> Any:
    """The only thing called so; or the only one whose name holds these words in this order."""
    words = folded(written)
    exact = finder.get(words, [])
    if exact or not words:
        return exact[0] if len(exact) == 1 else None
    holding = {id(thing): thing for name, things in finder.items() if f" {words} " in f" {name} " for thing in things}
    return next(iter(holding.values())) if len(holding) == 1 else None


def _short(written: str) -> str:
    return written if len(written) <= 60 else f"{written[:59]}…"  # noqa: PLR2004 -- fits a line of the report


def _plan_day(plan: ColumnPlan) -> date | None:
    return date.fromisoformat(plan.said_on) if plan.said_on else None
