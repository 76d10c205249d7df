"""`manage restore`: a backup into an empty installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from roterfaden.kernel.archive import load_archive
from roterfaden.kernel.errors import DomainError


class Command(BaseCommand):
    """All or nothing; never over what is there."""

    help = "Lädt eine Sicherung in eine leere Installation, auf SQLite oder PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one, and the key to it."""
        parser.add_argument("file", type=Path, help="die Sicherung")
        parser.add_argument("--identity", type=Path, help="Datei mit dem geheimen Schlüssel von age")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the tables, load, compare, say what came."""
        call_command("migrate", verbosity=0)
        try:
            report = load_archive(options["file"], using="default", identity=options["identity"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht lesen: {error.strerror}.") from error
        self.stdout.write(
            f"Geladen und verglichen: {report.rows} Zeilen, {report.files} Dateien, gesichert am {report.made_at}.\n"
            "Legen Sie sealing.keys zurück in FADEN_DATA, und führen Sie aus: ./faden manage doctor"
        )
