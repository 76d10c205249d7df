"""`manage test_mail`: send one message and say in words what the mail server answered."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from roterfaden.post.actions import deliver_message, write_message
from roterfaden.post.enums import MessageState
from roterfaden.post.tasks import POSTMAN


class Command(BaseCommand):
    """Writes a message and hands it over at once, without a worker; ends with exit code 1 when that fails."""

    help = "Verschickt sofort eine Testnachricht und sagt, was der Mailserver geantwortet hat."

    def add_arguments(self, parser: CommandParser) -> None:
        """To whom."""
        parser.add_argument("address", help="Adresse, an die die Testnachricht geht")

    def handle(self, *_args: Any, address: str, **_options: Any) -> None:
        """Send it."""
        now = timezone.now()
        try:
            message = write_message(
                actor=POSTMAN,
                to=address,
                subject="Testnachricht von Roter Faden",
                text="Diese Nachricht wurde mit „./faden manage test_mail“ verschickt. Der Versand funktioniert.",
                language="de",
                about="Testnachricht",
                now=now,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        message = deliver_message(actor=POSTMAN, message=message, now=now)
        if message.state != MessageState.SENT:
            with translation.override("de"):
                raise CommandError(f"Nicht verschickt. {message.get_trouble_display()}")
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            self.stdout.write(
                f"Kein Mailserver eingestellt; die Nachricht liegt als Datei in {settings.EMAIL_FILE_PATH}."
            )
        else:
            self.stdout.write(f"Der Mailserver {settings.EMAIL_HOST} hat die Nachricht angenommen.")
