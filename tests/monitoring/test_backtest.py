"""The comparison of forecasts: hand-made series, readable files, and the order on the counties' figures."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roterfaden.monitoring.management.commands.backtest import read_series
from roterfaden.monitoring.methods.backtest import HORIZONS, backtest

BENCHMARK = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "series" / "lsn_benchmark_niedersachsen_kreise.csv"
)


def test_straight_series_is_foreseen_by_lines_and_missed_by_the_last_value():
    result = backtest([[(2000 + n, 10.0 + 2 * n) for n in range(14)]])

    assert result.errors["drift"] == dict.fromkeys(HORIZONS, 0.0)
    assert result.errors["line"][5] == pytest.approx(0, abs=1e-9)
    assert result.errors["naive"] == {1: 1, 2: 2, 3: 3, 5: 5}
    assert result.forecasts == {1: 6, 2: 5, 3: 4, 5: 2}


def test_constant_growth_is_foreseen_by_the_growth_rate():
    result = backtest([[(2000 + n, 100 * 1.1**n) for n in range(12)]])

    assert max(result.errors["CAGR"].values()) == pytest.approx(0, abs=1e-9)
    assert result.errors["naive"][1] > 0.5


def test_short_and_constant_series_give_nothing_to_compare():
    result = backtest([[(2000 + n, float(n)) for n in range(8)], [(2000 + n, 3.0) for n in range(20)]])

    assert (result.series, result.forecasts) == (0, {})


def test_missing_year_is_never_compared_with_its_neighbour():
    years = [year for year in range(2000, 2014) if year != 2010]
    result = backtest([[(year, 2.0 * year) for year in years]])

    assert result.errors["drift"][1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("separator", [",", ";"])
def test_file_is_read_with_either_separator_and_signs_left_out(tmp_path, separator):
    rows = [("Jahr", "Gebiet", "geocode", "Wert"), ("2020", "X", "03459", "1.5"), ("2021", "Y", "03459", "-")]
    rows += [("2022", "Y", "03459", '"1.234,5"')]
    path = tmp_path / "series.csv"
    path.write_text("\n".join(separator.join(row) for row in rows), "utf-8-sig")

    assert read_series(path) == [[(2020, 1.5), (2022, 1234.5)]]


def test_unusable_file_is_refused_with_what_it_has(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="a, b"):
        call_command("backtest", str(path))


@pytest.mark.skipif(not BENCHMARK.is_file(), reason="figures of all counties are not stored beside the project")
def test_order_of_methods_on_the_counties_figures():
    """The order that decided for the ensemble, on a tenth of the series (the whole: `manage backtest`)."""
    result = backtest(read_series(BENCHMARK)[::10])
    middle = {name: sum(by.values()) for name, by in result.errors.items()}

    assert result.series > 100
    assert middle["ensemble"] < min(middle[name] for name in ("theta", "naive", "damped Holt", "line", "CAGR"))
    assert middle["line"] > middle["naive"] * 0.9
    assert all(0.7 < share < 0.95 for share in result.coverage.values())
