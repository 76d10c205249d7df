"""`manage verify_backup`: is a backup whole?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.kernel.archive import verify_archive
from roterfaden.kernel.errors import DomainError


class Command(BaseCommand):
    """Reads every part and compares it with the checksums in the file; changes nothing."""

    help = "Prüft eine Sicherung Teil für Teil. Exitcode 1, wenn sie beschädigt ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one, and the key to it."""
        parser.add_argument("file", type=Path, help="die Sicherung")
        parser.add_argument("--identity", type=Path, help="Datei mit dem geheimen Schlüssel von age")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check and say so."""
        try:
            report = verify_archive(options["file"], identity=options["identity"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht lesen: {error.strerror}.") from error
        self.stdout.write(f"Unversehrt: {report.rows} Zeilen, {report.files} Dateien, gesichert am {report.made_at}.")
