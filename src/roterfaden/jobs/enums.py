"""States of a job, and what can happen to it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """How far a job is. The last three are final."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("läuft")
    DONE = "done", _("fertig")
    FAILED = "failed", _("gescheitert")
    CANCELLED = "cancelled", _("abgebrochen")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Verb(TextChoices):
    """What can happen to jobs."""

    JOB_STARTED = "job.started", _("hat den Auftrag %(subject)s gestartet")
    JOB_CANCELLED = "job.cancelled", _("hat den Auftrag %(subject)s abgebrochen")
    JOB_FINISHED = "job.finished", _("hat den Auftrag %(subject)s beendet")
    JOB_FAILED = "job.failed", _("hat den Auftrag %(subject)s nicht zu Ende gebracht")
