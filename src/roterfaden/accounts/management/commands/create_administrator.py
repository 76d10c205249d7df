"""`manage create_administrator`: the first person who can invite others."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from roterfaden.accounts import actions
from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError


class Command(BaseCommand):
    """Asks for what is missing; the password never stands in the command line."""

    help = "Legt einen Zugang mit der Rolle Administration an. Das Passwort wird abgefragt oder von stdin gelesen."

    def add_arguments(self, parser: CommandParser) -> None:
        """Address and name, and where the password comes from."""
        parser.add_argument("email", help="E-Mail-Adresse, mit der sich die Person anmeldet")
        parser.add_argument("name", help="Name der Person")
        parser.add_argument(
            "--password-stdin", action="store_true", help="Passwort als eine Zeile von der Standardeingabe lesen"
        )

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        """Create the account and grant the role, both or none."""
        actor, now = System("create_administrator"), timezone.now()
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else self._ask()
        try:
            validate_password(password, User(email=options["email"], name=options["name"]))
            user = actions.invite_user(
                actor=actor, email=options["email"], name=options["name"], password=password, now=now
            )
            actions.grant_role(actor=actor, user=user, role=Role.ADMINISTRATOR, now=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Angelegt: {user.email}. Beim ersten Anmelden wird der zweite Faktor eingerichtet.")

    def _ask(self) -> str:
        first = getpass("Passwort (mindestens 12 Zeichen): ")
        if first != getpass("Noch einmal: "):
            raise CommandError("Die Passwörter sind verschieden.")
        return first
