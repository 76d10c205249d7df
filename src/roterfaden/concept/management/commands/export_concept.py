"""Write a version of a concept as Markdown or JSON."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.concept.methods.exchange import to_json, to_markdown
from roterfaden.concept.models import Version
from roterfaden.concept.queries import exchanged


class Command(BaseCommand):
    """To standard output, so that it can be kept, compared or sent on."""

    help = "Schreibt eine Fassung eines Konzepts als Markdown oder JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The concept, the version (without it: the working draft), the form."""
        parser.add_argument("concept", metavar="SLUG")
        parser.add_argument("--fassung", default="entwurf", metavar="SLUG")
        parser.add_argument("--form", choices=["md", "json"], default="md")

    def handle(self, *, concept: str, fassung: str, form: str, **_options: Any) -> None:
        version = Version.objects.select_related("concept").filter(concept__slug=concept, slug=fassung).first()
        if version is None:
            raise CommandError(f"Die Fassung „{fassung}“ des Konzepts „{concept}“ gibt es nicht.")
        document = exchanged(version)
        self.stdout.write(to_json(document) if form == "json" else to_markdown(document), ending="")
