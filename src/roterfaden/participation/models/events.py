"""Forums, conferences, internal rounds and online stages."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import AccessFeature, EventKind, Language, Wall
from roterfaden.participation.methods import Wording, wordings
from roterfaden.participation.models.process import ActorGroup, Process, Stage
from roterfaden.places.models import Area


class Event(models.Model):
    """A forum, a conference, an internal round or an online stage.

    `uid` and `sequence` are what people's calendars know it by (RFC 5545): the first never changes, the second grows
    with every change of time, place or title. `agenda` holds points as `methods.AgendaItem`; `access_features` and
    `interpreters` hold values of `AccessFeature` and `Language`. `contact` names an office, never a person.
    """

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
    agenda = models.JSONField(_("Ablauf"), default=list, blank=True)
    address = models.CharField(_("Adresse"), max_length=200, blank=True)
    directions = models.TextField(_("Anreise"), blank=True)
    access_features = models.JSONField(_("Zugang"), default=list, blank=True)
    access_note = models.TextField(_("Hinweise zum Zugang"), blank=True)
    interpreters = models.JSONField(_("Dolmetschen"), default=list, blank=True)
    child_care = models.BooleanField(_("Kinderbetreuung"), default=False)
    child_care_note = models.CharField(_("Hinweis zur Kinderbetreuung"), max_length=200, blank=True)
    contact = models.CharField(_("Auskunft"), max_length=200, blank=True)
    registration_from = models.DateTimeField(_("Anmeldung ab"), null=True, blank=True)
    registration_until = models.DateTimeField(_("Anmeldung bis"), null=True, blank=True)
    uid = models.UUIDField(_("Kennung im Kalender"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(_("Stand im Kalender"), default=0)
    changed_at = models.DateTimeField(_("zuletzt geändert am"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("abgesagt am"), null=True, blank=True)
    cancel_reason = models.CharField(_("Grund der Absage"), max_length=300, blank=True)
    wall = models.CharField(_("Kartenwand"), max_length=20, choices=Wall.choices, default=Wall.CHECKED)
    phones_open = models.BooleanField(_("Karten vom eigenen Telefon"), default=True)
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
            models.CheckConstraint(
                condition=Q(registration_from=None, registration_until=None)
                | Q(registration_from__isnull=False, registration_until__gt=F("registration_from")),
                name="participation_event_registration_window",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
                name="participation_event_cancelled_with_reason",
            ),
        ]

    class Privacy:
        public = {
            "id", "process", "stage", "slug", "kind", "title", "description", "questions", "starts_at", "ends_at",
            "place", "area", "capacity", "tables", "actor_groups", "agenda", "address", "directions",
            "access_features", "access_note", "interpreters", "child_care", "child_care_note", "contact",
            "registration_from", "registration_until", "uid", "sequence", "changed_at", "cancelled_at", "cancel_reason",
            "wall", "phones_open",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def is_documented(self) -> bool:
        """Whether everybody may read what the event was."""
        page = getattr(self, "documentation", None)
        return page is not None and page.is_published

    def asks(self, question: int) -> bool:
        """Whether there is a question of this number, counted from 1."""
        return 1 <= question <= len(self.questions)

    @property
    def asked(self) -> list[tuple[Wording, ...]]:
        """The questions, each in every language it is written in, German first."""
        return [wordings(question) for question in self.questions]

    @property
    def is_by_invitation(self) -> bool:
        """Whether only invited people may come; the public learns that it takes place, not where."""
        return self.kind == EventKind.INTERNAL

    @property
    def takes_phones(self) -> bool:
        """Whether people may send cards from their telephones, as far as the event decides; the stage decides too."""
        return self.phones_open and self.cancelled_at is None and not self.is_by_invitation

    @property
    def with_registration(self) -> bool:
        """Whether people register for it at all."""
        return self.registration_from is not None

    def takes_registrations(self, now: datetime) -> bool:
        """Whether somebody may register at `now`."""
        return (
            self.cancelled_at is None
            and self.registration_from is not None
            and self.registration_until is not None
            and self.registration_from <= now < self.registration_until
        )

    @property
    def venue(self) -> str:
        """Place and address in one line."""
        return ", ".join(filter(None, [self.place, self.address]))

    @property
    def features(self) -> list[AccessFeature]:
        """What makes taking part easier, in the order of the list."""
        return [feature for feature in AccessFeature if feature in self.access_features]

    @property
    def interpreted(self) -> list[Language]:
        """Languages somebody interprets from and into."""
        return [language for language in Language if language in self.interpreters]

    @property
    def programme(self) -> list[tuple[str, str, str, list[tuple[Wording, ...]]]]:
        """The agenda with its questions: (from, until, title, questions)."""
        asked = self.asked
        return [
            (item["at"], item["until"], item["title"], [asked[n - 1] for n in item["questions"] if n <= len(asked)])
            for item in self.agenda
        ]
