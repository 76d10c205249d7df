"""Write a bundle for other houses."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError
from roterfaden.transfer.actions import export_bundle
from roterfaden.transfer.enums import ONLY_WHEN_ASKED, Part
from roterfaden.transfer.queries import Choice, house_key, offered_processes, offered_versions

GIVER = System("export-bundle")


class Command(BaseCommand):
    """Without options everything but legal pages goes along: the newest process and the newest published version."""

    help = "Schreibt ein Bündel zum Weitergeben: Muster, Handlungsfelder, Messgrößen, Konzept, Texte – ohne Personen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what goes along."""
        parser.add_argument("file", type=Path, metavar="DATEI")
        parser.add_argument("--parts", nargs="+", choices=Part.values, metavar="TEIL", help=", ".join(Part.values))
        parser.add_argument("--process", metavar="KURZNAME", help="sonst das neueste Verfahren")
        parser.add_argument("--concept", metavar="KURZNAME", help="sonst die neueste veröffentlichte Fassung überhaupt")
        parser.add_argument("--fassung", metavar="KURZNAME", help="eine bestimmte Fassung des Konzepts")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Write the file and say what is in it. Never overwrites."""
        if file.exists():
            raise CommandError(f"{file} gibt es schon.")
        choice = _choice(options)
        try:
            made = export_bundle(actor=GIVER, choice=choice, now=timezone.now())
            file.write_bytes(made.data)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        for part, count in made.counts.items():
            self.stdout.write(f"{Part(part).label}: {count}")
        key = house_key()
        self.stdout.write(f"Fingerabdruck dieser Einrichtung: {key.fingerprint if key else ''}")


def _choice(options: dict[str, Any]) -> Choice:
    processes, versions = offered_processes(), offered_versions()
    if options["process"]:
        processes = processes.filter(slug=options["process"])
    if options["concept"]:
        versions = versions.filter(concept__slug=options["concept"])
    if options["fassung"]:
        versions = versions.filter(slug=options["fassung"])
    process, version = processes.first(), versions.first()
    if options["parts"]:
        return Choice(frozenset(options["parts"]), process, version)
    parts = set(Part.values) - ONLY_WHEN_ASKED
    if process is None:
        parts -= {Part.PROCESS, Part.LETTERS}
    if version is None:
        parts -= {Part.CONCEPT}
    return Choice(frozenset(parts), process, version)
