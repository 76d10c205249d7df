"""`manage processing_records`: the record of processing and the template of the impact assessment, as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import timezone, translation

from roterfaden.places.models import Instance
from roterfaden.web.processing import assessment_docx, records, records_docx, risks


class Command(BaseCommand):
    """Writes three files: the record as HTML and DOCX, and the template of the assessment as DOCX."""

    help = (
        "Schreibt das Verzeichnis von Verarbeitungstätigkeiten und die Vorlage der Folgenabschätzung in einen Ordner."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--out` names the folder."""
        parser.add_argument("--out", type=Path, default=Path(), help="Ordner, in den geschrieben wird")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the files and name them."""
        now, folder = timezone.now(), options["out"]
        house = Instance.objects.order_by("pk").first()
        title = house.name if house else ""
        folder.mkdir(parents=True, exist_ok=True)
        with translation.override(settings.LANGUAGE_CODE):
            found = records()
            page = render_to_string("office/settings/processing_file.html", {"records": found, "house": title})
            made = {
                "verzeichnis.html": page.encode("utf-8"),
                "verzeichnis.docx": records_docx(found, house=title, made_at=now),
                "folgenabschaetzung.docx": assessment_docx(found, risks(), house=title, made_at=now),
            }
        for name, content in made.items():
            (folder / name).write_bytes(content)
            self.stdout.write(str(folder / name))
