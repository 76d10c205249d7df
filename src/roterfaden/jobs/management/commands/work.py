"""`manage work`: do background work until told to stop."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from roterfaden.jobs.management.supervisor import Supervisor

MOST_PROCESSES = 16
DEFAULT_GRACE = 10.0


def process_count(text: str) -> int:
    """A number of processes from 1 to MOST_PROCESSES."""
    if not text.isdigit() or not 1 <= int(text) <= MOST_PROCESSES:
        raise argparse.ArgumentTypeError(f"{text} ist keine Zahl von 1 bis {MOST_PROCESSES}.")
    return int(text)


class Command(BaseCommand):
    """Starts a supervisor; ends with Ctrl-C or SIGTERM and exit code 0."""

    help = "Erledigt Aufträge im Hintergrund, verschickt E-Mails und hält wiederkehrende Arbeiten ein."

    requires_system_checks: list[str] = []  # they load every page, which a worker has no use for; migrate runs them

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How much at once, and how patient at the end."""
        parser.add_argument(
            "--processes",
            type=process_count,
            default=1,
            help="wie viele Aufträge gleichzeitig laufen (1 bis 16); wiederkehrende Arbeiten laufen in einem eigenen",
        )
        parser.add_argument(
            "--grace",
            type=float,
            default=DEFAULT_GRACE,
            help="Sekunden, die laufende Aufträge beim Beenden bekommen, um an einer guten Stelle anzuhalten",
        )

    def handle(self, *_args: Any, processes: int, grace: float, verbosity: int, **_options: Any) -> None:
        """Work until told to stop; says nothing with --verbosity=0."""
        word = "einem Prozess" if processes == 1 else f"{processes} Prozessen"
        self._say(verbosity, f"Hintergrundarbeit läuft mit {word}; beenden mit Strg-C.")
        Supervisor(processes=processes, grace_seconds=grace).run()
        self._say(verbosity, "Hintergrundarbeit beendet.")

    def _say(self, verbosity: int, sentence: str) -> None:
        if verbosity:
            self.stdout.write(sentence)
            self.stdout.flush()
