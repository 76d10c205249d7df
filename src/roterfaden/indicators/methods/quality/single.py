"""Checks of each series against itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import log10
from statistics import median

from roterfaden.indicators.enums import FigureCheck
from roterfaden.indicators.methods.figures import months_later
from roterfaden.indicators.methods.quality.facts import Figure, Found, Line, decimals_of, named, spread, tidy

FEWEST_FOR_JUMP = 8
"""Numbers a series needs before a jump can be told from its usual changes."""
JUMP_SIGMAS = 8.0
"""How many robust deviations of its neighbours a value lies away from them to be a jump."""
JUMP_SHARE = 0.5
"""… and by how much of their level at least."""
JUMP_COUNT = 100.0
"""… which has to be at least this for counts: small numbers jump by nature."""
SHIFTS = (2, 3, 6)
"""Powers of ten units differ by: per cent, thousands, millions."""
SHIFT_LEAST = 10.0
"""Smaller counts grow a hundredfold by themselves."""
SHIFT_ROOM = 0.08
"""How exactly the power of ten has to be met, in decimal logarithms: about a fifth."""
_DAY = re.compile(
    r"(?<![0-9])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])|(?<![0-9])([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})(?![0-9])"
)


def gaps(lines: Iterable[Line]) -> Iterator[Found]:
    """Periods without a value between others, told once for an indicator; a sign says why there is none."""
    same: dict[tuple[int, date, date], list[Line]] = defaultdict(list)
    for line in lines:
        for before, after in pairwise(line.figures):
            if _periods_between(before.on, after.on, line.rhythm_months):
                same[(line.definition, before.on, after.on)].append(line)
    for (_definition, last, first), found in sorted(same.items(), key=lambda each: (each[0][2], each[0][0])):
        facts = {
            "after": last.isoformat(), "before": first.isoformat(), "series": len(found),
            "periods": _periods_between(last, first, found[0].rhythm_months), "names": named(found),
        }  # fmt: skip
        yield Found(FigureCheck.GAP, found[0].indicator, last.isoformat(), _only(found), first, facts)


def _only(lines: Sequence[Line]) -> int:
    """The series a finding is about, 0 for many."""
    return lines[0].key if len(lines) == 1 else 0


def _periods_between(before: date, after: date, rhythm_months: int) -> int:
    months = (after.year - before.year) * 12 + after.month - before.month
    return max(0, round(months / rhythm_months) - 1)


def jumps(lines: Iterable[Line]) -> Iterator[Found]:
    """A value far from the two before and the two after it, measured by how much such values differ in this series.

    What happens to many series of an indicator at once is one event and told once.
    """
    same: dict[tuple[int, date], list[tuple[Line, float, float]]] = defaultdict(list)
    for line in lines:
        for figure, level in _jumping(line):
            same[(line.definition, figure.on)].append((line, figure.value or 0.0, level))
    for (_definition, day), found in sorted(same.items(), key=lambda each: (each[0][1], each[0][0])):
        line, value, level = max(found, key=lambda each: (abs(each[1] / (each[2] or 1.0)), each[0].key))
        rows = [each[0] for each in found]
        facts = {
            "name": line.name, "value": tidy(value), "usual": tidy(level), "series": len(found), "names": named(rows),
        }  # fmt: skip
        yield Found(FigureCheck.JUMP, line.indicator, "", _only(rows), day, facts)


def _jumping(line: Line) -> Iterator[tuple[Figure, float]]:
    """The jumps of one series, with the level of their neighbours. Balances, which go below zero, jump by nature."""
    numbers = line.numbers
    if len(numbers) < FEWEST_FOR_JUMP or min(each.value or 0.0 for each in numbers) < 0:
        return
    aside = [_aside(numbers, place) for place in range(len(numbers))]
    _middle, sigma = spread([off for off, _level in aside])
    for figure, (off, level) in zip(numbers, aside, strict=True):
        is_large = level >= JUMP_COUNT or line.is_share
        if is_large and abs(off) > JUMP_SIGMAS * max(sigma, 1e-9) and abs(off) > JUMP_SHARE * level:
            yield figure, level


def _aside(numbers: tuple[Figure, ...], place: int) -> tuple[float, float]:
    """How far a value lies from the median of its neighbours, and that median."""
    beside = [*numbers[max(0, place - 2) : place], *numbers[place + 1 : place + 3]]
    level = median(each.value or 0.0 for each in beside)
    return (numbers[place].value or 0.0) - level, level


def unit_shifts(line: Line) -> Iterator[Found]:
    """From one value to the next the number is 100, 1,000 or 1,000,000 times as large or small."""
    if any((each.value or 0.0) < 0 for each in line.numbers):
        return
    for before, after in pairwise(line.numbers):
        if not before.value or not after.value:
            continue
        if min(before.value, after.value) < SHIFT_LEAST and before.value % 1 == after.value % 1 == 0:
            continue
        power = log10(after.value / before.value)
        for shift in SHIFTS:
            if abs(abs(power) - shift) <= SHIFT_ROOM:
                facts = {
                    "name": line.name, "before": tidy(before.value), "after": tidy(after.value), "factor": 10**shift,
                    "larger": power > 0,
                }  # fmt: skip
                yield Found(FigureCheck.UNIT_SHIFT, line.indicator, str(line.key), line.key, after.on, facts)


def bases(line: Line) -> Iterator[Found]:
    """The population base changes from one value to the next, and nobody has marked a break there."""
    for before, after in pairwise(line.figures):
        old, new = _base(before), _base(after)
        if old and new and old != new and not line.is_broken(before.on, after.on):
            facts = {"before": old, "after": new, "since": before.on.isoformat()}
            yield Found(FigureCheck.BASE, line.indicator, f"{line.level}:{new}", 0, after.on, facts)


def _base(figure: Figure) -> str:
    """What a value rests on, without the remarks behind comma and semicolon: rounding, numbers of cases, doubts."""
    return re.split(r"[,;(]", figure.base, maxsplit=1)[0].strip()


def conflicts(line: Line) -> Iterator[Found]:
    """For one period there are two values of different sources or bases. A revision of the same source is none."""
    for figure in line.numbers:
        same = [each for each in line.earlier if (each.start, each.end) == (figure.start, figure.end)]
        for other in same:
            if other.value is None or figure.value is None or _is_same(figure, other):
                continue
            if other.source != figure.source or _base(other) != _base(figure):
                facts = {
                    "name": line.name, "value": tidy(figure.value), "other": tidy(other.value),
                    "source": figure.base or figure.source, "other_source": other.base or other.source,
                }  # fmt: skip
                yield Found(FigureCheck.CONFLICT, line.indicator, f"{line.key}:{other.key}", line.key, figure.on, facts)


def _is_same(one: Figure, other: Figure) -> bool:
    """Equal up to the rounding of the coarser of the two."""
    places = min(decimals_of(one), decimals_of(other))
    return abs((one.value or 0.0) - (other.value or 0.0)) <= 0.5 * 10.0**-places if places else one.value == other.value


def dates(line: Line) -> Iterator[Found]:
    """What is written beside a value names the same day of another year: title, head and file contradict each other."""
    for figure in line.figures:
        for text in (figure.base, figure.source):
            for year in _years_of_same_day(text, figure.on):
                facts = {"name": line.name, "text": text[:120], "year": year}
                yield Found(FigureCheck.DATES, line.indicator, f"{line.level}:{year}", 0, figure.on, facts)


def _years_of_same_day(text: str, day: date) -> list[int]:
    found = set()
    for match in _DAY.finditer(text):
        numbers = [int(each) for each in match.groups() if each]
        if (numbers[0], numbers[1]) == (day.day, day.month) and numbers[2] != day.year:
            found.add(numbers[2])
    return sorted(found)


def ends_early(lines: Iterable[Line]) -> Iterator[Found]:
    """A series has no values any more although others of the same indicator go on."""
    by_definition: dict[int, list[Line]] = {}
    for line in lines:
        if line.figures:
            by_definition.setdefault(line.definition, []).append(line)
    for same in by_definition.values():
        newest = max(line.figures[-1].on for line in same)
        going_on = sum(line.figures[-1].on == newest for line in same)
        for line in same:
            last = line.figures[-1].on
            if months_later(last, line.rhythm_months) <= newest and going_on * 2 >= len(same) and len(line.figures) > 1:
                facts = {"name": line.name, "last": last.isoformat(), "newest": newest.isoformat()}
                yield Found(FigureCheck.ENDS_EARLY, line.indicator, str(line.key), line.key, last, facts)
