"""Take over a bundle of another house."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError
from roterfaden.transfer import actions
from roterfaden.transfer.methods import Replacement, Wishes
from roterfaden.transfer.models import Arrival
from roterfaden.transfer.queries import Preview, preview

TAKER = System("import-bundle")


class Command(BaseCommand):
    """Takes over what is new or changed at the origin; what was changed here stays. With `--dry-run` nothing stays."""

    help = "Übernimmt ein Bündel aus einer anderen Einrichtung; was hier geändert wurde, bleibt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, names, and the days only this house knows."""
        parser.add_argument("file", type=Path, metavar="DATEI")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, nichts übernehmen")
        parser.add_argument(
            "--name", action="append", default=[], metavar="ALT=NEU", help="ein Name, der hier anders heißt; mehrfach"
        )
        parser.add_argument("--starts-on", type=date.fromisoformat, metavar="TAG", help="das Konzept gilt von")
        parser.add_argument("--ends-on", type=date.fromisoformat, metavar="TAG", help="das Konzept gilt bis")
        parser.add_argument("--opened-on", type=date.fromisoformat, metavar="TAG", help="Verfahren gleich eröffnen")
        parser.add_argument("--mandate", default="", help="wer das Verfahren beauftragt hat")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        """Show what will happen, then do it; all or nothing."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        wishes = Wishes(options["starts_on"], options["ends_on"], options["opened_on"], options["mandate"])
        try:
            with transaction.atomic():
                arrival = self._take(data, _names(options["name"]), wishes)
                transaction.set_rollback(dry_run)
        except DomainError as error:
            raise CommandError(str(error)) from error
        taken = sum(arrival.result.values())
        self.stdout.write("Nur gezeigt, nichts übernommen." if dry_run else f"Übernommen: {taken}.")

    def _take(self, data: bytes, names: list[Replacement], wishes: Wishes) -> Arrival:
        now = timezone.now()
        arrival = actions.receive_bundle(actor=TAKER, data=data, now=now)
        self.stdout.write(f"{arrival.origin.name}, erstellt am {arrival.made_at:%d.%m.%Y}")
        self.stdout.write(f"Fingerabdruck der Herkunft: {arrival.origin.fingerprint}")
        if names:
            merged = dict(arrival.replacements) | dict(names)
            arrival = actions.adapt_names(
                actor=TAKER, arrival=arrival, replacements=[Replacement(*pair) for pair in merged.items()], now=now
            )
        coming = preview(arrival)
        self._show(arrival, coming)
        arrival = actions.start_take_over(
            actor=TAKER, arrival=arrival, picks=coming.proposed, wishes=wishes, now=now
        )  # fmt: skip
        return actions.take_over_bundle(actor=TAKER, arrival=arrival, now=now)

    def _show(self, arrival: Arrival, coming: Preview) -> None:
        for each in arrival.replacements:
            self.stdout.write(f"  {each.search} → {each.replace}")
        for part in coming.parts:
            counts = ", ".join(f"{count} × {state.label}" for state, count in part.counts)
            self.stdout.write(f"{part.part.label}: {counts or 'nichts'}")


def _names(given: list[str]) -> list[Replacement]:
    pairs = [each.partition("=") for each in given]
    if any(not sign or not old.strip() for old, sign, _new in pairs):
        raise CommandError("--name erwartet ALT=NEU.")
    return [Replacement(old.strip(), new.strip()) for old, _sign, new in pairs]
