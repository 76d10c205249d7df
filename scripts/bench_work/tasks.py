"""The work: a short piece, and a long one in steps."""

import os
import time
from datetime import datetime

from bench_work.models import Effect, Run
from roterfaden.jobs.methods import Progress, every, job


@job("bench.piece")
def piece(_progress: Progress, *, number: int) -> None:
    """One effect."""
    Run.objects.create(key=f"piece {number}")
    Effect.objects.get_or_create(key=f"piece {number}")


@job("bench.steps")
def steps(progress: Progress, *, count: int, seconds: float) -> None:
    """`count` effects, `seconds` apart; what is there already is not done again."""
    Run.objects.create(key=f"steps {progress.uid} {os.getpid()}")
    for number in range(1, count + 1):
        if progress.cancelled:
            break
        if Effect.objects.get_or_create(key=f"{progress.uid} {number}")[1]:
            time.sleep(seconds)
        progress.set(number, count, "Schritten")
    progress.finish({"steps": Effect.objects.filter(key__startswith=progress.uid).count()})


@every(minutes=1)
def strike(*, now: datetime) -> None:
    """Once a minute: leaves the minute behind."""
    Run.objects.create(key=f"strike {now:%H:%M}")
