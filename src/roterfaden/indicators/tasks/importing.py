"""Reading files of figures in the background."""

from django.utils import timezone

from roterfaden.indicators.actions import protect_figures, read_figures
from roterfaden.indicators.methods.formats import Source
from roterfaden.indicators.models import Definition, ImportRun
from roterfaden.indicators.tasks.checking import check_and_keep
from roterfaden.jobs.methods import Progress, job
from roterfaden.kernel.actors import Actor

READ_FIGURES = "indicators.read_figures"
COUNTED = ("added", "revised", "unchanged", "refused", "elsewhere", "unused")


def read_and_look(
    *, actor: Actor, run: ImportRun, source: Source | None = None, progress: Progress | None = None
) -> ImportRun:
    """Read a file that was started, then decide what of it may be shown and look what is strange about it."""
    done = read_figures(actor=actor, run=run, source=source, progress=progress, now=timezone.now())
    slugs = {rule["indicator"] for rule in done.plan.get("rules", ())}
    definitions = list(Definition.objects.filter(indicator__slug__in=slugs).order_by("pk"))
    protect_figures(actor=actor, definitions=definitions, now=timezone.now())
    check_and_keep(actor=actor, definitions=definitions, now=timezone.now())
    return done


@job(READ_FIGURES)
def read_file(progress: Progress, *, run: int) -> None:
    """Read a file that was started, hide what is too small in it, and look what is strange about it.

    Begun again after a crash it goes on where it stopped.
    """
    done = read_and_look(actor=progress.actor, run=ImportRun.objects.get(pk=run), progress=progress)
    counts = {name: getattr(done, name) for name in COUNTED}
    progress.finish({name: count for name, count in counts.items() if count or name == "added"})
