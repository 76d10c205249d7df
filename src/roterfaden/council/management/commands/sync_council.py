"""Read council systems now, without a worker."""

from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from roterfaden.council.enums import SyncFault, SyncState
from roterfaden.council.models import Source, SyncRun
from roterfaden.council.tasks import asking, read
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError

READER = System("sync-council")


class Command(BaseCommand):
    """One source that fails does not stop the others, but the command ends with an error."""

    help = "Liest die Ratsinformationssysteme und schlägt vor, welche Vorlagen dort unsere sind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which sources, and whether everything is read again."""
        parser.add_argument("--source", default="", metavar="NAME", help="nur diese Quelle; sonst alle, die aktiv sind")
        parser.add_argument("--full", action="store_true", help="alles lesen statt nur, was sich geändert hat")

    def handle(self, *, source: str, full: bool, **_rest: Any) -> None:
        """Read each source in turn."""
        sources = Source.objects.select_related("area").order_by("name", "pk")
        chosen = list(sources.filter(name=source) if source else sources.active())
        if source and not chosen:
            raise CommandError(f"Eine Quelle „{source}“ gibt es nicht.")
        failed = 0
        for each in chosen:
            try:
                run = read(each, actor=READER, ask=asking(each), token=uuid4().hex, full=full)
            except DomainError as error:
                failed += 1
                self.stderr.write(f"{each.name}: {error}")
            else:
                self._tell(each, run)
        if failed:
            raise CommandError(f"{failed} von {len(chosen)} Quellen sind nicht gelesen.")

    def _tell(self, source: Source, run: SyncRun) -> None:
        pages = ngettext("%(count)s Seite", "%(count)s Seiten", run.pages) % {"count": run.pages}
        counts = f"{run.added} neu, {run.changed} geändert, {run.gone} entzogen"
        found = f"{run.proposed} Zuordnungen vorgeschlagen, {run.copied} Beschlüsse abgeschrieben"
        self.stdout.write(f"{source.name}: {SyncState(run.state).label} – {pages}; {counts}; {found}")
        for fault, count in run.faults.items():
            self.stdout.write(f"  {count} × {SyncFault(fault).label}")
