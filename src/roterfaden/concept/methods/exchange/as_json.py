"""The JSON form, checked against the schema that comes with the program."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from roterfaden.concept.errors.word_import import BrokenExchange
from roterfaden.concept.methods.exchange.parts import (
    DAYS,
    DECIMALS,
    FORMAT,
    MILESTONES,
    Exchanged,
    ExchangedElement,
    SeriesKey,
    checked,
    figure,
    milestones_as_json,
    milestones_from_json,
)

SCHEMA = Path(__file__).resolve().parents[2] / "data" / "konzept.schema.json"


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of the format."""
    return dict(json.loads(SCHEMA.read_text("utf-8")))


def to_json(document: Exchanged) -> str:
    """The version as JSON, always in the same order."""
    made = {
        "format": FORMAT,
        "concept": {
            "title": document.title,
            "starts_on": document.starts_on.isoformat(),
            "ends_on": document.ends_on.isoformat(),
        },
        "version": document.version,
        "elements": _nested(document.elements),
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _nested(elements: tuple[ExchangedElement, ...]) -> list[dict[str, Any]]:
    top: list[dict[str, Any]] = []
    open_: list[list[dict[str, Any]]] = [top]
    for element in elements:
        del open_[element.depth :]
        made = _element(element)
        open_[-1].append(made)
        open_.append(made.setdefault("elements", []))
    _without_empty(top)
    return top


def _without_empty(elements: list[dict[str, Any]]) -> None:
    waiting = list(elements)
    while waiting:
        element = waiting.pop()
        waiting += element["elements"]
        if not element["elements"]:
            del element["elements"]


def _element(element: ExchangedElement) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": element.kind, "title": element.title}
    for name in ("body", "accountable", "field"):
        if getattr(element, name):
            made[name] = getattr(element, name)
    for name in ("starts_on", "ends_on"):
        if getattr(element, name):
            made[name] = getattr(element, name).isoformat()
    if element.target is not None:
        made["target"] = {name: _plain(value) for name, value in element.target.items() if name != MILESTONES}
        if element.target.get(MILESTONES):
            made["target"][MILESTONES] = milestones_as_json(element.target[MILESTONES])
        if element.series:
            made["target"]["series"] = element.series._asdict()
    return made


def _plain(value: Any) -> str:
    return figure(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value


def from_json(text: str) -> Exchanged:
    """The version in a JSON file. Raises BrokenExchange, naming the place."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 -- slow to load, only needed when a file is checked
    from jsonschema.exceptions import best_match  # noqa: PLC0415 -- the same

    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenExchange(where=_("Es ist kein gültiges JSON.")) from error
    fault = best_match(Draft202012Validator(schema()).iter_errors(given))
    if fault is not None:
        raise BrokenExchange(where=f"{fault.json_path}: {fault.message[:200]}")
    head = given["concept"]
    try:
        read = Exchanged(
            head["title"], date.fromisoformat(head["starts_on"]), date.fromisoformat(head["ends_on"]),
            given["version"], tuple(_flat(given["elements"], 1)),
        )  # fmt: skip
    except ValueError as error:  # 2018-02-30 looks like a day
        raise BrokenExchange(where=str(error)) from error
    return checked(read)


def _flat(elements: list[dict[str, Any]], depth: int) -> Iterator[ExchangedElement]:
    for each in elements:
        yield _read(each, depth)
        yield from _flat(each.get("elements", []), depth + 1)


def _read(given: dict[str, Any], depth: int) -> ExchangedElement:
    days: dict[str, Any] = {name: date.fromisoformat(given[name]) for name in ("starts_on", "ends_on") if name in given}
    words = {name: given[name] for name in ("body", "accountable", "field") if name in given}
    target, series = given.get("target"), None
    if target is not None:
        series = SeriesKey(**target["series"]) if "series" in target else None
        target = {name: value_of(name, text) for name, text in target.items() if name != "series"}
    return ExchangedElement(depth, given["kind"], given["title"], target=target, series=series, **words, **days)


def value_of(name: str, text: Any) -> Any:
    """The value of a field of the target from its text, of milestones from their list. Raises ValueError and others."""
    if name == MILESTONES:
        return milestones_from_json(text)
    if name in DECIMALS:
        return Decimal(text)
    return date.fromisoformat(text) if name in DAYS else text
