"""Reading printed figures: numbers, signs, periods, small counts. Pure calculation, no database.

Signs as German official statistics print them (Statistisches Bundesamt, Zeichenerklärung; quality marks of GENESIS: e =
final, p = provisional, r = revised, s = estimated). Sources differ, so the caller may overrule the meaning of a sign,
but never turn a sign into a number or a number into a sign.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from roterfaden.indicators.enums import Notation, ObservationStatus
from roterfaden.indicators.errors import (
    AmbiguousNumber,
    NumberTooLarge,
    NumberWithSign,
    SignWithoutNumber,
    UnreadableToken,
)

PLACES = Decimal("0.000001")
LARGEST = Decimal("999999999999")
SIGNS: Mapping[str, ObservationStatus] = {
    "-": ObservationStatus.NIL,
    ".": ObservationStatus.UNKNOWN,
    "*": ObservationStatus.UNKNOWN,
    "/": ObservationStatus.UNRELIABLE,
    "x": ObservationStatus.BLOCKED,
    "...": ObservationStatus.LATER,
}
QUALITY: Mapping[str, ObservationStatus] = {
    "e": ObservationStatus.NORMAL,
    "r": ObservationStatus.NORMAL,
    "p": ObservationStatus.PROVISIONAL,
    "s": ObservationStatus.ESTIMATED,
}
WITH_NUMBER = frozenset({ObservationStatus.NORMAL, ObservationStatus.PROVISIONAL, ObservationStatus.ESTIMATED})
WITHOUT_NUMBER = frozenset({*SIGNS.values(), ObservationStatus.MISSING})
"""`limited` stands in neither set: "(12,5)" has a number, "( )" has none."""

_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-"})
_SPACES = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?:[^0-9]|$))")
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GERMAN = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_ENGLISH = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Reading:
    """What a printed token says: a number with its standing, or a sign without a number."""

    value: Decimal | None
    status: ObservationStatus


@dataclass(frozen=True)
class FigureRow:
    """One row of an import, as its file has it. An empty `status` means: what the token itself says.

    `indicator` is the slug, `area` the official key; never names.
    """

    indicator: str
    area: str
    period_start: date
    period_end: date
    raw: str
    known_on: date
    source: str
    breakdown: str = ""
    status: str = ""
    base: str = ""
    notation: str = Notation.AUTO


def parse_number(raw: str, notation: str = Notation.AUTO) -> Decimal:
    """The number `raw` stands for, to six places. Thousands may be grouped by point, comma or narrow space.

    Raises UnreadableToken, AmbiguousNumber (only for `auto`, e.g. "1.234") or NumberTooLarge.
    """
    text = _SPACES.sub("", raw.strip().translate(_DASHES)).removeprefix("+")
    german, english = bool(_GERMAN.fullmatch(text)), bool(_ENGLISH.fullmatch(text))
    if notation == Notation.AUTO and _AMBIGUOUS.fullmatch(text):
        raise AmbiguousNumber(raw=raw)
    if german and notation != Notation.ENGLISH:
        plain = text.replace(".", "").replace(",", ".")
    elif english and notation != Notation.GERMAN:
        plain = text.replace(",", "")
    else:
        raise UnreadableToken(raw=raw)
    try:
        number = Decimal(plain)
    except InvalidOperation as error:  # pragma: no cover -- the patterns above admit only digits
        raise UnreadableToken(raw=raw) from error
    if abs(number) > LARGEST:
        raise NumberTooLarge(raw=raw)
    return number.quantize(PLACES) + 0  # + 0 turns −0 into 0


def parse_token(raw: str, notation: str = Notation.AUTO) -> Reading:
    """What a printed token says by itself: "12,5", "(12,5)", "12,5 p", "-", "…". Raises as `parse_number`."""
    text = raw.strip().replace("…", "...")
    sign = SIGNS.get(text.translate(_DASHES).lower())
    if sign is not None:
        return Reading(None, sign)
    if text.startswith("(") and text.endswith(")"):
        inner = text[1:-1].strip()
        return Reading(parse_number(inner, notation) if inner else None, ObservationStatus.LIMITED)
    if text and text[-1].lower() in QUALITY and text[:-1].strip()[-1:].isdigit():
        return Reading(parse_number(text[:-1], notation), QUALITY[text[-1].lower()])
    return Reading(parse_number(text, notation), ObservationStatus.NORMAL)


def read_token(raw: str, status: str = "", notation: str = Notation.AUTO) -> Reading:
    """The reading of `raw`, with the meaning the source or a person gives it.

    Raises NumberWithSign for a number called unknown or nil, SignWithoutNumber for a sign called a value.
    """
    reading = parse_token(raw, notation)
    if not status:
        return reading
    meaning = ObservationStatus(status)
    if reading.value is not None and meaning in WITHOUT_NUMBER:
        raise NumberWithSign(raw=raw, meaning=meaning.label)
    if reading.value is None and meaning in WITH_NUMBER:
        raise SignWithoutNumber(raw=raw)
    return Reading(reading.value, meaning)


def last_day(period_start: date, period_end: date) -> date:
    """The last day a value speaks of: the reference date itself, or the day before a half-open period ends."""
    return period_end if period_start == period_end else period_end - timedelta(days=1)


def is_hidden(value: Decimal | None, *, minimum_count: int, multiplier: int, denominator: str) -> bool:
    """Whether a count is too small to be shown (primary suppression; Federal Employment Agency: at least 3 cases).

    Zero may be shown. Shares are judged where their numerator is known; a share alone does not tell its count. A
    `minimum_count` of 0 switches the rule off for things that are neither people nor cases.
    """
    if value is None or denominator or minimum_count == 0:
        return False
    return 0 < abs(value * multiplier) < minimum_count


def is_share(unit: str) -> bool:
    """Whether values in this unit relate to something else: per cent, or "je 1.000"."""
    return unit.strip() in {"%", "‰"} or unit.strip().lower().startswith(("prozent", "promille", "je "))


def share_factor(unit: str) -> float:
    """What a share is multiplied by: 100 for per cent, 1,000 for "je 1.000"; 1 where the unit does not say."""
    text = unit.strip().lower()
    if text in {"%", "prozent"} or text.startswith("prozent"):
        return 100.0
    if text in {"‰", "quote"} or text.startswith("promille"):
        return 1000.0
    digits = re.sub(r"[^0-9]", "", text) if text.startswith("je ") else ""
    return float(digits) if digits else 1.0


def breakdown_parts(breakdown: str) -> tuple[tuple[str, str], ...]:
    """`geschlecht=weiblich;alter=0-3` as pairs, in the order written."""
    pairs = (part.partition("=") for part in breakdown.split(";") if part)
    return tuple((name.strip(), value.strip()) for name, _equals, value in pairs)


def months_later(day: date, months: int) -> date:
    """The same day `months` later; the last day of the month where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004 -- December
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))
