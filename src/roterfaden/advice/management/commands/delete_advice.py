"""`manage delete_advice`: delete what is past its day, or only say how much that would be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from roterfaden.advice.queries import kept_rows, running_deletion
from roterfaden.advice.tasks import run_deletion
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day


class Command(BaseCommand):
    """Counts only; nothing personal is printed. The worker does the same every night."""

    help = "Löscht Einträge der Beratung, deren Löschtag erreicht ist. Mit --dry-run nennt es nur die Zahlen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--dry-run` changes nothing."""
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was gelöscht würde")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a line for each kind; without `--dry-run` delete, or go on where a run was cut off."""
        now = timezone.now()
        for row in kept_rows(on=local_day(now)):
            self.stdout.write(f"{row.label}: {row.due} von {row.held} fällig")
        if options["dry_run"]:
            self.stdout.write("Nichts wurde gelöscht.")
            return
        if running_deletion() is not None:
            self.stdout.write("Ein Lauf war abgebrochen und geht weiter.")
        run = run_deletion(System("advice"), now)
        self.stdout.write(f"{run.done if run else 0} Einträge gelöscht, in {run.batches if run else 0} Teilschritten.")
