"""What a version says, without the keys of one database.

Identifiers of elements are left out on purpose: they are never used twice, so a concept that is taken in elsewhere gets
its own.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from roterfaden.concept.errors.word_import import BrokenExchange

FORMAT = "roterfaden-konzept/1"
DECIMALS = ("baseline_value", "target_value", "tolerance", "corridor_low", "corridor_high")
DAYS = ("baseline_on", "target_on")
WORDS = ("accountability", "baseline_source", "not_measurable_reason")


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
    target: dict[str, str | date | Decimal] | None = None
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
        words = [each.title, each.body, each.accountable, each.field, *map(str, (each.target or {}).values())]
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
