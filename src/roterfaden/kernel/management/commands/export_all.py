"""`manage export_all`: everything this installation knows, in open formats."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.kernel.takeout import write_takeout


class Command(BaseCommand):
    """Writes one ZIP; personal data only with a word of its own."""

    help = "Schreibt den ganzen Bestand in offenen Formaten (JSON mit Schema, CSV, Dateien) in eine ZIP-Datei."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and whether with personal data."""
        parser.add_argument("file", type=Path, help="Name der neuen Datei, zum Beispiel bestand-2026-11-23.zip")
        parser.add_argument(
            "--with-personal", action="store_true", help="auch persönliche Angaben und hochgeladene Dateien"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, and say what is in it."""
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"{target.name} gibt es schon und wird nicht überschrieben.")
        try:
            out = write_takeout(target, now=timezone.now(), with_personal=options["with_personal"])
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht schreiben: {error.strerror}.") from error
        self.stdout.write(f"{out.tables} Tabellen mit {out.rows} Zeilen und {out.files} Dateien geschrieben.")
        if options["with_personal"]:
            self.stderr.write("Die Datei enthält persönliche Angaben. Verwahren Sie sie verschlossen.")
        else:
            self.stdout.write("Persönliche Angaben und hochgeladene Dateien fehlen (--with-personal nimmt sie hinzu).")
