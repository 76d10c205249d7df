"""`manage backtest FILE`: which forecast would have been right on these series."""

import csv
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.monitoring.methods.backtest import HISTORY, HORIZONS, Backtest, backtest

YEAR = ("jahr", "year", "time", "zeit", "period")
VALUE = ("wert", "value", "obs_value")
LEFT_OUT = ("titel", "gebiet", "name", "quelle", "quelle_datei", "source", "comment_obs")
"""Columns that only describe; all others tell one series from another."""


class Command(BaseCommand):
    """Prints a Markdown table: median absolute error in units of mean |Δy|, by method and years ahead."""

    help = "Rückvergleich der Prognosen auf einer CSV-Datei mit Spalten für Jahr, Wert und Reihe."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("file", help="CSV, mit Komma oder Semikolon getrennt")
        parser.add_argument("--year-column", default="", help=f"sonst eine von: {', '.join(YEAR)}")
        parser.add_argument("--value-column", default="", help=f"sonst eine von: {', '.join(VALUE)}")
        parser.add_argument("--every", type=int, default=1, help="nur jede n-te Reihe, für einen schnellen Blick")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, compare, print."""
        series = read_series(Path(options["file"]), options["year_column"], options["value_column"])
        result = backtest(series[:: max(1, options["every"])])
        if not result.forecasts:
            raise CommandError(f"Keine Reihe hat mehr als {HISTORY} Werte; es gibt nichts zu vergleichen.")
        self.stdout.write(table(result))


def read_series(path: Path, year_column: str = "", value_column: str = "") -> list[list[tuple[int, float]]]:
    """All series of a file as pairs of year and value, by their keys. Signs without a number are left out."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} lässt sich nicht lesen: {error}") from error
    rows = csv.DictReader(text.splitlines(), delimiter=_delimiter(text))
    names = {str(name).strip().lower(): str(name) for name in rows.fieldnames or ()}
    year, value = _column(names, year_column, YEAR), _column(names, value_column, VALUE)
    key = [name for lower, name in names.items() if name not in (year, value) and lower not in LEFT_OUT]
    found: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for row in rows:
        number = _number(row[value] or "")
        if number is not None and (row[year] or "")[:4].isdigit():
            found[tuple(row[name] or "" for name in key)][int(row[year][:4])] = number
    return [sorted(values.items()) for _key, values in sorted(found.items())]


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _column(names: dict[str, str], wanted: str, usual: Sequence[str]) -> str:
    for name in (wanted.lower(),) if wanted else usual:
        if name in names:
            return names[name]
    raise CommandError(f"Keine Spalte {wanted or ' / '.join(usual)}. Die Datei hat: {', '.join(names.values())}.")


def _number(token: str) -> float | None:
    """A figure with point or comma; None for what official tables print instead of one."""
    plain = token.strip()
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def table(result: Backtest) -> str:
    """The result in Markdown, the best method one year ahead first."""
    lines = [
        f"{result.series} Reihen mit mehr als {HISTORY} Werten; Median |Fehler| / mittlere |Δy|\n",
        f"| Verfahren | {' | '.join(f'h={h}' for h in HORIZONS)} |",
        f"|---|{'---:|' * len(HORIZONS)}",
    ]
    for name, by_horizon in sorted(result.errors.items(), key=lambda row: row[1].get(HORIZONS[0], 0.0)):
        cells = (f"{by_horizon[h]:.2f}" if h in by_horizon else "–" for h in HORIZONS)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    covered = (f"{result.coverage[h]:.0%}" if h in result.coverage else "–" for h in HORIZONS)
    counts = (f"{result.forecasts.get(h, 0):,}" for h in HORIZONS)
    lines.append(f"| Anteil in der 80-%-Spanne | {' | '.join(covered)} |")
    lines.append(f"| Prognosen | {' | '.join(counts)} |")
    return "\n".join(lines)
