"""Checking the answers: when somebody asks, and every six hours."""

from datetime import datetime

from django.utils import timezone

from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import Actor, System
from roterfaden.participation.models import Process
from roterfaden.weighing import actions, queries
from roterfaden.weighing.methods.checks import all_findings

CHECK = "weighing.check"
"""The kind of the job that checks the answers of a process."""


def check_answers(*, actor: Actor, process: Process, now: datetime) -> tuple[int, int, int]:
    """Check a process and keep what was found; returns how many answers were read, findings came and findings went."""
    facts = queries.check_facts(process)
    found = all_findings(facts, now)
    came, went = actions.keep_findings(actor=actor, process=process, found=found, answers=len(facts.answers), now=now)
    return len(facts.answers), came, went


@job(CHECK)
def check(progress: Progress, *, process: str) -> None:
    """Check the answers of the process with this slug. Doing it again changes nothing."""
    row = Process.objects.get(slug=process)
    answers, came, went = check_answers(actor=progress.actor, process=row, now=timezone.now())
    progress.finish({"answers": answers, "came": came, "went": went})


@every(minutes=360)
def check_again(*, now: datetime) -> None:
    """Check every process that is not closed."""
    for process in Process.objects.filter(closed_on=None).order_by("pk"):
        check_answers(actor=System(CHECK), process=process, now=now)
