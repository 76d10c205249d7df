"""`manage backup`: everything this installation holds, in one file, while people work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pyrage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.kernel.archive import BackupNote, note_backup, verify_archive, write_archive


class Command(BaseCommand):
    """Writes the file and reads it back. The keys of the house are not in it: they belong into another safe."""

    help = "Sichert Datenbank und Dateien in eine Datei, während alle weiterarbeiten, und prüft sie."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and for whom."""
        parser.add_argument("file", type=Path, help="Name der neuen Datei, zum Beispiel faden-2026-11-23.zip")
        told = "öffentlicher Schlüssel von age (age1…); dann ist die Datei nur mit dem geheimen zu lesen; auch mehrmals"
        parser.add_argument("--recipient", action="append", default=[], help=told)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, read back, say what is in it."""
        target: Path = options["file"]
        now = timezone.now()
        if target.exists():
            raise CommandError(f"{target.name} gibt es schon. Eine Sicherung wird nie überschrieben.")
        try:
            written = write_archive(target, now=now, recipients=tuple(options["recipient"]))
        except pyrage.RecipientError as error:
            raise CommandError("Das ist kein öffentlicher Schlüssel von age (age1…).") from error
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht schreiben: {error.strerror}.") from error
        if not options["recipient"]:
            verify_archive(target)
        try:
            note_backup(
                BackupNote(now, written.rows, written.files, written.size, is_locked=bool(options["recipient"]))
            )
        except OSError as error:
            self.stderr.write(f"Die Sicherung ist gut; in FADEN_DATA ließ sie sich nicht vermerken: {error.strerror}.")
        self.stdout.write(
            f"{written.rows} Zeilen und {written.files} Dateien gesichert ({written.size / 1e6:.1f} MB).\n"
            "Nicht darin sind secret.key und sealing.keys aus FADEN_DATA. Bewahren Sie sealing.keys an einem anderen "
            "Ort auf: Ohne diese Datei bleiben verschlossene Worte für immer verschlossen."
        )
