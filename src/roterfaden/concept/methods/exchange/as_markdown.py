r"""The Markdown form: readable as it is, and readable back without loss.

An element is a heading that ends in its kind (`## Mehr Kurse {.ziel}`), one level deeper than the one above; below it
its facts as a list (`- **Beginn:** 2018-01-01`), then its text. A line of somebody's text that looks like one of ours
gets a backslash before it, which reading takes away again. A value with line breaks stands there as a JSON string.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from roterfaden.concept.errors.word_import import BrokenExchange
from roterfaden.concept.methods.exchange.as_json import value_of
from roterfaden.concept.methods.exchange.parts import (
    FORMAT,
    MILESTONES,
    Exchanged,
    ExchangedElement,
    SeriesKey,
    checked,
    figure,
    milestones_as_json,
)

KINDS = {
    "field": "handlungsfeld", "principle": "leitsatz", "challenge": "herausforderung", "goal": "ziel",
    "initiative": "massnahme", "text": "text",
}  # fmt: skip
FACTS = {
    "field": "Handlungsfeld", "accountable": "Verantwortlich", "starts_on": "Beginn", "ends_on": "Ende",
    "accountability": "Beschreibt", "series": "Zahlenreihe", "baseline_value": "Ausgangswert",
    "baseline_on": "Stand des Ausgangswerts", "baseline_source": "Quelle des Ausgangswerts",
    "target_value": "Zielwert", "target_on": "Zu erreichen bis", "tolerance": "Toleranz",
    "corridor_low": "Spanne von", "corridor_high": "Spanne bis", "milestones": "Zwischenziele",
    "not_measurable_reason": "Noch nicht messbar, weil",
}  # fmt: skip
AS_JSON = ("series", MILESTONES)
"""Facts that stand there as JSON."""
OF_ELEMENT = ("field", "accountable", "starts_on", "ends_on")
HEAD = ("format", "titel", "gilt-von", "gilt-bis", "fassung")
_BY_LABEL = {label: name for name, label in FACTS.items()}
_KIND_OF = {word: kind for kind, word in KINDS.items()}
_HEADING = re.compile(rf"^(#+) (.*) \{{\.({'|'.join(KINDS.values())})\}}$", re.DOTALL)
_FACT = re.compile(rf"^- \*\*({'|'.join(FACTS.values())}):\*\* (.*)$", re.DOTALL)
_OURS = re.compile(rf"^\\*(?:{_HEADING.pattern[1:-1]}|{_FACT.pattern[1:-1]})$", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def to_markdown(document: Exchanged) -> str:
    """The version as Markdown, always in the same order."""
    head = (FORMAT, document.title, document.starts_on, document.ends_on, document.version)
    lines = ["---", *(f"{name}: {_value(str(value))}" for name, value in zip(HEAD, head, strict=True)), "---"]
    for element in document.elements:
        lines += ["", *_element(element)]
    return "\n".join(lines) + "\n"


def _element(element: ExchangedElement) -> Iterator[str]:
    yield f"{'#' * element.depth} {_value(element.title)} {{.{KINDS[element.kind]}}}"
    facts: dict[str, Any] = {name: getattr(element, name) for name in OF_ELEMENT} | (element.target or {})
    facts["series"] = json.dumps(list(element.series), ensure_ascii=False) if element.series else ""
    milestones = milestones_as_json(facts.get(MILESTONES, ()))
    facts[MILESTONES] = json.dumps(milestones, ensure_ascii=False) if milestones else ""
    written = [(name, facts.get(name)) for name in FACTS if facts.get(name) not in (None, "")]
    if written:
        yield ""
    for name, value in written:
        text = figure(value) if isinstance(value, Decimal) else str(value)
        yield f"- **{FACTS[name]}:** {text if name in AS_JSON else _value(text)}"
    body = element.body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if body:
        yield ""
        yield from (f"\\{line}" if _OURS.match(line) else line for line in body.split("\n"))


def _value(text: str) -> str:
    """A value in one line; as a JSON string where it would not be read back as it is."""
    is_plain = text and text == text.strip() and not text.startswith('"') and not _CONTROL.search(text)
    return text if is_plain else json.dumps(text)


def _text(value: str) -> str:
    if not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except ValueError as error:
        raise BrokenExchange(where=value[:80]) from error


def from_markdown(text: str) -> Exchanged:
    """The version in a Markdown file of this form. Raises BrokenExchange, naming the line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    head, start = _head(lines)
    elements: list[ExchangedElement] = []
    begin: int | None = None
    for number in range(start, len(lines) + 1):
        is_end = number == len(lines)
        if is_end or _HEADING.match(lines[number]):
            if begin is not None:
                elements.append(_read(lines[begin:number], begin + 1, elements[-1].depth if elements else 0))
            begin = number
        elif begin is None and lines[number].strip():
            raise BrokenExchange(where=_("Zeile %(number)s steht vor dem ersten Element.") % {"number": number + 1})
    try:
        days = date.fromisoformat(head["gilt-von"]), date.fromisoformat(head["gilt-bis"])
    except ValueError as error:
        raise BrokenExchange(where=str(error)) from error
    return checked(Exchanged(head["titel"], *days, head["fassung"], tuple(elements)))


def _head(lines: list[str]) -> tuple[dict[str, str], int]:
    end = len(HEAD) + 1
    found = dict(line.split(": ", 1) for line in lines[1:end] if ": " in line)
    if lines[0] != "---" or lines[end : end + 1] != ["---"] or set(found) != set(HEAD) or found["format"] != FORMAT:
        raise BrokenExchange(where=_("Der Kopf fehlt (format: %(format)s).") % {"format": FORMAT})
    return {name: _text(value) for name, value in found.items()}, end + 1


def _read(lines: list[str], number: int, depth_before: int) -> ExchangedElement:
    heading = _HEADING.match(lines[0])
    assert heading is not None  # noqa: S101 -- the caller has found it
    depth = len(heading[1])
    place = _("Zeile %(number)s") % {"number": number}
    if depth > depth_before + 1:
        raise BrokenExchange(where=_("%(place)s: Eine Ebene ist übersprungen.") % {"place": place})
    facts, at = {}, 1
    while at < len(lines) and (not lines[at] or _FACT.match(lines[at])):
        if found := _FACT.match(lines[at]):
            facts[_BY_LABEL[found[1]]] = found[2]
        elif facts:
            break
        at += 1
    body = [line[1:] if line.startswith("\\") and _OURS.match(line[1:]) else line for line in lines[at:]]
    try:
        values = _values(facts)
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise BrokenExchange(where=f"{place}: {error}") from error
    return ExchangedElement(depth, _KIND_OF[heading[3]], _text(heading[2]), body="\n".join(body).strip("\n"), **values)


def _values(facts: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: _text(facts[name]) for name in ("field", "accountable") if name in facts}
    values |= {name: date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on") if name in facts}
    told = {name: text for name, text in facts.items() if name not in (*OF_ELEMENT, "series")}
    target = {name: value_of(name, json.loads(text) if name in AS_JSON else _text(text)) for name, text in told.items()}
    if "series" in facts:
        indicator, definition, area, breakdown = json.loads(facts["series"])
        values["series"] = SeriesKey(str(indicator), int(definition), str(area), str(breakdown))
    return values | ({"target": target} if target else {})
