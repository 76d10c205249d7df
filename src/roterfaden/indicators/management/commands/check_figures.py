"""Check figures and protect small counts, prove the protection, or measure the checks on a file of series."""

import csv
import json
from argparse import ArgumentParser
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.indicators.actions import protect_figures
from roterfaden.indicators.enums import Protection
from roterfaden.indicators.methods import is_share
from roterfaden.indicators.methods.protection import Frame, audit, decide
from roterfaden.indicators.methods.quality import Figure, Line
from roterfaden.indicators.methods.quality.measuring import alarms, hits
from roterfaden.indicators.queries import facts_in, families_of, frame_of, limits_of, windows_of
from roterfaden.indicators.tasks import check_and_keep
from roterfaden.kernel.actors import System

CHECKER = System("figure-checks")
TIMES = 100


class Command(BaseCommand):
    """Without an option: protect and check everything, as the worker does every night."""

    help = "Zahlen prüfen und kleine Zahlen schützen; --audit beweist den Schutz, --measure misst die Prüfungen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do instead of checking."""
        parser.add_argument("--audit", action="store_true", help="den gespeicherten Schutz nachrechnen, nichts ändern")
        parser.add_argument("--measure", metavar="CSV", help="Fehlalarme und Treffer an Reihen einer Datei messen")
        parser.add_argument("--times", type=int, default=TIMES, help=f"eingebaute Fehler je Art ({TIMES})")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do one of the three."""
        if options["measure"]:
            self._measure(Path(options["measure"]), options["times"])
        elif options["audit"]:
            self._audit()
        else:
            now = timezone.now()
            counts = protect_figures(actor=CHECKER, now=now)
            run = check_and_keep(actor=CHECKER, now=now)
            self.stdout.write(
                f"{run.values} Werte in {run.series} Reihen: {run.came} neue Auffälligkeiten, {run.went} erledigt; "
                f"{counts['hidden']} Werte neu geschützt, {counts['shown']} wieder gezeigt, "
                f"{counts['withdrawn']} waren schon zu lesen."
            )

    def _audit(self) -> None:
        """Exact intervals of every small count in a sum, from what is stored as shown. Exit code 1 if one is open."""
        small, linked, open_counts = 0, 0, 0
        for family in families_of():
            frame, limits = frame_of(family), limits_of(family)
            for window in windows_of(family) if family.is_sensitive else ():
                facts = facts_in(family, window, limits)
                hidden = [fact.key for fact in facts if fact.protection != Protection.FREE]
                linked += len(hidden)
                for table in decide(facts, frame).tables:
                    exposures = audit(table, hidden)
                    small += len(exposures)
                    open_counts += sum(not exposure.is_safe for exposure in exposures)
        self.stdout.write(f"{linked} Werte nicht gezeigt, {small} kleine Zahlen in Summen, {open_counts} ungeschützt.")
        if open_counts:
            raise CommandError("Kleine Zahlen lassen sich ausrechnen. ./faden manage check_figures schützt sie neu.")

    def _measure(self, path: Path, times: int) -> None:
        lines = series_of(path)
        values = sum(len(line.figures) for line in lines)
        self.stdout.write(f"{len(lines)} Reihen, {values} Werte\n\n| Prüfung | Auffälligkeiten | je 1.000 Werte |")
        self.stdout.write("|---|---:|---:|")
        for each in alarms(lines, Frame()):
            self.stdout.write(f"| {each.kind.label} | {each.findings} | {each.by_thousand:.2f} |")
        self.stdout.write("\n| eingebauter Fehler | versucht | bemerkt |\n|---|---:|---:|")
        for hit in hits(lines, Frame(), times=times):
            self.stdout.write(f"| {hit.error} | {hit.tried} | {hit.found} |")


def series_of(path: Path) -> list[Line]:
    """The yearly series of a file with the columns indikator, jahr, geocode, gebiet, dimensionen, einheit, wert."""
    groups: dict[tuple[str, str, str, str, str], dict[int, str]] = defaultdict(dict)
    try:
        with path.open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                if row["jahr"].isdigit():
                    parts = json.loads(row["dimensionen"] or "{}")
                    breakdown = ";".join(f"{k}={v}" for k, v in parts.items() if v.lower() != "insgesamt")
                    key = (row["indikator"], row["einheit"], row["geocode"], row["gebiet"], breakdown)
                    groups[key][int(row["jahr"])] = row["wert"]
    except (OSError, KeyError, ValueError) as error:
        raise CommandError(f"{path} lässt sich nicht lesen: {error}") from error
    definitions = {pair: number for number, pair in enumerate(sorted({key[:2] for key in groups}), 1)}
    areas = {code: number for number, code in enumerate(sorted({key[2] for key in groups}), 1)}
    return [
        _line(number, key, values, definitions[key[:2]], areas[key[2]])
        for number, (key, values) in enumerate(sorted(groups.items()), 1)
    ]


def _line(number: int, key: tuple[str, ...], values: dict[int, str], definition: int, area: int) -> Line:
    indicator, unit, code, name, breakdown = key
    figures = []
    for place, (year, raw) in enumerate(sorted(values.items())):
        day = date(year, 12, 31)
        value = float(raw) if raw else None
        status = "normal" if raw else "missing"
        figures.append(Figure(day, value, raw, status, start=day, end=day, key=number * 1000 + place))
    return Line(
        key=number, indicator=indicator, definition=definition, area=area, area_name=name, breakdown=breakdown,
        label=breakdown, level=code[:1], figures=tuple(figures), is_share=is_share(unit) or unit == "Quote", limit=3,
    )  # fmt: skip
