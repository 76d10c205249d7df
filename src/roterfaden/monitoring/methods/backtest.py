"""Which forecast would have been right? Rolling origin over many series: forget the end, forecast it, compare.

The measure is the median absolute error in units of mean |Δy| of the history, as in Hyndman and Koehler 2006 (a scaled
error), so that series of different units can be counted together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from roterfaden.monitoring.methods.forecast import METHODS, damped_holt, damped_theil_sen, naive, theta, width
from roterfaden.monitoring.methods.points import mean_change

HORIZONS = (1, 2, 3, 5)
HISTORY = 8
"""Points a history needs at least."""
RECENT = 5
Guess = Callable[[Sequence[float], Sequence[int], int], float]


def ensemble(values: Sequence[float], places: Sequence[int], horizon: int) -> float:
    """The mean of the four simple forecasts, as used for assessments."""
    return sum(method(values, places, horizon) for method in METHODS) / len(METHODS)


def drift(values: Sequence[float], places: Sequence[int], horizon: int) -> float:
    """The mean change from the first to the last value goes on."""
    return values[-1] + (values[-1] - values[0]) / (places[-1] - places[0]) * horizon


def growth(values: Sequence[float], places: Sequence[int], horizon: int) -> float:
    """The compound yearly growth rate goes on (Eurostat's and Open SDG's measure); without one, the last value."""
    if values[0] <= 0 or values[-1] <= 0:
        return values[-1]
    return float(values[-1] * (values[-1] / values[0]) ** (horizon / (places[-1] - places[0])))


def recent_growth(values: Sequence[float], places: Sequence[int], horizon: int) -> float:
    """The same over the last five steps."""
    return growth(values[-RECENT - 1 :], places[-RECENT - 1 :], horizon)


def line(values: Sequence[float], places: Sequence[int], horizon: int) -> float:
    """The straight line of least squares, as spreadsheets draw it."""
    middle, mean = sum(places) / len(places), sum(values) / len(values)
    spread = sum((place - middle) ** 2 for place in places)
    slope = sum((p - middle) * (v - mean) for p, v in zip(places, values, strict=True)) / spread
    return mean + slope * (places[-1] + horizon - middle)


def recent_line(values: Sequence[float], places: Sequence[int], horizon: int) -> float:
    """The straight line through the last five values."""
    return line(values[-RECENT:], places[-RECENT:], horizon)


COMPARED: dict[str, Guess] = {
    "ensemble": ensemble,
    "theta": theta,
    "naive": naive,
    "damped Holt": damped_holt,
    "damped Theil–Sen": damped_theil_sen,
    "drift": drift,
    "CAGR": growth,
    "CAGR, last 5": recent_growth,
    "line": line,
    "line, last 5": recent_line,
}


@dataclass(frozen=True)
class Backtest:
    """`errors`: method → horizon → median scaled error. `coverage`: horizon → share of real values inside the range of
    80 % of the ensemble. `forecasts`: horizon → how many were compared."""

    series: int
    errors: Mapping[str, Mapping[int, float]]
    coverage: Mapping[int, float]
    forecasts: Mapping[int, int]


def backtest(series: Iterable[Sequence[tuple[int, float]]], methods: Mapping[str, Guess] = COMPARED) -> Backtest:
    """Forecast every year that has at least HISTORY values before it, from each horizon, with each method.

    A series is pairs of year and value. Histories that never changed are left out: nothing can be scaled by zero.
    """
    errors: dict[str, dict[int, list[float]]] = {name: defaultdict(list) for name in methods}
    inside: dict[int, list[bool]] = defaultdict(list)
    counted = 0
    for points in series:
        used = False
        for history, horizon, real in _origins(sorted(points)):
            used = True
            values, places = [value for _year, value in history], [year - history[0][0] for year, _value in history]
            scale = mean_change(values, places)
            for name, method in methods.items():
                guess = method(values, places, horizon)
                errors[name][horizon].append(abs(guess - real) / scale)
                if name == "ensemble":
                    inside[horizon].append(abs(guess - real) <= width(horizon) * scale)
        counted += used
    return Backtest(
        series=counted,
        errors={name: {h: median(found) for h, found in by.items()} for name, by in errors.items()},
        coverage={horizon: sum(hits) / len(hits) for horizon, hits in inside.items()},
        forecasts={horizon: len(hits) for horizon, hits in inside.items()},
    )


def _origins(points: Sequence[tuple[int, float]]) -> Iterator[tuple[Sequence[tuple[int, float]], int, float]]:
    """Every history with a horizon and the value that came true; histories without any change are skipped."""
    real = dict(points)
    for end in range(HISTORY, len(points)):
        history = points[:end]
        if len({value for _year, value in history}) == 1:
            continue
        for horizon in HORIZONS:
            year = history[-1][0] + horizon
            if year in real:
                yield history, horizon, real[year]
