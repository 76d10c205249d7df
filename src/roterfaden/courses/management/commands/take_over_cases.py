"""`manage take_over_cases`: finished registrations of a list from before the program, as counts without names."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.courses.actions import take_over_cases
from roterfaden.courses.methods.cells import folded
from roterfaden.courses.methods.needs.earlier import COLUMNS, read_earlier
from roterfaden.courses.models import CourseType
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import read_table
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area


class Command(BaseCommand):
    """Rows that cannot be read are named by their line and left out. Exit code 1 for a file that is no such table."""

    help = "Übernimmt abgeschlossene Anmeldungen einer früheren Warteliste als Zahlen, ohne Namen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("file", help=f"XLSX, ODS oder CSV mit den Spalten {', '.join(COLUMNS)}")
        parser.add_argument("--name", required=True, help="Name der Liste; eine gleichen Namens wird ersetzt")
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was übernommen würde")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, say what cannot be read, take over the rest."""
        now, path = timezone.now(), Path(options["file"])
        if not path.is_file():
            raise CommandError(f"Diese Datei gibt es nicht: {path.name}")
        try:
            table = read_table(path.read_bytes(), path.name)
        except DomainError as error:
            raise CommandError(str(error)) from error
        found = read_earlier(
            table, areas=dict(Area.objects.order_by("pk").values_list("key", "pk")), types=_types(),
            before=local_day(now).replace(day=1),
        )  # fmt: skip
        if found.missing:
            raise CommandError(f"Es fehlen Spalten: {', '.join(found.missing)}")
        for line, reason in found.faults:
            self.stdout.write(f"Zeile {line}: {reason}")
        if options["dry_run"]:
            self.stdout.write(f"{len(found.rows)} Fälle würden übernommen, {len(found.faults)} Zeilen nicht.")
            return
        try:
            take_over_cases(actor=System("courses"), name=options["name"], rows=found.rows, now=now)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(found.rows)} Fälle übernommen, {len(found.faults)} Zeilen nicht.")


def _types() -> dict[str, int]:
    rows = CourseType.objects.order_by("pk")
    return {folded(name): row.pk for row in rows for name in (row.slug, row.name)}
