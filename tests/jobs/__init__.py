"""Background work in tests: everything that waits is run in this process, by the engine's own worker."""

from unittest.mock import patch

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from roterfaden.jobs.management.supervisor import engine_worker

MOST_ROUNDS = 10


def run_jobs() -> int:
    """Run everything that waits, and what that starts, until nothing is left; say how many runs it took.

    Nobody waits in a test: what rests after an error is run at once.
    """
    before = DBTaskResult.objects.finished().count()
    for _round in range(MOST_ROUNDS):
        waiting = DBTaskResult.objects.filter(status="READY")
        if not waiting.exists():
            break
        waiting.filter(run_after__lt=timezone.now().replace(year=9000)).update(run_after=timezone.now())
        # The engine closes connections between tasks; a test's lies in a transaction, as for Django's own test client.
        with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
            engine_worker("test", "*", until_empty=True).run()
    return DBTaskResult.objects.finished().count() - before
