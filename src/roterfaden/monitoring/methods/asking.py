"""Which periods of a series are asked for, and whether an answer looks likely."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from roterfaden.indicators.methods import is_share, last_day, months_later

Period = tuple[date, date]
"""Start and end as they are stored: half-open, or the same day twice for a reference date."""
MOST_PERIODS = 3
"""A place that was never asked is not asked for its whole past."""
JUMP = 4.0
"""A change is called unusual from so many times the mean change on."""
SHIFTS = (10, 100, 1000)
SHIFT_TOLERANCE = 0.2
FEWEST_CHANGES = 2
HUNDRED = 100


def periods_due(last: Period | None, *, rhythm_months: int, until: date) -> tuple[Period, ...]:
    """The periods after the last known one that have ended by `until`, oldest first; at most the last three.

    They have the shape of the last one. Without any known value the year that ends with `until` is asked for, or the
    day itself where it is not the end of a year.
    """
    if last is None:
        if (until.month, until.day) == (12, 31):
            return ((date(until.year, 1, 1), date(until.year + 1, 1, 1)),)
        return ((until, until),)
    found: list[Period] = []
    step = 1
    while True:
        start, end = (_shifted(day, max(1, rhythm_months) * step) for day in last)
        if last_day(start, end) > until:
            return tuple(found[-MOST_PERIODS:])
        found.append((start, end))
        step += 1


def _shifted(day: date, months: int) -> date:
    """Months later; the end of a month stays the end of a month."""
    moved = months_later(day, months)
    if (day + timedelta(days=1)).day > 1:
        return moved
    return months_later(date(moved.year, moved.month, 1), 1) - timedelta(days=1)


def as_typed(value: Decimal) -> str:
    """A stored value as people here write it: "12,5"; thousands are not grouped."""
    plain = format(value.normalize(), "f")
    return plain.replace(".", ",")


def oddities(value: Decimal, history: Sequence[Decimal], *, unit: str) -> tuple[str, ...]:
    """What is unusual about a new value after `history` (oldest first), in words. A hint, never a refusal."""
    found = []
    if is_share(unit) and unit.strip() in {"%", "Prozent"} and not 0 <= value <= HUNDRED:
        found.append(_("Ein Anteil liegt zwischen 0 und 100 Prozent."))
    elif value < 0 <= min(history, default=Decimal(0)):
        found.append(_("Der Wert ist negativ, bisher war er es nie."))
    if not history:
        return tuple(found)
    before = history[-1]
    shift = _shift(value, before)
    if shift:
        found.append(_("Der Wert ist etwa das %(times)s des vorigen. Stimmt die Einheit?") % {"times": shift})
    elif _is_jump(value, history):
        found.append(_("Der Wert ändert sich viel stärker als bisher."))
    if value == before and value != 0 and value % 1:
        found.append(_("Der Wert ist bis auf die letzte Stelle wie der vorige."))
    return tuple(found)


def _shift(value: Decimal, before: Decimal) -> str:
    """Whether a value looks like the one before in another unit, as "1.000-Fache" or "Hundertstel"."""
    if not value or not before or (value < 0) != (before < 0):
        return ""
    names = {
        10: (_("Zehnfache"), _("Zehntel")), 100: (_("Hundertfache"), _("Hundertstel")),
        1000: (_("Tausendfache"), _("Tausendstel")),
    }  # fmt: skip
    for times in SHIFTS:
        for ratio, word in zip((value / before, before / value), names[times], strict=True):
            if abs(float(ratio) / times - 1) <= SHIFT_TOLERANCE:
                return word
    return ""


def _is_jump(value: Decimal, history: Sequence[Decimal]) -> bool:
    changes = [abs(after - earlier) for earlier, after in pairwise(history)]
    if len(changes) < FEWEST_CHANGES or not any(changes):
        return False
    return float(abs(value - history[-1])) > JUMP * float(sum(changes)) / len(changes)
