"""`manage move`: the rows of this installation into another database, for good."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from roterfaden.kernel.archive import load_archive, other_database, write_archive
from roterfaden.kernel.errors import DomainError


class Command(BaseCommand):
    """Through an archive: what arrives is compared table by table. The old database stays as it is."""

    help = "Zieht in eine andere Datenbank um, zum Beispiel --to postgresql://… Stoppen Sie vorher den Server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("--to", required=True, help="Adresse der leeren Datenbank, wie in DATABASE_URL")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, make the tables there, load, compare."""
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="move-") as folder:
            archive = Path(folder) / "move.zip"
            write_archive(archive, now=timezone.now())
            try:
                with other_database(options["to"]) as alias:
                    call_command("migrate", database=alias, verbosity=0)
                    report = load_archive(archive, using=alias, with_files=False)
            except DomainError as refusal:
                raise CommandError(str(refusal)) from refusal
            except Error as error:
                raise CommandError(f"Die neue Datenbank antwortet nicht, wie sie soll: {error}") from error
        self.stdout.write(
            f"{report.rows} Zeilen sind umgezogen; jede Tabelle wurde verglichen.\n"
            "Setzen Sie DATABASE_URL auf die neue Adresse und starten Sie den Server. Die Dateien in FADEN_DATA "
            "bleiben, wo sie sind; die alte Datenbank ist unverändert."
        )
