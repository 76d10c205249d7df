"""Consultations: what was done, so that it can be counted. Nothing about who it was."""

import uuid
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.advice.enums import Place, Referral, Result
from roterfaden.advice.methods import language_word
from roterfaden.advice.models.cases import Case
from roterfaden.advice.models.keeping import KEPT, Kept
from roterfaden.directory.models import Organisation, Site
from roterfaden.kernel.labels import kind_token
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

LONGEST_MINUTES = 480


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def held_between(self, start: date, end: date) -> "ConsultationQuerySet":
        """Held from `start` (included) to `end` (excluded)."""
        return self.filter(held_on__gte=start, held_on__lt=end)


class Consultation(Kept):
    """One talk. Ticked and chosen, never written: there is no field for a name, a status or free words."""

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, models.SET_NULL, related_name="consultations", null=True, blank=True, verbose_name=_("Fall")
    )
    counsellor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("Beratung"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Standort"))
    held_on = models.DateField(_("am"), db_index=True)
    place = models.CharField(_("Wie"), max_length=20, choices=Place.choices, default=Place.CENTRE)
    language = models.CharField(_("Sprache"), max_length=12)
    with_interpreter = models.BooleanField(_("mit Dolmetschen"), default=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    topics = models.ManyToManyField(FieldOfAction, related_name="+", verbose_name=_("Themen"))
    duration_minutes = models.PositiveSmallIntegerField(
        _("Dauer in Minuten"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    result = models.CharField(_("Ergebnis"), max_length=20, choices=Result.choices, default=Result.ANSWERED)
    referral = models.CharField(_("Verwiesen an"), max_length=20, choices=Referral.choices, default=Referral.NONE)
    referred_to = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Stelle")
    )
    recorded_at = models.DateTimeField(_("eingetragen am"))

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beratungsgespräch")
        verbose_name_plural = _("Beratungsgespräche")
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_minutes__gte=1, duration_minutes__lte=LONGEST_MINUTES),
                name="advice_consultation_takes_time",
            ),
        ]
        indexes = [models.Index(fields=["counsellor", "-held_on"], name="advice_consultation_own")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "case", "counsellor", "site", "held_on", "place", "duration_minutes", "recorded_at",
        } | KEPT  # fmt: skip
        personal = {"language", "with_interpreter", "area", "topics", "result", "referral", "referred_to"}

    def __str__(self) -> str:
        return f"{self.held_on} {self.pk}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def language_label(self) -> str:
        """The language in German."""
        return language_word(self.language)
