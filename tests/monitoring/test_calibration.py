"""Forecast and chance against what really happened in all counties of the state; figures beside the project."""

import csv
import math
from collections import defaultdict
from pathlib import Path
from statistics import median

import pytest

from roterfaden.monitoring.methods.forecast import forecast, naive, probability_within
from roterfaden.monitoring.methods.points import mean_change

BENCHMARK = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "series" / "lsn_benchmark_niedersachsen_kreise.csv"
)


def benchmark_series():
    """Yearly series of Lower Saxony's counties with at least twelve values in a row."""
    found = defaultdict(dict)
    with BENCHMARK.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = tuple(row[name] for name in ("indikator", "geocode", "serie", "dimensionen", "einheit"))
            if row["wert"]:
                found[key][int(row["jahr"])] = float(row["wert"])
    return [
        [values[year] for year in sorted(values)]
        for values in found.values()
        if len(values) >= 12 and max(values) - min(values) == len(values) - 1
    ]


@pytest.mark.skipif(not BENCHMARK.is_file(), reason="figures of all counties are not stored beside the project")
def test_range_covers_about_eighty_percent_of_real_values():
    hits, errors = [], {"ensemble": [], "naive": []}
    for values in benchmark_series()[::7]:
        history, real, places = values[:-3], values[-1], list(range(len(values) - 3))
        expected = forecast(history, places, 3)
        change = mean_change(history, places)
        if change == 0:
            continue
        hits.append(expected.low <= real <= expected.high)
        errors["ensemble"].append(abs(real - expected.middle) / change)
        errors["naive"].append(abs(real - naive(history, places, 3)) / change)

    assert len(hits) > 50
    assert 0.6 < sum(hits) / len(hits) < 0.98
    assert median(errors["ensemble"]) <= median(errors["naive"]) * 1.1


@pytest.mark.skipif(not BENCHMARK.is_file(), reason="figures of all counties are not stored beside the project")
def test_chance_is_calibrated_on_real_values():
    """Goals of ±5, 10, 20 per cent in five years, judged two years before their date, against what really happened.

    The last years of the figures hold the arrivals from Ukraine: the bounds leave room for such a shock.
    """
    bins, squares = defaultdict(list), []
    for values in benchmark_series()[::3]:
        history, real, start = values[:-2], values[-1], values[-6]
        places = list(range(len(history)))
        if start <= 0 or mean_change(history, places) == 0:
            continue
        expected = forecast(history, places, 2)
        for share in (-0.2, -0.1, -0.05, 0.05, 0.1, 0.2):
            target = start * (1 + share)
            bounds = (target, math.inf) if share > 0 else (-math.inf, target)
            chance, hit = probability_within(expected, *bounds), bounds[0] <= real <= bounds[1]
            squares.append((chance - hit) ** 2)
            bins[min(2, int(chance / 0.35))].append((chance, hit))

    assert len(squares) > 1000
    assert sum(squares) / len(squares) < 0.17
    for pairs in bins.values():
        said, happened = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        assert abs(said - happened) < 0.2
