"""Checking figures: after each import, when somebody asks, and every night."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from roterfaden.indicators.actions import Checked, keep_findings, protect_figures
from roterfaden.indicators.methods.quality import Found
from roterfaden.indicators.models import Definition, FigureCheckRun
from roterfaden.indicators.queries import look_at_figures
from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import Actor, System

CHECK_FIGURES = "indicators.check_figures"
CHECKER = System("figure-checks")


def check_and_keep(*, actor: Actor, definitions: Iterable[Definition] | None = None, now: datetime) -> FigureCheckRun:
    """Look at the figures of these definitions and of what is linked with them, or at all, and keep what was found."""
    indicators: set[int] = set()
    found: list[Found] = []
    series = values = 0
    for looked in look_at_figures(None if definitions is None else [row.pk for row in definitions]):
        indicators |= {row.indicator_id for row in looked.family.definitions.values()}
        found += looked.found
        series, values = series + looked.series, values + looked.values
    checked = Checked(indicators, found, series, values)
    return keep_findings(actor=actor, checked=checked, now=now)


@job(CHECK_FIGURES)
def check_all(progress: Progress) -> None:
    """Check all figures. Doing it again changes nothing."""
    protect_figures(actor=progress.actor, now=timezone.now())
    run = check_and_keep(actor=progress.actor, now=timezone.now())
    progress.finish({"series": run.series, "values": run.values, "came": run.came, "went": run.went})


@every(minutes=24 * 60)
def check_figures_daily(*, now: datetime) -> None:
    """Every day: protection of everything, also of what a broken import left, and all checks."""
    protect_figures(actor=CHECKER, now=now)
    check_and_keep(actor=CHECKER, now=now)
