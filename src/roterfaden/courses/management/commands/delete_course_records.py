"""`manage delete_course_records`: delete what is past its legal period, or only say how much that would be."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.courses.queries import kind_rows, running_deletion
from roterfaden.courses.tasks.keeping import KEEPER, run_deletion
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day


class Command(BaseCommand):
    """Counts only; nothing personal is printed. The worker does the same every night."""

    help = "Löscht Angaben der Sprachkurse, deren Frist abgelaufen ist. Mit --dry-run nennt es nur die Zahlen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--dry-run` changes nothing and may look at a day to come."""
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was gelöscht würde")
        parser.add_argument("--on", type=date.fromisoformat, help="Stichtag, etwa 2026-12-31; ohne Angabe heute")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a line for each kind; without `--dry-run` delete, or go on where a run was cut off."""
        now = timezone.now()
        on = options["on"] or local_day(now)
        for row in kind_rows(on=on):
            held = f", {row.held_back} gesperrt" if row.held_back else ""
            self.stdout.write(f"{row.kind.label}: {row.due} von {row.held} fällig{held}")
        if options["dry_run"]:
            self.stdout.write("Nichts wurde gelöscht.")
            return
        if running_deletion() is not None:
            self.stdout.write("Ein Lauf war abgebrochen und geht weiter.")
        try:
            run = run_deletion(KEEPER, now, on=on)
        except DomainError as error:
            raise CommandError(str(error)) from error
        done, batches = (run.done, run.batches) if run else (0, 0)
        self.stdout.write(f"{done} Einträge gelöscht, in {batches} Teilschritten.")
