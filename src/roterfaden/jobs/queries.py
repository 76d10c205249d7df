"""Reading background work: whose jobs, and who is at work."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, Sum

from roterfaden.accounts.models import User
from roterfaden.jobs.enums import JobState
from roterfaden.jobs.methods import DEAD_AFTER
from roterfaden.jobs.models import Job, JobQuerySet, Worker
from roterfaden.kernel.actors import Actor


@dataclass(frozen=True)
class Workforce:
    """How many processes work in the background, how much memory they share, and how much waits and runs."""

    processes: int
    kilobytes: int
    heard_at: datetime | None
    waiting: int
    running: int

    @property
    def is_at_work(self) -> bool:
        return self.processes > 0

    @property
    def megabytes(self) -> int:
        return round(self.kilobytes / 1000)


def jobs_of(actor: Actor) -> JobQuerySet:
    """What this person may see, newest first, with who started it; nothing for whoever has no account."""
    seen = Job.objects.visible_to(actor) if isinstance(actor, User) else Job.objects.none()
    return seen.select_related("started_by").order_by("-created_at", "-pk")


def workforce(now: datetime) -> Workforce:
    """Who is at work now. Two queries."""
    living = Q(seen_at__gt=now - DEAD_AFTER)
    workers = Worker.objects.aggregate(
        processes=Count("pk", filter=living), kilobytes=Sum("kilobytes", filter=living), heard_at=Max("seen_at")
    )
    jobs = Job.objects.open().aggregate(
        waiting=Count("pk", filter=Q(state=JobState.WAITING)), running=Count("pk", filter=Q(state=JobState.RUNNING))
    )
    return Workforce(workers["processes"], workers["kilobytes"] or 0, workers["heard_at"], **jobs)


def somebody_works(now: datetime) -> bool:
    """Whether any process works in the background. One query."""
    return Worker.objects.filter(seen_at__gt=now - DEAD_AFTER).exists()
