"""Read a Word document into the working draft of a concept, as the program proposes it, and print the report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from roterfaden.concept import actions
from roterfaden.concept.exports import word_report_rows
from roterfaden.concept.models import Concept, WordDocument
from roterfaden.concept.queries import word_mapping
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError

READER = System("import-word")
LONGEST = 100


class Command(BaseCommand):
    """With `--dry-run` the database and the kept files stay as they are; the report is the same."""

    help = "Liest ein Word-Dokument in den Arbeitsentwurf eines Konzepts ein und druckt den Bericht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the concept, and whether it is only a try."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--concept", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *, file: Path, concept: str, dry_run: bool, **_options: Any) -> None:
        found = Concept.objects.select_related("process").filter(slug=concept).first()
        if found is None:
            raise CommandError(f"Ein Konzept „{concept}“ gibt es nicht.")
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht lesen: {error.strerror}") from error
        try:
            with transaction.atomic():
                document = self._import(found, file.name, data)
                self._report(document)
                transaction.set_rollback(dry_run)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _import(self, concept: Concept, name: str, data: bytes) -> WordDocument:
        now, upload = timezone.now(), ContentFile(data, name=name)
        document = actions.open_word_document(actor=READER, concept=concept, upload=upload, now=now)
        document = actions.start_word_import(actor=READER, document=document, goal_reason=document.goal_reason, now=now)
        return actions.import_word_elements(actor=READER, document=document, now=now)

    def _report(self, document: WordDocument) -> None:
        _heading, rows = word_report_rows(document)
        for number, kind, text, use, became in rows:
            words = " ".join(str(text).split())
            short = words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
            self.stdout.write(f"{number:>4}  {kind or '–'}: {short}\n      → {use}: {became}")
        counts = word_mapping(document).plan.counts()
        self.stdout.write(", ".join(f"{kind}: {count}" for kind, count in counts.items() if count))
