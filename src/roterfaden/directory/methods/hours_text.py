"""Hours as people type them into one field: "9-12, 14:30–18" and "24.12.2026 geschlossen Heiligabend"."""

import re
from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise

from roterfaden.directory.errors.directory import DaysNotUnderstood, HoursNotUnderstood
from roterfaden.directory.methods.opening import Special, Spell

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?"
_SPELL = re.compile(rf"^\s*{_TIME}\s*(?:-|–|bis)\s*{_TIME}\s*$")
_DAY = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_LINE = re.compile(rf"^\s*{_DAY}(?:\s*(?:-|–|bis)\s*{_DAY})?\s+(.+)$")
_HOURS_THEN_REASON = re.compile(rf"^({_TIME}\s*(?:-|–|bis)\s*{_TIME})(?:\s+(.*))?$")
CLOSED = "geschlossen"
MIDNIGHT = time(23, 59)
HOURS_OF_A_DAY = 24


def parse_spells(text: str) -> tuple[Spell, ...]:
    """The stretches of one day in order; nothing typed is closed. Raises HoursNotUnderstood, also when two overlap."""
    pieces = [piece for piece in re.split(r"[,;]|\bund\b", text) if piece.strip()]
    found = sorted(_spell(piece) for piece in pieces if piece.strip() != CLOSED)
    for earlier, later in pairwise(found):
        if later.opens < earlier.closes:
            raise HoursNotUnderstood(text=text.strip())
    return tuple(found)


def spells_text(spells: Iterable[Spell]) -> str:
    """The same as somebody would type it."""
    return ", ".join(f"{_short(each.opens)}–{_short(each.closes)}" for each in sorted(spells))


def parse_specials(text: str) -> tuple[Special, ...]:
    """One line for each day or period that differs. Raises DaysNotUnderstood with the line."""
    return tuple(_special(line) for line in text.splitlines() if line.strip())


def specials_text(specials: Iterable[Special]) -> str:
    """The same as somebody would type it, in order of days."""
    return "\n".join(_line(each) for each in sorted(specials, key=lambda each: (each.first_on, each.last_on)))


def _spell(piece: str) -> Spell:
    found = _SPELL.match(piece)
    if found is None:
        raise HoursNotUnderstood(text=piece.strip())
    try:
        spell = Spell(_time(*found.group(1, 2)), _time(*found.group(3, 4)))
    except ValueError as error:
        raise HoursNotUnderstood(text=piece.strip()) from error
    if spell.opens >= spell.closes:
        raise HoursNotUnderstood(text=piece.strip())
    return spell


def _time(hour: str, minute: str | None) -> time:
    if int(hour) == HOURS_OF_A_DAY and not int(minute or 0):
        return MIDNIGHT
    return time(int(hour), int(minute or 0))


def _special(line: str) -> Special:
    found = _LINE.match(line)
    if found is None:
        raise DaysNotUnderstood(line=line.strip())
    day, month, year, last_day, last_month, last_year, rest = found.groups()
    try:
        first = date(int(year), int(month), int(day))
        last = date(int(last_year), int(last_month), int(last_day)) if last_day else first
    except ValueError as error:
        raise DaysNotUnderstood(line=line.strip()) from error
    if last < first:
        raise DaysNotUnderstood(line=line.strip())
    if rest.lower().startswith(CLOSED):
        return Special(first, last, None, rest[len(CLOSED) :].strip(" ,:()"))
    hours = _HOURS_THEN_REASON.match(rest)
    if hours is None:
        raise DaysNotUnderstood(line=line.strip())
    return Special(first, last, _spell(hours.group(1)), (hours.group(6) or "").strip(" ,:()"))


def _line(each: Special) -> str:
    days = f"{each.first_on:%d.%m.%Y}" + (f"–{each.last_on:%d.%m.%Y}" if each.last_on != each.first_on else "")
    hours = f"{_short(each.spell.opens)}–{_short(each.spell.closes)}" if each.spell else CLOSED
    return f"{days} {hours} {each.reason}".strip()


def _short(value: time) -> str:
    return f"{value.hour}:{value.minute:02}" if value.minute else str(value.hour)
