"""What a version says, without the keys of one database.

Identifiers of elements are left out on purpose: they are never used twice, so a concept that is taken in elsewhere gets
its own.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from roterfaden.concept.errors.word_import import BrokenExchange
from roterfaden.concept.methods.targets import TargetMilestone

FORMAT = "roterfaden-konzept/1"
DECIMALS = ("baseline_value", "target_value", "tolerance", "corridor_low", "corridor_high")
DAYS = ("baseline_on", "target_on")
WORDS = ("accountability", "baseline_source", "not_measurable_reason")
MILESTONES = "milestones"


class SeriesKey(NamedTuple):
    """A series of figures by the names that hold everywhere."""

    indicator: str
    definition: int
    area: str
    breakdown: str


@dataclass(frozen=True)
class ExchangedElement:
    """One element; `depth` counts from 1. `field` is a slug, empty where it is that of the element above.

    `target` has the names of concept.methods.TargetValues, without the series and without what is empty.
    """

    depth: int
    kind: str
    title: str
    body: str = ""
    accountable: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    field: str = ""
    target: dict[str, Any] | None = None
    series: SeriesKey | None = None


@dataclass(frozen=True)
class Exchanged:
    """A version: the head of its concept, and its elements in reading order."""

    title: str
    starts_on: date
    ends_on: date
    version: str
    elements: tuple[ExchangedElement, ...] = field(default_factory=tuple)


def checked(document: Exchanged) -> Exchanged:
    """The same document, if every database can keep its words. Raises BrokenExchange, naming the element."""
    for each in document.elements:
        values = dict(each.target or {})
        milestones = values.pop(MILESTONES, ())
        words = [each.title, each.body, each.accountable, each.field, *map(str, values.values())]
        words += [milestone.reason for milestone in milestones]
        words += map(str, each.series or ())
        if any("\0" in text or _is_torn(text) for text in words):
            raise BrokenExchange(
                where=_("„%(title)s“ enthält unlesbare Zeichen.") % {"title": each.title.strip("\0")[:80]}
            )
    return document


def _is_torn(text: str) -> bool:
    """Whether half of a sign is missing, as JSON allows."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def figure(value: Decimal) -> str:
    """A decimal without needless zeros: 25, not 25.000000."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def milestones_as_json(milestones: tuple[TargetMilestone, ...]) -> list[dict[str, str]]:
    """Values on the way as plain objects; a reason only where there is one."""
    return [
        {"on": each.on.isoformat(), "value": figure(each.value)} | ({"reason": each.reason} if each.reason else {})
        for each in milestones
    ]


def milestones_from_json(rows: list[dict[str, str]]) -> tuple[TargetMilestone, ...]:
    """The reverse. Raises ValueError, TypeError, KeyError or decimal.InvalidOperation."""
    return tuple(
        TargetMilestone(date.fromisoformat(row["on"]), Decimal(row["value"]), str(row.get("reason", "")))
        for row in rows
    )
