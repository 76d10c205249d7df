"""People who interpret: who they are, when they can, and what they were asked to do."""

import uuid
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.enums import STANDING_ASSIGNMENTS, AssignmentState
from roterfaden.advice.methods import language_word, own_language_word
from roterfaden.advice.models.appointments import Appointment
from roterfaden.advice.models.consultations import Consultation
from roterfaden.advice.models.keeping import KEPT, Kept
from roterfaden.kernel.labels import kind_token
from roterfaden.kernel.vault import SealedField

LINK_LASTS = timedelta(days=14)
"""So long after the appointment the link of an assignment still opens: for the time it took."""
MOST_MINUTES = 600


class Interpreter(models.Model):
    """Somebody of the pool. Contact data is sealed; of whoever leaves only the name stays, for the hours sheets."""

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name"), max_length=120)
    languages = models.JSONField(_("Sprachen"), default=list)
    half_days = models.JSONField(_("kann meistens"), default=list, blank=True)
    email = SealedField(_("E-Mail"))
    phone = SealedField(_("Telefon"), blank=True)
    added_at = models.DateTimeField(_("eingetragen am"))
    retired_at = models.DateTimeField(_("ausgeschieden am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Dolmetschende Person")
        verbose_name_plural = _("Dolmetschende Personen")
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(email="", phone=""), name="advice_retired_has_no_contact"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "languages", "half_days", "added_at", "retired_at"}
        personal = {"name", "email", "phone"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def language_words(self) -> str:
        """The languages in German, in one line."""
        return ", ".join(language_word(code) for code in self.languages)


class AssignmentQuerySet(models.QuerySet["InterpreterAssignment"]):
    def standing(self) -> "AssignmentQuerySet":
        """Asked, accepted or done: neither declined nor taken back."""
        return self.filter(state__in=STANDING_ASSIGNMENTS)

    def done_between(self, start: datetime, end: datetime) -> "AssignmentQuerySet":
        """Done, begun from `start` (included) to `end` (excluded)."""
        return self.filter(state=AssignmentState.DONE, starts_at__gte=start, starts_at__lt=end)


class InterpreterAssignment(Kept):
    """One interpreter asked to come to one appointment or consultation. Only the hash of the link is kept.

    `minutes` is the time to be paid, once it is done. Nothing here says who was advised or about what.
    """

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    interpreter = models.ForeignKey(
        Interpreter, models.PROTECT, related_name="assignments", verbose_name=_("dolmetschende Person")
    )
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, related_name="assignments", null=True, blank=True, verbose_name=_("Termin")
    )
    consultation = models.ForeignKey(
        Consultation, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("Beratungsgespräch")
    )
    language = models.CharField(_("Sprache"), max_length=12)
    starts_at = models.DateTimeField(_("beginnt"))
    ends_at = models.DateTimeField(_("endet"))
    where = models.CharField(_("Ort"), max_length=300)
    state = models.CharField(_("Stand"), max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASKED)
    minutes = models.PositiveSmallIntegerField(
        _("geleistete Minuten"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
    )
    secret_hash = models.CharField(_("Prüfsumme des Links"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("angefragt am"))
    answered_at = models.DateTimeField(_("geantwortet am"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einsatz")
        verbose_name_plural = _("Einsätze")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="advice_assignment_takes_time"),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DONE, minutes__gte=1)
                | (~Q(state=AssignmentState.DONE) & Q(minutes=None)),
                name="advice_assignment_done_has_minutes",
            ),
            models.UniqueConstraint(
                fields=["appointment", "interpreter"],
                condition=Q(state__in=STANDING_ASSIGNMENTS),
                name="advice_interpreter_asked_once",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "interpreter", "appointment", "consultation", "starts_at", "ends_at", "where", "state",
            "minutes", "secret_hash", "asked_at", "answered_at",
        } | KEPT  # fmt: skip
        personal = {"language"}

    def __str__(self) -> str:
        return f"{self.starts_at} {self.state}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def language_label(self) -> str:
        """The language in German."""
        return language_word(self.language)

    @property
    def own_language_label(self) -> str:
        """The language as its speakers call it."""
        return own_language_word(self.language)

    def opens(self, now: datetime) -> bool:
        """Whether the link still opens."""
        return self.state != AssignmentState.WITHDRAWN and now < self.ends_at + LINK_LASTS
