"""`manage renew_sealing_keys`: seal everything with a new key; later forget the old ones."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.vault import add_key, forget_old_keys, reseal_everything, sealed_with_old_keys


class Command(BaseCommand):
    """Two steps, because backups made before the first one still need the old keys to be opened."""

    help = "Verschließt Originale und Adressen mit einem neuen Schlüssel. Mit --forget-old verwirft es die alten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--forget-old` for the second step."""
        told = "alte Schlüssel verwerfen, wenn nichts mehr mit ihnen verschlossen ist"
        parser.add_argument("--forget-old", action="store_true", help=told)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do one of the two steps and say what was done."""
        try:
            if options["forget_old"]:
                self._forget()
            else:
                keys = add_key()
                changed = reseal_everything()
                self.stdout.write(
                    f"{changed} Einträge sind mit dem neuen Schlüssel verschlossen ({keys} Schlüssel in der Datei).\n"
                    "Sichern Sie die Schlüsseldatei. Brauchen Sie die alten Sicherungen nicht mehr, rufen Sie den "
                    "Befehl mit --forget-old auf."
                )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _forget(self) -> None:
        left = sealed_with_old_keys()
        if left:
            told = f"{left} Einträge sind noch mit einem alten Schlüssel verschlossen."
            raise CommandError(f"{told} Rufen Sie den Befehl zuerst ohne --forget-old auf.")
        self.stdout.write(f"{forget_old_keys()} alte Schlüssel sind verworfen.")
