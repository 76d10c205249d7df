"""`manage load_example`: fill an empty installation with the example county."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.accounts.models import User
from roterfaden.example.load import is_loaded, load
from roterfaden.kernel.codes import readable
from roterfaden.participation.models import ReceiptCode

DEMO_PASSWORD = "roter-faden-demo"  # noqa: S105 -- printed on the screen; the example holds nothing secret


class Command(BaseCommand):
    """Loads the example county, or prints how to look around in it."""

    help = "Lädt den Beispiel-Landkreis in eine leere Installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hints", action="store_true", help="nur zeigen, wie man sich umsieht")
        parser.add_argument("--if-empty", action="store_true", help="nichts tun, wenn schon etwas eingerichtet ist")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["hints"]:
            self._hints()
            return
        if is_loaded():
            if options["if_empty"]:
                return
            raise CommandError("Diese Installation ist schon eingerichtet; das Beispiel wird nicht darübergeladen.")
        self.stdout.write("Der Beispiel-Landkreis wird geladen …")
        story = load(now=timezone.now(), password=DEMO_PASSWORD)
        self.stdout.write(
            f"{len(story.contributions)} Beiträge, {len(story.elements)} Elemente, {len(story.areas)} Gebiete."
        )

    def _hints(self) -> None:
        """Sign-in names by role, the password, and the code of one card to follow."""
        self.stdout.write(f"Passwort für alle: {DEMO_PASSWORD}")
        for user in User.objects.order_by("pk"):
            roles = ", ".join(str(row) for row in user.memberships.order_by("pk"))
            self.stdout.write(f"  {user.email:38} {roles}")
        code = ReceiptCode.objects.filter(contribution__moderation="published").order_by("contribution__number").first()
        if code is not None:
            self.stdout.write(f"Eine Karte zum Verfolgen: {readable(code.code)}")
