"""The log of everything that changed something. No foreign keys: the log outlives what it speaks of."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet["Event"]):
    def with_verb(self, verb: str) -> "EventQuerySet":
        """Events of one kind."""
        return self.filter(verb=verb)

    def in_role(self, role: str) -> "EventQuerySet":
        """Events done in one role, `participant` and `system` included."""
        return self.filter(actor_role=role)

    def between(self, start: datetime | None, end: datetime | None) -> "EventQuerySet":
        """Events from `start` (included) to `end` (excluded); an empty bound does not narrow."""
        found = self.filter(at__gte=start) if start else self
        return found.filter(at__lt=end) if end else found

    def about(self, subject_type: str, subject_id: str) -> "EventQuerySet":
        """The history of one thing."""
        return self.filter(subject_type=subject_type, subject_id=subject_id)


class Event(models.Model):
    """One thing that happened: who (by role and id, never by name), what, to what, why. Append-only."""

    number = models.PositiveBigIntegerField(_("Nummer"), unique=True)
    at = models.DateTimeField(_("Zeitpunkt"), db_index=True)
    actor_kind = models.CharField(_("Art der handelnden Stelle"), max_length=20)
    actor_id = models.CharField(_("Kennung der handelnden Stelle"), max_length=40, blank=True)
    actor_role = models.CharField(_("Rolle"), max_length=40, blank=True)
    verb = models.CharField(_("Vorgang"), max_length=60, db_index=True)
    subject_type = models.CharField(_("Art des Gegenstands"), max_length=60)
    subject_id = models.CharField(_("Kennung des Gegenstands"), max_length=40)
    subject_label = models.CharField(_("Bezeichnung"), max_length=200, blank=True)
    changes = models.JSONField(_("Änderungen"), default=dict, blank=True)
    reason = models.TextField(_("Begründung"), blank=True)
    previous_hash = models.CharField(_("Prüfsumme davor"), max_length=64)
    hash = models.CharField(_("Prüfsumme"), max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Protokolleintrag")
        verbose_name_plural = _("Protokolleinträge")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "number", "at", "actor_kind", "actor_id", "actor_role", "verb", "subject_type", "subject_id",
            "subject_label", "changes", "reason", "previous_hash", "hash",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class ChainHead(models.Model):
    """The last link of the hash chain; locked while an event is appended so that the chain never forks."""

    number = models.PositiveBigIntegerField(_("Nummer"), default=0)
    hash = models.CharField(_("Prüfsumme"), max_length=64)

    class Meta:
        verbose_name = _("Ende der Prüfsummenkette")
        verbose_name_plural = _("Enden der Prüfsummenkette")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "number", "hash"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.number)
