"""`manage retention`: erase personal data whose period is over, or only say how much that would be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from roterfaden.kernel.actors import System
from roterfaden.kernel.scrub import scrub
from roterfaden.kernel.time import local_day
from roterfaden.participation.actions import HELD_IN, run_retention
from roterfaden.participation.queries import retention_rows


class Command(BaseCommand):
    """Counts only; nothing personal is printed. The worker does the same every night."""

    help = "Löscht persönliche Daten, deren Frist abgelaufen ist. Mit --dry-run nennt es nur die Zahlen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--dry-run` changes nothing."""
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was gelöscht würde")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print a line for each kind; without `--dry-run` erase and clean the database file."""
        now = timezone.now()
        rows = retention_rows(on=local_day(now))
        for row in rows:
            following = f", die nächsten am {row.next_on:%d.%m.%Y}" if row.next_on else ""
            self.stdout.write(f"{row.kind.label}: {row.due} von {row.held} fällig (Frist {row.days} Tage){following}")
        if options["dry_run"]:
            self.stdout.write("Nichts wurde gelöscht.")
            return
        erased = sum(run_retention(actor=System("retention"), now=now).values())
        cleaned = scrub(HELD_IN)
        self.stdout.write(f"{erased} Einträge gelöscht. Das steht im Protokoll.")
        if not cleaned:
            self.stdout.write("Die Datenbankdatei war in Gebrauch und wird beim nächsten Lauf bereinigt.")
