"""Read a version from Markdown or JSON into the empty working draft of a concept."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.concept.actions import import_exchange
from roterfaden.concept.forms import document_from
from roterfaden.concept.models import Concept
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError

READER = System("import-concept")


class Command(BaseCommand):
    """All elements or none."""

    help = "Liest eine Fassung aus Markdown oder JSON in den leeren Arbeitsentwurf eines Konzepts ein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the concept."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--concept", required=True, metavar="SLUG")

    def handle(self, *, file: Path, concept: str, **_options: Any) -> None:
        found = Concept.objects.select_related("process").filter(slug=concept).first()
        if found is None:
            raise CommandError(f"Ein Konzept „{concept}“ gibt es nicht.")
        try:
            document = document_from(file.read_bytes())
            count = import_exchange(actor=READER, concept=found, document=document, now=timezone.now())
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht lesen: {error.strerror}") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} Elemente stehen im Arbeitsentwurf.")
