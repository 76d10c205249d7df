"""Reading files of figures in the background."""

from django.utils import timezone

from roterfaden.indicators.actions import protect_figures, read_figures
from roterfaden.indicators.models import Definition, ImportRun
from roterfaden.indicators.tasks.checking import check_and_keep
from roterfaden.jobs.methods import Progress, job

READ_FIGURES = "indicators.read_figures"
COUNTED = ("added", "revised", "unchanged", "refused", "elsewhere", "unused")


@job(READ_FIGURES)
def read_file(progress: Progress, *, run: int) -> None:
    """Read a file that was started, hide what is too small in it, and look what is strange about it.

    Begun again after a crash it goes on where it stopped.
    """
    found = ImportRun.objects.get(pk=run)
    done = read_figures(actor=progress.actor, run=found, progress=progress, now=timezone.now())
    slugs = {rule["indicator"] for rule in done.plan.get("rules", ())}
    definitions = list(Definition.objects.filter(indicator__slug__in=slugs).order_by("pk"))
    protect_figures(actor=progress.actor, definitions=definitions, now=timezone.now())
    check_and_keep(actor=progress.actor, definitions=definitions, now=timezone.now())
    counts = {name: getattr(done, name) for name in COUNTED}
    progress.finish({name: count for name, count in counts.items() if count or name == "added"})
