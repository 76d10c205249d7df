"""`manage verify_audit`: recompute the hash chain of the log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.audit.queries import verify_chain


class Command(BaseCommand):
    """Prints one line; ends with exit code 1 when the chain is broken, so that a timer can watch it."""

    help = "Prüft, ob das Protokoll unverändert ist. Exitcode 1, wenn nicht."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check the chain and say so."""
        report = verify_chain()
        if not report.is_intact:
            raise CommandError(
                f"Das Protokoll ist ab Eintrag {report.broken_at} verändert. "
                f"Davor sind {report.intact} Einträge unversehrt. Bitte die Datenbank sichern und die Revision rufen."
            )
        self.stdout.write(f"Das Protokoll ist unversehrt: {report.checked} Einträge geprüft.")
