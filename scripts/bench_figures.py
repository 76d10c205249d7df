"""Called by `./faden bench figures`: reading a generated flat file of official statistics, seconds and peak memory.

Data of its own that is thrown away afterwards. The file is written first and not measured; the reading is the action
the office and the command use.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import Any

from bench_pages import machine, set_up

ROWS = 2_000_000
MOST_ROWS = 5_000_000
YEARS = range(1990, 2025)
HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;"
    "2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q"
)  # fmt: skip


def main() -> None:
    """Set up, write the file, read it, read it again, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench figures", description="Misst das Einlesen von Zahlen.")
    parser.add_argument("--rows", type=int, default=ROWS, help="Zeilen der Datei (höchstens 5 Millionen)")
    parser.add_argument("--read", type=Path, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read_and_tell(options.read)
        return
    rows = min(max(options.rows, 1), MOST_ROWS)
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        set_up(data)
        file = Path(data) / "figures_flat.csv"
        write(file, rows)
        print(f"\n{machine()}, {file.stat().st_size / 1e6:.0f} MB, SQLite\n")
        print("| Was | Zeilen | Sekunden | Zeilen je Sekunde | neu | schon da | Spitze MB |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for what in ("zum ersten Mal", "noch einmal"):
            # A process of its own: the example county would count into the peak of this one.
            command = [sys.executable, __file__, "--read", str(file)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            told = json.loads(done.stdout)
            speed = told["total"] / told["seconds"]
            print(
                f"| {what} | {told['total']} | {told['seconds']:.1f} | {speed:.0f} | {told['added']} "
                f"| {told['unchanged']} | {told['peak']:.0f} |"
            )
            sys.stdout.flush()


def read_and_tell(file: Path) -> None:
    """Read the file and print seconds, counts and the peak memory of this process as JSON."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roterfaden.config.settings")
    django.setup()
    began = time.perf_counter()
    run = read(file)
    told = {
        "seconds": time.perf_counter() - began, "total": run.total, "added": run.added, "unchanged": run.unchanged,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    print(json.dumps(told))


def write(file: Path, rows: int) -> None:
    """Every area of the county in every year by so many values of a breakdown as the rows need; out of order."""
    from roterfaden.places.models import Area

    keys = list(Area.objects.order_by("pk").values_list("key", flat=True))
    groups = rows // (len(keys) * len(YEARS)) + 1
    cells = product(YEARS, range(groups), keys)
    with file.open("w", encoding="utf-8-sig") as out:
        out.write(f"{HEAD}\n")
        for number, (year, group, key) in enumerate(islice(cells, rows)):
            value = "-" if number % 13 == 0 else str(number * 7919 % 100_003)
            out.write(
                f"12411;Fortschreibung;STAG;Stichtag;{year}-12-31;GEMEIN;Gemeinden;{key};Ort;STAAG5;Staat;"
                f"ST{group};Staat {group};{value};Anzahl;BEVSTD;Bevölkerungsstand;e\n"
            )


def read(file: Path) -> Any:
    """The file by the actions, for an indicator of its own."""
    from django.utils import timezone

    from roterfaden.indicators import actions
    from roterfaden.indicators.methods.formats import Plan, Rule, Source
    from roterfaden.indicators.models import Indicator
    from roterfaden.kernel.actors import System

    actor, now = System("bench"), timezone.now()
    if not Indicator.objects.filter(slug="mess-bestand").exists():
        actions.define_indicator(
            actor=actor, slug="mess-bestand", title="Messung", field=None, accountability="condition", text="Messung",
            unit="Personen", direction="none", source="Messung", valid_from=date(1980, 1, 1), now=now,
        )  # fmt: skip
    source = Source(file.name, lambda: file.open("rb"))
    plan = Plan("flat", rules=(Rule("BEVSTD [Anzahl]", "mess-bestand"),), source="Messung", notation="german")
    run = actions.begin_import(actor=actor, source=source, plan=plan, profile=None, known_on=date(2025, 7, 1), now=now)
    run = actions.start_import(actor=actor, run=run, now=now)
    return actions.read_figures(actor=actor, run=run, source=source, now=now)


if __name__ == "__main__":
    main()
