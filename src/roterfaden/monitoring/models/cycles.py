"""One review of all goals: what was computed, how the group sees it, when it met."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.models import Concept, Element, Target, Version
from roterfaden.indicators.models import Observation
from roterfaden.kernel.labels import choice_token
from roterfaden.monitoring.enums import ReasonCode, Status


class ReviewCycle(models.Model):
    """One review of all goals at a reference date, against one frozen version."""

    concept = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("Konzept"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("Fassung"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    reference_date = models.DateField(_("Stichtag"))
    known_on = models.DateField(_("Datenstand vom"))
    opened_at = models.DateTimeField(_("eröffnet am"))
    closed_at = models.DateTimeField(_("abgeschlossen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Überprüfung")
        verbose_name_plural = _("Überprüfungen")

    class Privacy:
        public = {
            "id", "concept", "version", "slug", "title", "reference_date", "known_on", "opened_at", "closed_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Assessment(models.Model):
    """What the method says about one goal at the reference date: immutable, with inputs and the version of the method.

    `attainment` is the Zielerreichungsgrad (1 = target reached), `expected` the target path on the day of the value,
    `gap` the distance from it in the unit of the indicator (positive = better than planned), `probability` the chance
    to reach the target in [0, 1].
    """

    cycle = models.ForeignKey(ReviewCycle, models.PROTECT, related_name="assessments", verbose_name=_("Überprüfung"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Ziel"))
    target = models.ForeignKey(
        Target, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Zielwert")
    )
    observation = models.ForeignKey(
        Observation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("letzter Wert")
    )
    status = models.CharField(_("Status"), max_length=20, choices=Status.choices)
    reason_code = models.CharField(_("Grund"), max_length=30, choices=ReasonCode.choices)
    attainment = models.FloatField(_("Zielerreichungsgrad"), null=True, blank=True)
    expected = models.FloatField(_("Sollwert am Tag des Werts"), null=True, blank=True)
    gap = models.FloatField(_("Abstand zum Zielpfad"), null=True, blank=True)
    forecast = models.FloatField(_("Vorausschau auf das Zieldatum"), null=True, blank=True)
    forecast_low = models.FloatField(_("Vorausschau, untere Grenze"), null=True, blank=True)
    forecast_high = models.FloatField(_("Vorausschau, obere Grenze"), null=True, blank=True)
    probability = models.FloatField(_("Aussicht"), null=True, blank=True)
    inputs = models.JSONField(_("Eingangsgrößen"), default=dict)
    method_version = models.CharField(_("Fassung des Verfahrens"), max_length=20)
    computed_at = models.DateTimeField(_("berechnet am"))
    superseded_at = models.DateTimeField(_("ersetzt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Beurteilung")
        verbose_name_plural = _("Beurteilungen")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "element"], condition=Q(superseded_at=None), name="monitoring_assessment_once"
            ),
        ]

    class Privacy:
        public = {
            "id", "cycle", "element", "target", "observation", "status", "reason_code", "attainment", "expected", "gap",
            "forecast", "forecast_low", "forecast_high", "probability", "inputs", "method_version", "computed_at",
            "superseded_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.status}"

    @property
    def audit_label(self) -> str:
        return f"{self.element.audit_label} ({choice_token(self, 'status')})"


class Rating(Act):
    """The coordination group's own view of a goal, with its reason and a day until which it holds."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="ratings", verbose_name=_("Beurteilung"))
    status = models.CharField(_("Status"), max_length=20, choices=Status.choices)
    expires_on = models.DateField(_("gilt bis"))

    class Meta:
        verbose_name = _("Bewertung der Koordinierungsgruppe")
        verbose_name_plural = _("Bewertungen der Koordinierungsgruppe")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(superseded_at=None), name="monitoring_rating_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="monitoring_rating_has_reason"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "assessment", "status", "expires_on"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.status}"

    @property
    def audit_label(self) -> str:
        return f"{self.assessment.element.audit_label} ({choice_token(self, 'status')})"


class RatingSession(models.Model):
    """A meeting of the coordination group about one review. How many were there, never who."""

    cycle = models.ForeignKey(ReviewCycle, models.PROTECT, related_name="sessions", verbose_name=_("Überprüfung"))
    held_on = models.DateField(_("Tag"))
    present = models.PositiveSmallIntegerField(_("Anwesende"))
    noted_at = models.DateTimeField(_("vermerkt am"))

    class Meta:
        verbose_name = _("Sitzung der Koordinierungsgruppe")
        verbose_name_plural = _("Sitzungen der Koordinierungsgruppe")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "held_on"], name="monitoring_session_once_a_day"),
            models.CheckConstraint(condition=Q(present__gte=1), name="monitoring_session_somebody_present"),
        ]

    class Privacy:
        public = {"id", "cycle", "held_on", "present", "noted_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.held_on}"

    @property
    def audit_label(self) -> str:
        return f"{self.cycle.title}, {self.held_on}"
