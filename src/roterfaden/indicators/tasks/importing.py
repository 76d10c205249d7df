"""Reading files of figures in the background."""

from django.utils import timezone

from roterfaden.indicators.actions import read_figures
from roterfaden.indicators.models import ImportRun
from roterfaden.jobs.methods import Progress, job

READ_FIGURES = "indicators.read_figures"
COUNTED = ("added", "revised", "unchanged", "refused", "elsewhere", "unused")


@job(READ_FIGURES)
def read_file(progress: Progress, *, run: int) -> None:
    """Read a file that was started; begun again after a crash it goes on where it stopped."""
    found = ImportRun.objects.get(pk=run)
    done = read_figures(actor=progress.actor, run=found, progress=progress, now=timezone.now())
    counts = {name: getattr(done, name) for name in COUNTED}
    progress.finish({name: count for name, count in counts.items() if count or name == "added"})
