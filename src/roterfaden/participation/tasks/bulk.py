"""Reading in lists in the background."""

from django.utils import timezone

from roterfaden.jobs.methods import Progress, job
from roterfaden.participation.actions import import_contributions
from roterfaden.participation.models import ImportRun

IMPORT_ROWS = "participation.import_rows"


@job(IMPORT_ROWS)
def import_rows(progress: Progress, *, run: int) -> None:
    """Take in a list that was started; begun again after a crash it goes on where it stopped."""
    found = ImportRun.objects.get(pk=run)
    done = import_contributions(actor=progress.actor, run=found, progress=progress, now=timezone.now())
    counts = {"imported": done.imported, "known": done.known, "faulty": done.faulty, "held": done.held}
    progress.finish({name: count for name, count in counts.items() if count or name == "imported"})
