"""Forums, conferences, internal rounds and online stages."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import (
    EventKind,
)
from roterfaden.participation.methods import Wording, wordings
from roterfaden.participation.models.process import ActorGroup, Process, Stage
from roterfaden.places.models import Area


class Event(models.Model):
    """A forum, a conference, an internal round or an online stage."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="events", verbose_name=_("Beteiligungsprozess"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="events", verbose_name=_("Abschnitt"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=EventKind.choices)
    title = models.CharField(_("Titel"), max_length=160)
    description = models.TextField(_("Beschreibung"), blank=True)
    questions = models.JSONField(_("Fragen"), default=list, blank=True)
    starts_at = models.DateTimeField(_("beginnt"))
    ends_at = models.DateTimeField(_("endet"))
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    capacity = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)
    tables = models.PositiveSmallIntegerField(_("Tische"), default=0)
    actor_groups = models.ManyToManyField(
        ActorGroup, related_name="events", blank=True, verbose_name=_("Akteursgruppen")
    )

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="participation_event_ends_after_start"
            ),
        ]

    class Privacy:
        public = {
            "id", "process", "stage", "slug", "kind", "title", "description", "questions", "starts_at", "ends_at",
            "place", "area", "capacity", "tables", "actor_groups",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def asked(self) -> list[tuple[Wording, ...]]:
        """The questions, each in every language it is written in, German first."""
        return [wordings(question) for question in self.questions]
