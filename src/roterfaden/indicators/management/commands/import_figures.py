"""Read files of official figures: one file, or everything in a drop-in folder."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.indicators import actions
from roterfaden.indicators.enums import FigureFormat, RunState
from roterfaden.indicators.methods.formats import Plan, Source, contents, fingerprint, first_plan, plan_of_toml
from roterfaden.indicators.models import ImportProfile, ImportRun
from roterfaden.indicators.queries import ENDINGS, check_figures, checksum_of, fitted, profile_for
from roterfaden.indicators.tasks import read_and_look
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day

READER = System("import-figures")
LINES_SHOWN = 20
NAMES_SHOWN = 12


class Command(BaseCommand):
    """Without a profile for a file it says what is in it, so that a profile can be written."""

    help = "Liest Dateien mit Zahlen ein: eine Datei oder alle in einem Ordner. Noch einmal einlesen ändert nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read, how, and since when it is known."""
        parser.add_argument("path", type=Path, metavar="DATEI|ORDNER")
        parser.add_argument(
            "--profile",
            default="",
            help="Kurzname eines gespeicherten Profils oder eine TOML-Datei; sonst am Kopf erkannt",
        )
        parser.add_argument(
            "--known-on", type=date.fromisoformat, default=None, help="Datenstand (JJJJ-MM-TT), sonst heute"
        )
        parser.add_argument("--show", action="store_true", help="nur zeigen, was in der Datei ist")
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, was würde")
        parser.add_argument("--again", action="store_true", help="auch Dateien, die schon eingelesen sind")

    def handle(
        self, *, path: Path, profile: str, known_on: date | None, show: bool, dry_run: bool, again: bool, **_rest: Any
    ) -> None:
        """Read each file; a faulty one does not stop the others, but the command ends with an error."""
        if not path.exists():
            raise CommandError(f"„{path}“ gibt es nicht.")
        files = sorted(each for each in path.iterdir() if each.suffix.lower() in ENDINGS) if path.is_dir() else [path]
        bad = 0
        for file in files:
            source = Source(file.name, lambda file=file: file.open("rb"))  # type: ignore[misc]
            try:
                if show:
                    self._show(source)
                else:
                    self._read(source, profile, known_on or local_day(timezone.now()), dry_run=dry_run, again=again)
            except DomainError as error:
                bad += 1
                self.stderr.write(f"{file.name}: {error}")
        if bad:
            raise CommandError(f"{bad} von {len(files)} Dateien sind nicht eingelesen.")

    def _read(self, source: Source, named: str, known_on: date, *, dry_run: bool, again: bool) -> None:
        first = first_plan(source)
        profile, plan = self._plan(source, first, named, dry_run=dry_run)
        if plan is None:
            self._show(source)
            raise CommandError(f"Für {source.name} gibt es noch kein Einleseprofil (--profile).")
        if not again and not dry_run and self._is_read(source, plan):
            self.stdout.write(f"{source.name}: schon eingelesen")
            return
        if dry_run:
            run = ImportRun(source_name=source.name, plan=plan.as_json(), known_on=known_on)
            report = check_figures(run, source)
            report.write_to(run)
        else:
            now = timezone.now()
            run = actions.begin_import(
                actor=READER, source=source, plan=plan, profile=profile, known_on=known_on, now=now
            )
            run = actions.start_import(actor=READER, run=run, now=now)
            run = read_and_look(actor=READER, run=run, source=source)
        self._say(run)

    def _plan(
        self, source: Source, first: Plan, named: str, *, dry_run: bool
    ) -> tuple[ImportProfile | None, Plan | None]:
        if named.endswith(".toml"):
            title, plan = plan_of_toml(Path(named).read_text(encoding="utf-8"))
            if plan.format == FigureFormat.SHEET and not plan.head:
                plan = Plan(**{**vars(plan), "head": first.head})
            if plan.format == FigureFormat.TABLE and not plan.columns:
                plan = Plan(**{**vars(plan), "columns": first.columns})
            if not title or dry_run:
                return None, plan
            profile = actions.remember_profile(
                actor=READER, title=title, plan=plan, known_by=fingerprint(source, first), slug=Path(named).stem[:80],
                now=timezone.now(),
            )  # fmt: skip
            return profile, plan
        found = ImportProfile.objects.filter(slug=named).first() if named else profile_for(source, first)
        if named and found is None:
            raise CommandError(f"Ein Einleseprofil „{named}“ gibt es nicht.")
        return found, fitted(found, first) if found else None

    def _is_read(self, source: Source, plan: Plan) -> bool:
        runs = ImportRun.objects.filter(checksum=checksum_of(source), state=RunState.DONE)
        stored = json.loads(json.dumps(plan.as_json()))
        return any(run.plan == stored for run in runs.order_by("pk"))

    def _say(self, run: ImportRun) -> None:
        self.stdout.write(
            f"{run.source_name}: {run.total} Werte – neu {run.added}, neuer Stand {run.revised}, "
            f"schon da {run.unchanged}, abgewiesen {run.refused}, anderes Gebiet {run.elsewhere}, "
            f"nicht zugeordnet {run.unused}"
        )
        for reason, count in list(run.tally.items())[:LINES_SHOWN]:
            self.stdout.write(f"  {count}-mal: {reason}")
        told = [each for each in run.report if each["outcome"] == "refused"]
        for each in told[:LINES_SHOWN]:
            self.stdout.write(f"  Zeile {each['row']}: {each['reason']}")

    def _show(self, source: Source) -> None:
        plan = first_plan(source)
        found = contents(source, plan)
        self.stdout.write(
            f"{source.name}: {FigureFormat(plan.format).label}, {found.rows} Werte, {found.faults} unlesbar"
        )
        for name, label in found.variables.items():
            self.stdout.write(f"  Größe „{name}“ {label}: {found.counts[name]} Werte")
        for name, label in found.cuts.items():
            self.stdout.write(f"  Gliederung {name} {label}: {few(found.cut_values[name])}")
        self.stdout.write(f"  Gebiete: {few(found.areas)}")
        self.stdout.write(f"  Zeiträume: {few(found.periods)}")
        signs = ", ".join(f"{sign} {count}-mal" for sign, count in found.signs.items())
        self.stdout.write(f"  Zeichen: {signs or 'keine'}; Schreibweise: {found.notation}")


def few(names: dict[str, Any]) -> str:
    """The first names and how many more there are."""
    shown = ", ".join(list(names)[:NAMES_SHOWN])
    return f"{shown} … ({len(names)})" if len(names) > NAMES_SHOWN else shown
