"""What people see of background work, who does it, and when the clock last started something.

Claiming and running is the engine's (django-tasks-db); none of these tables is a queue.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.jobs.enums import ENDED, JobState


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> "JobQuerySet":
        """What this person started; administrators see all. The twin of the permission `jobs.view_job`."""
        if not user.is_active:
            return self.none()
        if any(role == Role.ADMINISTRATOR for role, _scope in user.roles_held):
            return self
        return self.filter(started_by=user)

    def open(self) -> "JobQuerySet":
        """Waiting or running."""
        return self.exclude(state__in=ENDED)


class Job(models.Model):
    """Work a person started and may leave alone: what it is, how far it is, what came out."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Art"), max_length=80)
    title = models.CharField(_("Titel"), max_length=200)
    arguments = models.JSONField(_("Angaben"), default=dict, blank=True)
    started_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gestartet von")
    )
    task_id = models.UUIDField(_("Kennung bei der Auftragsverwaltung"), null=True, blank=True, editable=False)
    state = models.CharField(_("Stand"), max_length=12, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    done = models.PositiveIntegerField(_("erledigt"), default=0)
    total = models.PositiveIntegerField(_("insgesamt"), default=0)
    note = models.CharField(_("wovon"), max_length=200, blank=True)
    result = models.JSONField(_("Ergebnis"), default=dict, blank=True)
    message = models.TextField(_("Mitteilung"), blank=True)
    cancel_requested = models.BooleanField(_("Abbruch verlangt"), default=False)
    created_at = models.DateTimeField(_("angelegt am"))
    started_at = models.DateTimeField(_("begonnen am"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("zuletzt gemeldet"), null=True, blank=True)
    finished_at = models.DateTimeField(_("beendet am"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        indexes = [models.Index(fields=["started_by", "-created_at"], name="jobs_job_own")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ENDED, finished_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(finished_at__isnull=True)),
                name="jobs_job_ended_has_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(message=""), name="jobs_job_failed_has_message"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "kind", "title", "arguments", "started_by", "task_id", "state", "attempts", "done", "total",
            "note", "result", "cancel_requested", "created_at", "started_at", "heartbeat_at", "finished_at",
        }  # fmt: skip
        personal = {"message"}  # a refusal of the domain may name what it refused

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        """Done, failed or cancelled."""
        return self.state in ENDED


class Worker(models.Model):
    """A process that works in the background. Its supervisor says every few seconds that it lives."""

    name = models.CharField(_("Name"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("gestartet am"))
    seen_at = models.DateTimeField(_("zuletzt gesehen"))
    kilobytes = models.PositiveIntegerField(_("Arbeitsspeicher in kB"), default=0)

    class Meta:
        verbose_name = _("Hintergrundprozess")
        verbose_name_plural = _("Hintergrundprozesse")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "name", "started_at", "seen_at", "kilobytes"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name


class Rhythm(models.Model):
    """Which slot of a periodic work was given out last: the row whose change only one supervisor can win."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    slot_at = models.DateTimeField(_("zuletzt vergebener Abschnitt"))
    task_id = models.UUIDField(_("Kennung bei der Auftragsverwaltung"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("zuletzt beendet am"), null=True, blank=True)
    error = models.CharField(_("Art des letzten Fehlers"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Takt")
        verbose_name_plural = _("Takte")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "name", "slot_at", "task_id", "ended_at", "error"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name
