"""Deleting what is over, in any context: a run that is begun, done batch by batch, and ended (ADR 55, 61).

A context inherits `DeletionRunBase` for its protocol and says itself what is due. The rows and their number change in
one transaction, so that the protocol is right wherever a machine stops, and the next run goes on where this one was.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

BATCH = 500
"""Records a run takes at once: what is held in memory, and what is done again after a power cut."""


class DeletionState(models.TextChoices):
    """How far a deletion run is."""

    RUNNING = "running", _("läuft")
    DONE = "done", _("fertig")


class DeletionRunBase(models.Model):
    """One run. Holds numbers by kind and nothing else: `due` when it began, `deleted` so far."""

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    on = models.DateField(_("Stichtag"))
    state = models.CharField(
        _("Stand"), max_length=10, choices=DeletionState.choices, default=DeletionState.RUNNING
    )  # fmt: skip
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("begonnen von"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("begonnen"))
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)
    due = models.JSONField(_("fällig, nach Art"), default=dict)
    deleted = models.JSONField(_("gelöscht, nach Art"), default=dict, blank=True)
    batches = models.PositiveIntegerField(_("Teilschritte"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.on} {self.state}"

    @property
    def audit_label(self) -> str:
        """The day whose records go."""
        return self.on.isoformat()

    @property
    def total(self) -> int:
        """How many records were due when the run began."""
        return sum(self.due.values())

    @property
    def done(self) -> int:
        """How many records have gone so far."""
        return sum(self.deleted.values())

    def count(self, kind: str, gone: int) -> None:
        """Write down that so many records of a kind went. Inside the transaction that deletes them."""
        locked = type(self)._default_manager.select_for_update().get(pk=self.pk)
        locked.deleted[kind] = locked.deleted.get(kind, 0) + gone
        locked.batches += 1
        locked.save(update_fields=["deleted", "batches"])
        self.deleted, self.batches = locked.deleted, locked.batches

    def close(self, now: datetime) -> bool:
        """Write down that nothing is left; False where that was written before. Inside a transaction."""
        locked = type(self)._default_manager.select_for_update().get(pk=self.pk)
        self.state, self.ended_at, self.deleted = locked.state, locked.ended_at, locked.deleted
        if locked.state == DeletionState.DONE:
            return False
        self.state, self.ended_at = DeletionState.DONE, now
        self.full_clean()
        self.save(update_fields=["state", "ended_at"])
        return True


RUN_FIELDS = {"id", "uid", "on", "state", "started_by", "started_at", "ended_at", "due", "deleted", "batches"}
"""The fields of a run, for the privacy declaration of what inherits it. Internal: numbers say nothing about anybody."""


class Watched(Protocol):
    """Who is told how far a run is, and may stop it (a job's progress)."""

    def set(self, done: int, total: int, note: str = "") -> None:
        """How far it is."""

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""


SomeRun = TypeVar("SomeRun", bound=DeletionRunBase)


def run_through(
    run: SomeRun | None, batch: Callable[[SomeRun], int], end: Callable[[SomeRun], Any], progress: Watched | None = None
) -> SomeRun | None:
    """Batch by batch until nothing is left, or somebody stops it; then the run stays open and the next one takes it up.

    Memory holds one batch. A run that was cut off and taken up on a later day ends first; what has become due since
    goes in the next one.
    """
    while run is not None and batch(run):
        if progress is not None:
            progress.set(run.done, run.total)
            if progress.cancelled:
                return run
    if run is not None:
        end(run)
    return run
