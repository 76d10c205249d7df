"""`manage doctor`: what is wrong with this installation, and what to do about it."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from roterfaden.office.doctor import Level, findings, gather

WORDS = {Level.ERROR: "FEHLER", Level.WARNING: "Warnung", Level.NOTE: "Hinweis"}


class Command(BaseCommand):
    """Prints one paragraph for each finding; ends with exit code 1 when something does not work or is not safe."""

    help = "Sieht nach, was an dieser Installation nicht stimmt, und sagt, was zu tun ist. Exitcode 1 bei Fehlern."
    requires_system_checks = ()  # they are part of what is told, in order and with what to do

    def add_arguments(self, parser: CommandParser) -> None:
        """How thorough, and for whom."""
        parser.add_argument("--json", action="store_true", help="als JSON, für eine Überwachung")
        parser.add_argument("--gruendlich", action="store_true", help="auch das ganze Protokoll nachrechnen")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look, say, and end with the fitting exit code."""
        found = findings(gather(now=timezone.now(), thorough=options["gruendlich"]))
        if options["json"]:
            rows = [
                {"level": each.level.name.lower(), "code": each.code, "text": each.text, "remedy": each.remedy}
                for each in found
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            for each in found:
                self.stdout.write(f"{WORDS[each.level]} {each.code}: {each.text}\n    → {each.remedy}")
            if not found:
                self.stdout.write("Alles in Ordnung.")
        if any(each.level == Level.ERROR for each in found):
            sys.exit(1)
