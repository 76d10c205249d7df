"""Reading in lists in the background."""

from django.utils import timezone

from roterfaden.jobs.methods import Progress, job
from roterfaden.participation.actions import check_import, import_contributions
from roterfaden.participation.methods import ColumnPlan
from roterfaden.participation.models import ImportRun

IMPORT_ROWS = "participation.import_rows"
CHECK_ROWS = "participation.check_rows"


@job(CHECK_ROWS)
def check_rows(progress: Progress, *, run: int) -> None:
    """Look at every row of a long list, with the columns as they were chosen. Looking again changes nothing else."""
    found = ImportRun.objects.get(pk=run)
    plan = ColumnPlan.from_json(found.mapping)
    done = check_import(actor=progress.actor, run=found, plan=plan, progress=progress, now=timezone.now())
    counts = done.check_result.get("counts", {})
    progress.finish({name: count for name, count in counts.items() if count or name == "imported"})


@job(IMPORT_ROWS)
def import_rows(progress: Progress, *, run: int) -> None:
    """Take in a list that was started; begun again after a crash it goes on where it stopped."""
    found = ImportRun.objects.get(pk=run)
    done = import_contributions(actor=progress.actor, run=found, progress=progress, now=timezone.now())
    counts = {"imported": done.imported, "known": done.known, "faulty": done.faulty, "held": done.held}
    progress.finish({name: count for name, count in counts.items() if count or name == "imported"})
