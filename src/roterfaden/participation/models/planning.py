"""What has to be done by when, and templates the house has made itself."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import TaskAnchor
from roterfaden.participation.methods import due_day
from roterfaden.participation.models.events import Event
from roterfaden.participation.models.process import Process, Stage


class ProcessTaskQuerySet(models.QuerySet["ProcessTask"]):
    def open(self) -> "ProcessTaskQuerySet":
        """Neither done nor dropped."""
        return self.filter(done_at=None, dropped_at=None)


class ProcessTask(models.Model):
    """Something to be done for a process by a day: a fixed one, or counted from a stage or an event and moving with it.

    `due_on` is always the day that holds; `days` counts from the first or last day of `stage` or `event`.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="tasks", verbose_name=_("Beteiligungsprozess"))
    title = models.CharField(_("Aufgabe"), max_length=160)
    note = models.TextField(_("Hinweis"), blank=True)
    stage = models.ForeignKey(
        Stage, models.PROTECT, related_name="tasks", null=True, blank=True, verbose_name=_("Abschnitt")
    )
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="tasks", null=True, blank=True, verbose_name=_("Veranstaltung")
    )
    anchor = models.CharField(_("gezählt"), max_length=10, choices=TaskAnchor.choices, default=TaskAnchor.FIXED)
    days = models.SmallIntegerField(_("Abstand in Tagen"), null=True, blank=True)
    due_on = models.DateField(_("fällig am"))
    role = models.CharField(_("zuständige Rolle"), max_length=40, choices=Role.choices, blank=True)
    assignee = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("zuständige Person")
    )
    done_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("erledigt von")
    )
    done_note = models.CharField(_("Ergebnis"), max_length=300, blank=True)
    dropped_at = models.DateTimeField(_("gestrichen am"), null=True, blank=True)

    objects = ProcessTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        constraints = [
            models.CheckConstraint(
                condition=Q(anchor=TaskAnchor.FIXED, days=None)
                | (~Q(anchor=TaskAnchor.FIXED) & Q(days__isnull=False) & (Q(stage=None) ^ Q(event=None))),
                name="participation_task_counts_from_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(role="") | Q(assignee__isnull=False), name="participation_task_has_somebody"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="participation_task_done_or_dropped"
            ),
        ]
        indexes = [models.Index(fields=["process", "due_on"], name="participation_task_due")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "process", "title", "note", "stage", "event", "anchor", "days", "due_on", "role", "assignee",
            "done_at", "done_by", "done_note", "dropped_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.done_at is None and self.dropped_at is None

    @property
    def responsible(self) -> str:
        """Who does it: a person, or a role."""
        return self.assignee.name if self.assignee else str(dict(Role.choices).get(self.role, ""))

    @property
    def belongs_to(self) -> str:
        """The stage or event it is counted from, by name."""
        return str(self.event or self.stage or "")

    def day_by_plan(self) -> date:
        """The day it is due as its stage or event is planned now."""
        if self.days is None:
            return self.due_on
        if self.event is not None:
            first, last = local_day(self.event.starts_at), local_day(self.event.ends_at)
            return due_day(self.anchor, self.days, starts_on=first, ends_on=last)
        if self.stage is not None:
            return due_day(self.anchor, self.days, starts_on=self.stage.starts_on, ends_on=self.stage.ends_on)
        return self.due_on


class OwnTemplate(models.Model):
    """A template made from a process or read from a file, without anything personal. `content` is TOML."""

    slug = models.SlugField(_("Kurzname"), max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    content = models.TextField(_("Inhalt"))
    saved_at = models.DateTimeField(_("gespeichert am"))
    saved_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gespeichert von")
    )

    class Meta:
        verbose_name = _("eigenes Muster")
        verbose_name_plural = _("eigene Muster")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "slug", "title", "content", "saved_at", "saved_by"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title
