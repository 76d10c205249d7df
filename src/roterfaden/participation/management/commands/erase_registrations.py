"""Erase registrations and invitations whose period is over, or say what would be erased."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from roterfaden.participation.queries import erasure_limit, events_holding_guests
from roterfaden.participation.tasks.registrations import erase_old_registrations


class Command(BaseCommand):
    """The worker does the same once a day."""

    help = "Löscht Anmeldungen und Einladungen, deren Frist abgelaufen ist; die Teilnahmezahlen bleiben."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was gelöscht würde")

    def handle(self, *, dry_run: bool, **_options: Any) -> None:
        now = timezone.now()
        due = list(events_holding_guests(ended_before=erasure_limit(now)))
        for event in due:
            guests, invitees = event.registrations.count(), event.invitees.count()
            self.stdout.write(f"{event.title}: {guests} Anmeldungen, {invitees} Einladungen")
        if not dry_run:
            erase_old_registrations(now=now)
        done = "Zu löschen" if dry_run else "Gelöscht"
        self.stdout.write(f"{done}: Daten von {len(due)} Veranstaltungen." if due else "Keine Frist ist abgelaufen.")
