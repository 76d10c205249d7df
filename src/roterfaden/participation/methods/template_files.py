"""Templates of processes as TOML files: read with the line of every fault, and written. No database."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from roterfaden.participation import errors
from roterfaden.participation.enums import ContributionKind, EventKind, Language, StageKind, TaskAnchor
from roterfaden.participation.methods.planning import KIND, Question
from roterfaden.participation.methods.templates import (
    STAGE_ROLES,
    WEEK,
    EventTemplate,
    GroupTemplate,
    ProcessTemplate,
    StageTemplate,
    TaskTemplate,
)

TEMPLATES = Path(__file__).parent.parent / "data" / "templates"
LONGEST = 20 * 366
MINUTES_OF_A_DAY = 24 * 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


# --- built in -------------------------------------------------------------------------------------------------------
@cache
def process_templates() -> dict[str, ProcessTemplate]:
    """All built-in templates by slug, the model case first: one TOML file each in `data/templates/`."""
    read = [read_template(path.read_text("utf-8"), path.stem) for path in TEMPLATES.glob("*.toml")]
    return {template.slug: template for template in sorted(read, key=lambda each: (each.position, each.slug))}


# --- reading --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Fault:
    """Something wrong in a file, with the line where it stands."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("Zeile %(line)s: %(words)s") % {"line": self.line, "words": self.words}


TABLE = re.compile(r"\[\[\s*(?P<name>\w+)\s*\]\]")
KEY = re.compile(r"(?P<key>\w+)\s*=")
TOML_PLACE = re.compile(r"\(at (?:line (?P<line>\d+), column \d+|end of document)\)")


class _Places:
    """Which line of a file says what: tables by name and number, keys inside them."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        table, index = "", 0
        for number, line in enumerate(text.splitlines(), start=1):
            if found := TABLE.match(line.strip()):
                table = found["name"]
                index = counts[table] = counts.get(table, -1) + 1
                self._lines[table, index, ""] = number
            elif found := KEY.match(line.strip()):
                self._lines.setdefault((table, index, found["key"]), number)

    def line(self, table: str, index: int, key: str) -> int:
        """The line of a key, else of its table, else the first."""
        return self._lines.get((table, index, key)) or self._lines.get((table, index, "")) or 1


@dataclass
class _Row:
    """One table of a file. Reading a value that does not fit notes a fault and gives a harmless one."""

    table: str
    index: int
    data: Mapping[str, Any]
    places: _Places
    faults: list[Fault]
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, words: str) -> None:
        self.faults.append(Fault(self.places.line(self.table, self.index, key), words))

    def _value(self, key: str) -> Any:
        self.asked.add(key)
        return self.data.get(key)

    def text(self, key: str, *, most: int, required: bool = True) -> str:
        value = self._value(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(key, _("„%(key)s“ fehlt oder ist kein Text.") % {"key": key})
            return ""
        if len(value) > most:
            self.wrong(key, _("„%(key)s“ ist länger als %(most)s Zeichen.") % {"key": key, "most": most})
        return value.strip()

    def slug(self, known: set[str]) -> str:
        value = self.text("slug", most=60)
        if value and not SLUG.fullmatch(value):
            self.wrong("slug", _("„slug“ besteht aus kleinen Buchstaben, Ziffern und einzelnen Bindestrichen."))
        if value in known:
            self.wrong("slug", _("„%(slug)s“ gibt es in dieser Datei schon.") % {"slug": value})
        known.add(value)
        return value

    def choice(self, key: str, known: Sequence[str], *, required: bool = True) -> str:
        value = self._value(key)
        if value in (None, "") and not required:
            return ""
        if value not in known:
            allowed = ", ".join(known) or "–"
            self.wrong(key, _("„%(key)s“ muss eines davon sein: %(allowed)s.") % {"key": key, "allowed": allowed})
            return known[0] if known else ""
        return str(value)

    def choices(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        value, known = self._value(key) or [], list(known)
        wrong = [str(each) for each in value if each not in known] if isinstance(value, list) else [str(value)]
        if wrong:
            told = _("„%(key)s“ nennt etwas, das es nicht gibt: %(wrong)s.")
            self.wrong(key, told % {"key": key, "wrong": ", ".join(wrong)})
            return ()
        return tuple(value)

    def number(self, key: str, *, low: int, high: int, default: int | None = None) -> int | None:
        value = self._value(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            told = _("„%(key)s“ muss eine ganze Zahl von %(low)s bis %(high)s sein.")
            self.wrong(key, told % {"key": key, "low": low, "high": high})
            return default
        return value

    def days(self, weeks: str, days: str, *, low: int, required: bool) -> int | None:
        """Days, said as weeks or as days but not as both."""
        in_weeks = self.number(weeks, low=low // WEEK if low < 0 else low, high=LONGEST // WEEK)
        in_days = self.number(days, low=low, high=LONGEST)
        if in_weeks is not None and in_days is not None:
            self.wrong(days, _("Entweder „%(weeks)s“ oder „%(days)s“, nicht beides.") % {"weeks": weeks, "days": days})
        if in_weeks is None and in_days is None and required and not {weeks, days} & set(self.data):
            self.wrong("", _("Es fehlt „%(weeks)s“ oder „%(days)s“.") % {"weeks": weeks, "days": days})
        return in_weeks * WEEK if in_weeks is not None else in_days

    def done(self) -> None:
        """Note keys nobody knows: they are usually typing errors."""
        for key in self.data.keys() - self.asked:
            self.wrong(key, _("„%(key)s“ kennt das Programm nicht.") % {"key": key})


def read_template(text: str, slug: str) -> ProcessTemplate:
    """The template a TOML file holds. Raises TemplateFaulty with every fault and its line."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and numbers or nesting beyond all reason
        place = TOML_PLACE.search(str(error))
        line = int(place["line"]) if place and place["line"] else max(1, len(text.splitlines()))
        raise errors.TemplateFaulty(faults=(Fault(line, _("Das ist kein gültiges TOML.")),)) from error
    reader = _Reader(data, _Places(text))
    template = reader.template(slug)
    if reader.faults:
        raise errors.TemplateFaulty(faults=tuple(reader.in_order()))
    return template


class _Reader:
    """Reads one file and gathers its faults."""

    def __init__(self, data: Mapping[str, Any], places: _Places) -> None:
        self.data, self.places, self.faults = data, places, list[Fault]()

    def in_order(self) -> list[Fault]:
        """The faults found, from top to bottom."""
        return sorted(self.faults, key=lambda fault: fault.line)

    def template(self, slug: str) -> ProcessTemplate:
        head = self._row("", 0, {key: value for key, value in self.data.items() if not isinstance(value, list)})
        title, summary = head.text("title", most=160), head.text("summary", most=2000)
        position = head.number("position", low=0, high=999, default=0) or 0
        head.done()
        for name in {key for key, value in self.data.items() if isinstance(value, list)} - set(TABLES):
            self.faults.append(
                Fault(self.places.line(name, 0, ""), _("Tabellen „[[%(n)s]]“ gibt es nicht.") % {"n": name})
            )
        groups = self._each("actor_group", self._group, set())
        slugs = [group.slug for group in groups]
        stages = self._each("stage", lambda row, known: self._stage(row, known, slugs), set())
        if not stages:
            self.faults.append(Fault(1, _("Es gibt keinen Abschnitt („[[stage]]“).")))
        places = [stage.slug for stage in stages]
        events = self._each("event", lambda row, known: self._event(row, known, places, slugs), set())
        tasks = self._each("task", lambda row, _known: _task(row, places, [event.slug for event in events]), set())
        self._inside(stages, events)
        return ProcessTemplate(
            slug, title, summary, tuple(groups), tuple(stages), tuple(events), tuple(tasks), position
        )

    def _row(self, table: str, index: int, data: Mapping[str, Any]) -> _Row:
        return _Row(table, index, data, self.places, self.faults)

    def _each(self, table: str, read: Callable[[_Row, set[str]], Any], known: set[str]) -> list[Any]:
        found = []
        for index, data in enumerate(self.data.get(table, [])):
            row = self._row(table, index, data if isinstance(data, dict) else {})
            found.append(read(row, known))
            row.done()
        return found

    def _group(self, row: _Row, known: set[str]) -> GroupTemplate:
        return GroupTemplate(row.slug(known), row.text("name", most=100))

    def _stage(self, row: _Row, known: set[str], groups: list[str]) -> StageTemplate:
        slug = row.slug(known)
        return StageTemplate(
            slug=slug, kind=row.choice("kind", StageKind.values), title=row.text("title", most=160),
            description=row.text("description", most=5000, required=False),
            gate=row.text("gate", most=5000, required=False),
            after=row.days("starts_after_weeks", "starts_after_days", low=0, required=True) or 0,
            days=row.days("weeks", "days", low=1, required=False), openings=_openings(row, groups),
            role=row.choice("role", [role.value for role in STAGE_ROLES], required=False),
        )  # fmt: skip

    def _event(self, row: _Row, known: set[str], stages: list[str], groups: list[str]) -> EventTemplate:
        at = TIME.fullmatch(row.text("at", most=5))
        if at is None:
            row.wrong("at", _("„at“ ist eine Uhrzeit wie 18:00."))
        return EventTemplate(
            slug=row.slug(known), stage=row.choice("stage", stages), kind=row.choice("kind", EventKind.values),
            title=row.text("title", most=160), description=row.text("description", most=5000, required=False),
            after=row.days("after_weeks", "after_days", low=0, required=True) or 0,
            at=time(int(at[1]), int(at[2])) if at else time(18),
            minutes=row.number("minutes", low=15, high=366 * MINUTES_OF_A_DAY, default=180) or 180,
            tables=row.number("tables", low=0, high=99, default=0) or 0,
            capacity=row.number("capacity", low=1, high=9999), groups=row.choices("groups", groups),
            questions=_questions(row),
        )  # fmt: skip

    def _inside(self, stages: list[StageTemplate], events: list[EventTemplate]) -> None:
        lasting = {stage.slug: stage.days for stage in stages}
        for index, event in enumerate(events):
            days = lasting.get(event.stage)
            nights = (event.at.hour * 60 + event.at.minute + event.minutes) // MINUTES_OF_A_DAY
            if days is not None and event.after + nights >= days:
                line = self.places.line("event", index, "after_days")
                self.faults.append(Fault(line, _("Die Veranstaltung liegt nach dem Ende ihres Abschnitts.")))


TABLES = ("actor_group", "stage", "event", "task")


def _task(row: _Row, stages: list[str], events: list[str]) -> TaskTemplate:
    stage = row.choice("stage", stages, required=False)
    event = row.choice("event", events, required=False)
    if bool(stage) == bool(event):
        row.wrong("title", _("Eine Aufgabe gehört zu einem Abschnitt („stage“) oder zu einer Veranstaltung („event“)."))
    return TaskTemplate(
        title=row.text("title", most=160), note=row.text("note", most=2000, required=False), stage=stage, event=event,
        anchor=row.choice("from", [TaskAnchor.START.value, TaskAnchor.END.value], required=False) or TaskAnchor.START,
        days=row.days("weeks", "days", low=-LONGEST, required=True) or 0,
        role=row.choice("role", [role.value for role in STAGE_ROLES], required=False) or STAGE_ROLES[0].value,
    )  # fmt: skip


def _openings(row: _Row, groups: list[str]) -> tuple[tuple[str, str], ...]:
    """`kinds` to whom `open_to` says: "alle" (everybody, also without a group), "gruppen" (each group) or slugs.

    Different kinds for different groups stand in `openings` as "kind:group".
    """
    kinds = row.choices("kinds", ContributionKind.values)
    open_to = row.data.get("open_to", "alle")
    if open_to in ("alle", "gruppen"):
        row.asked.add("open_to")
        slugs: Sequence[str] = [""] if open_to == "alle" else groups
    else:
        slugs = row.choices("open_to", groups)
    single = row.choices("openings", [f"{kind}:{slug}" for kind in ContributionKind.values for slug in ["", *groups]])
    pairs = [(kind, slug) for slug in slugs for kind in kinds]
    for each in single:
        kind, _colon, slug = each.partition(":")
        pairs.append((kind, slug))
    return tuple(dict.fromkeys(pairs))


def _questions(row: _Row) -> tuple[Question, ...]:
    value = row._value("questions") or []
    known = {KIND, *Language.values}
    for each in value if isinstance(value, list) else [None]:
        is_fine = isinstance(each, str) or (
            isinstance(each, dict) and set(each) <= known and all(isinstance(text, str) for text in each.values())
        )
        if not is_fine:
            row.wrong("questions", _('Eine Frage ist ein Text oder Texte nach Sprachen, zum Beispiel {de = "…"}.'))
            return ()
    return tuple(value)


# --- writing --------------------------------------------------------------------------------------------------------
def write_template(template: ProcessTemplate) -> str:
    """The TOML file `read_template` reads back as the same template."""
    parts = [_lines({"title": template.title, "summary": template.summary})]
    for group in template.groups:
        parts.append("[[actor_group]]\n" + _lines({"slug": group.slug, "name": group.name}))
    for stage in template.stages:
        values = {
            "slug": stage.slug, "kind": stage.kind, "title": stage.title, "description": stage.description,
            "gate": stage.gate, "role": stage.role, **_span("starts_after", stage.after), **_length(stage.days),
            "openings": [f"{kind}:{slug}" for kind, slug in stage.openings],
        }  # fmt: skip
        parts.append("[[stage]]\n" + _lines(values))
    for event in template.events:
        values = {
            "slug": event.slug, "stage": event.stage, "kind": event.kind, "title": event.title,
            "description": event.description, **_span("after", event.after), "at": f"{event.at:%H:%M}",
            "minutes": event.minutes, "tables": event.tables or None, "capacity": event.capacity,
            "groups": list(event.groups), "questions": list(event.questions),
        }  # fmt: skip
        parts.append("[[event]]\n" + _lines(values))
    for task in template.tasks:
        values = {
            "title": task.title, "stage": task.stage, "event": task.event, "from": task.anchor, "days": task.days,
            "role": task.role, "note": task.note,
        }  # fmt: skip
        parts.append("[[task]]\n" + _lines(values))
    return "\n".join(parts)


def _span(name: str, days: int) -> dict[str, int]:
    return {f"{name}_days": days} if days % WEEK else {f"{name}_weeks": days // WEEK}


def _length(days: int | None) -> dict[str, int]:
    if days is None:
        return {}
    return {"days": days} if days % WEEK else {"weeks": days // WEEK}


def _lines(values: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items() if value not in (None, "", []))


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
