"""Checks of series against each other: other areas, other indicators, sums."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from roterfaden.indicators.enums import FigureCheck, ObservationStatus
from roterfaden.indicators.methods.quality.facts import (
    Figure,
    Found,
    Line,
    decimals_of,
    grouped,
    named,
    spread,
    tidy,
)

FEWEST_SERIES = 5
"""So many series at least, before "most of them are the same" says something."""
SIGNIFICANT = 3
"""Digits a number needs: small numbers are the same again by nature."""
FEWEST_PEERS = 8
PEER_SIGMAS = 5.0
PEER_SHARE = 0.15
PEER_LEVEL = 500.0
"""A count has to be at least this large: small ones change by large shares."""
COARSER_BY = 2
"""Decimals that have to be missing."""
USUAL_FINE = 0.8
BASES = (1000, 100, 10, 5)
FEWEST_ROUNDED = 9
MOST_ROUNDED_BEFORE = 0.6
FEWEST_DASHES = 10
FINEST = 2
"""Decimals of a share that mean something."""


def identical(lines: Iterable[Line]) -> Iterator[Found]:
    """More than half of the series of an indicator have exactly the number of the period before: copied."""
    by_indicator: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_indicator[line.definition].append(line)
    for same in by_indicator.values():
        pairs: dict[date, list[tuple[Line, bool]]] = defaultdict(list)
        for line in same:
            for before, after in pairwise(line.numbers):
                if _digits(after) >= SIGNIFICANT and after.value:
                    pairs[after.on].append((line, before.value == after.value))
        for day, found in sorted(pairs.items()):
            copied = [line for line, is_same in found if is_same]
            if len(found) >= FEWEST_SERIES and len(copied) * 2 > len(found):
                facts = {"same": len(copied), "series": len(found), "names": named(copied)}
                yield Found(FigureCheck.IDENTICAL, same[0].indicator, "", 0, day, facts)


def _digits(figure: Figure) -> int:
    """Significant digits of a number."""
    return len(f"{abs(figure.value or 0.0):.6f}".replace(".", "").strip("0"))


def rounding(lines: Iterable[Line]) -> Iterator[Found]:
    """In one period the numbers have fewer decimals than in all others, or from one on they are rounded to 5, 10 …"""
    by_definition: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_definition[line.definition].append(line)
    for same in by_definition.values():
        yield from _coarser(same)
        yield from _rounded_since(same)


def _coarser(same: Sequence[Line]) -> Iterator[Found]:
    by_day: dict[date, list[int]] = defaultdict(list)
    for line in same:
        for figure in line.numbers:
            if figure.value:
                by_day[figure.on].append(decimals_of(figure))
    finest = {day: max(places) for day, places in by_day.items()}
    for day, places in sorted(finest.items()):
        others = [other for at, other in finest.items() if at != day]
        enough = len(others) >= FEWEST_SERIES and len(by_day[day]) + len(others) >= 2 * FEWEST_SERIES
        if enough and sum(other >= places + COARSER_BY for other in others) >= USUAL_FINE * len(others):
            facts = {"decimals": places, "usual": int(median(others)), "series": len(by_day[day])}
            yield Found(FigureCheck.ROUNDING, same[0].indicator, "decimals", 0, day, facts)


def _rounded_since(same: Sequence[Line]) -> Iterator[Found]:
    by_day: dict[date, list[float]] = defaultdict(list)
    for line in same:
        for figure in line.numbers:
            if figure.value and float(figure.value).is_integer() and abs(figure.value) >= BASES[-1]:
                by_day[figure.on].append(figure.value)
    days = sorted(by_day)
    for base in BASES:
        since = next(
            (place for place in range(len(days), 0, -1) if any(value % base for value in by_day[days[place - 1]])), 0
        )
        after = [value for day in days[since:] for value in by_day[day]]
        before = [value for day in days[:since] for value in by_day[day]]
        rounded = sum(value % base == 0 for value in before)
        if (
            len(after) >= FEWEST_ROUNDED
            and len(before) >= FEWEST_SERIES
            and rounded <= MOST_ROUNDED_BEFORE * len(before)
        ):
            facts = {"base": base, "numbers": len(after), "before": round(rounded / len(before), 2)}
            yield Found(FigureCheck.ROUNDING, same[0].indicator, "base", 0, days[since], facts)
            return


def peer_outliers(lines: Iterable[Line]) -> Iterator[Found]:
    """From one period to the next a series changes quite differently from its peers (median and MAD of the changes).

    What is strange about an area in the total and in its parts is told once.
    """
    strange: dict[tuple[int, int, date], list[tuple[Line, dict[str, Any]]]] = defaultdict(list)
    for same in grouped(lines).values():
        for day, line, facts in _outlying(same) if len(same) >= FEWEST_PEERS else ():
            strange[(line.definition, line.area, day)].append((line, facts))
    for (_definition, area, day), found in sorted(strange.items(), key=lambda each: (each[0][2], each[0][:2])):
        line, facts = min(found, key=lambda each: (len(each[0].breakdown), each[0].key))
        about = f"{line.definition}:{area}"
        facts["names"] = named(each for each, _facts in found)
        yield Found(FigureCheck.PEER_OUTLIER, line.indicator, about, line.key, day, facts)


def _outlying(same: Sequence[Line]) -> Iterator[tuple[date, Line, dict[str, Any]]]:
    """Among series that can be compared, the changes far from the middle."""
    rates: dict[date, list[tuple[Line, float, float, float]]] = defaultdict(list)
    for line in same:
        for before, after in pairwise(line.numbers):
            is_large = line.is_share or min(before.value or 0, after.value or 0) * line.multiplier >= PEER_LEVEL
            if before.value and after.value and before.value > 0 and is_large:
                rates[after.on].append((line, after.value / before.value - 1, before.value, after.value))
    for day, found in sorted(rates.items()):
        if len(found) < FEWEST_PEERS:
            continue
        middle, sigma = spread([rate for _line, rate, _before, _after in found])
        for line, rate, before_value, after_value in found:
            if abs(rate - middle) > max(PEER_SIGMAS * sigma, PEER_SHARE):
                yield day, line, {
                    "name": line.name, "change": round(rate, 4), "usual": round(middle, 4), "peers": len(found) - 1,
                    "before": tidy(before_value), "after": tidy(after_value),
                }  # fmt: skip


def dashes(lines: Iterable[Line]) -> Iterator[Found]:
    """A dash stands where numbers are to be expected: most series of a period have one, or a long series of numbers."""
    by_definition: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_definition[line.definition].append(line)
    for same in by_definition.values():
        by_day: dict[date, list[bool]] = defaultdict(list)
        for line in same:
            for figure in line.figures:
                by_day[figure.on].append(figure.status == ObservationStatus.NIL)
        for day, found in sorted(by_day.items()):
            if len(found) >= FEWEST_DASHES and sum(found) * 2 > len(found):
                facts = {"dashes": sum(found), "values": len(found)}
                yield Found(FigureCheck.DASHES, same[0].indicator, "", 0, day, facts)
        for line in same:
            yield from _lonely_dashes(line)


def _lonely_dashes(line: Line) -> Iterator[Found]:
    for before, figure in pairwise(line.figures):
        if figure.status == ObservationStatus.NIL and (before.value or 0) * line.multiplier >= 100:  # noqa: PLR2004 -- plainly something
            facts = {"name": line.name, "before": tidy(before.value or 0.0)}
            yield Found(FigureCheck.DASHES, line.indicator, str(line.key), line.key, figure.on, facts)


def ratios(
    lines: Iterable[Line], made_of: Mapping[int, tuple[tuple[int, ...], tuple[int, ...], float]]
) -> Iterator[Found]:
    """A share is not what it counts divided by what it relates to, beyond what rounding explains."""
    rows = list(lines)
    at = {(line.definition, line.area, line.breakdown): line for line in rows}
    wrong: dict[tuple[int, date], list[tuple[Line, float, float]]] = defaultdict(list)
    tried: dict[tuple[int, date], int] = defaultdict(int)
    for line in rows:
        if line.definition not in made_of:
            continue
        counted, wholes, factor = made_of[line.definition]
        above = _first(at, counted, line)
        below = _first(at, wholes, line)
        if above is None or below is None:
            continue
        for figure in line.numbers:
            top, bottom = above.at(figure.on), below.at(figure.on)
            if top is None or bottom is None or top.value is None or not bottom.value:
                continue
            expected = factor * top.value * above.multiplier / (bottom.value * below.multiplier)
            tried[(line.definition, figure.on)] += 1
            if abs((figure.value or 0.0) - expected) > 0.5 * 10.0 ** -min(decimals_of(figure), FINEST):
                wrong[(line.definition, figure.on)].append((line, figure.value or 0.0, expected))
    for (definition, day), found in sorted(wrong.items(), key=lambda each: (each[0][1], each[0][0])):
        line, value, expected = max(found, key=lambda each: abs(each[1] - each[2]))
        facts = {
            "wrong": len(found), "series": tried[(definition, day)], "name": line.name, "value": tidy(value),
            "expected": tidy(expected),
        }  # fmt: skip
        yield Found(FigureCheck.RATIO, line.indicator, "", line.key if len(found) == 1 else 0, day, facts)


def _first(at: Mapping[tuple[int, int, str], Line], definitions: Sequence[int], like: Line) -> Line | None:
    return next(
        (at[(each, like.area, like.breakdown)] for each in definitions if (each, like.area, like.breakdown) in at), None
    )


def small_cells(lines: Iterable[Line]) -> Iterator[Found]:
    """Counts below what may be shown, by indicator."""
    by_indicator: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.limit and not line.is_share:
            by_indicator[line.definition].append(line)
    for same in by_indicator.values():
        small = [
            (line, figure)
            for line in same
            for figure in line.numbers
            if 0 < abs(figure.value or 0.0) * line.multiplier < line.limit
        ]
        if small:
            facts = {
                "cells": len(small), "limit": same[0].limit, "names": named(line for line, _each in small),
            }  # fmt: skip
            yield Found(FigureCheck.SMALL_CELLS, same[0].indicator, "", 0, None, facts)
