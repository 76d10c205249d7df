"""Indicators, their definitions and what was observed. A value is superseded by a newer vintage, never edited."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.enums import Accountability, Direction, ObservationStatus, Protection
from roterfaden.indicators.methods import last_day
from roterfaden.indicators.models.importing import ImportRun
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction


class Indicator(models.Model):
    """Something that is counted again and again under one name."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    accountability = models.CharField(_("beschreibt"), max_length=20, choices=Accountability.choices)
    responsible = models.CharField(_("zuständig"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("Messgröße")
        verbose_name_plural = _("Messgrößen")

    class Privacy:
        public = {"id", "slug", "title", "field", "accountability", "responsible"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Definition(models.Model):
    """How an indicator is counted from a day on. A change of method is a new definition, not an edit."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions", verbose_name=_("Messgröße"))
    number = models.PositiveSmallIntegerField(_("Nummer der Definition"), default=1)
    text = models.TextField(_("Definition"))
    unit = models.CharField(_("Einheit"), max_length=60)
    multiplier = models.PositiveIntegerField(_("Vervielfacher"), default=1)
    denominator = models.CharField(_("bezogen auf"), max_length=200, blank=True)
    # What a share is made of, where both are counted here: small counts can then be hidden, and the share recomputed.
    counted = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Zähler")
    )
    whole = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Nenner")
    )
    direction = models.CharField(_("Richtung"), max_length=20, choices=Direction.choices)
    minimum_count = models.PositiveSmallIntegerField(_("kleinste gezeigte Fallzahl"), default=3)
    decimals = models.PositiveSmallIntegerField(_("Nachkommastellen"), default=1)
    source = models.CharField(_("Quelle"), max_length=300)
    breakdowns = models.CharField(_("Gliederungen"), max_length=300, blank=True)
    rhythm_months = models.PositiveSmallIntegerField(_("Rhythmus in Monaten"), default=12)
    is_fictitious = models.BooleanField(_("erfunden für das Beispiel"), default=False)
    valid_from = models.DateField(_("gilt ab"))
    reason = models.CharField(_("was sich ändert und warum"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("Definition einer Messgröße")
        verbose_name_plural = _("Definitionen von Messgrößen")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicators_definition_number_once"),
        ]

    class Privacy:
        public = {
            "id", "indicator", "number", "text", "unit", "multiplier", "denominator", "counted", "whole", "direction",
            "minimum_count", "decimals", "source", "breakdowns", "rhythm_months", "is_fictitious", "valid_from",
            "reason",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.number}"


class Series(models.Model):
    """One line of figures: a definition, for an area, for a breakdown (`geschlecht=weiblich`, empty for the total)."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="series", verbose_name=_("Definition"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    breakdown = models.CharField(_("Gliederung"), max_length=200, blank=True)
    # The breakdown as the office words it (BreakdownTerm), kept beside the series so that lists need not look it up.
    label = models.CharField(_("Gliederung in Worten"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Zahlenreihe")
        verbose_name_plural = _("Zahlenreihen")
        constraints = [
            models.UniqueConstraint(fields=["definition", "area", "breakdown"], name="indicators_series_once"),
        ]

    class Privacy:
        public = {"id", "definition", "area", "breakdown", "label"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.definition_id} {self.area_id} {self.breakdown}".strip()


class ObservationQuerySet(models.QuerySet["Observation"]):
    def known_on(self, day: date) -> "ObservationQuerySet":
        """For each series and period the newest value that was known on `day`."""
        newer = self.model.objects.filter(
            series=models.OuterRef("series"),
            period_start=models.OuterRef("period_start"),
            period_end=models.OuterRef("period_end"),
            known_on__lte=day,
        ).filter(Q(known_on__gt=models.OuterRef("known_on")))
        return self.filter(known_on__lte=day).filter(~models.Exists(newer))


class Observation(models.Model):
    """One value as the source printed it, with everything needed to judge it later.

    Periods are half-open [start, end); a reference date has start = end. `value` is empty whenever the printed sign is
    no number. `known_on` is the vintage: the day this value became known here.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="observations", verbose_name=_("Zahlenreihe"))
    period_start = models.DateField(_("Zeitraum von"))
    period_end = models.DateField(_("Zeitraum bis"))
    raw = models.CharField(_("Zeichen der Quelle"), max_length=60)
    value = models.DecimalField(_("Wert"), max_digits=18, decimal_places=6, null=True, blank=True)
    status = models.CharField(_("Bedeutung"), max_length=20, choices=ObservationStatus.choices)
    known_on = models.DateField(_("bekannt seit"))
    base = models.CharField(_("Bevölkerungsbasis"), max_length=120, blank=True)
    source = models.CharField(_("Quelle"), max_length=300)
    # The only column that changes: what may be shown depends on what stands beside it (methods.protection).
    protection = models.CharField(
        _("Schutz"), max_length=10, choices=Protection.choices, default=Protection.FREE, db_default=Protection.FREE
    )
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="observations", null=True, blank=True, verbose_name=_("eingelesen mit")
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wert")
        verbose_name_plural = _("Werte")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period_start", "period_end", "known_on"], name="indicators_observation_once"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="indicators_period_end_not_before_start"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(status__in=["normal", "provisional", "estimated"]),
                name="indicators_value_unless_sign",
            ),
        ]

    class Privacy:
        public = {
            "id", "series", "period_start", "period_end", "raw", "value", "status", "known_on", "base", "source",
        }  # fmt: skip
        internal = {"run", "protection"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.series_id} {self.period_start}: {self.raw}"

    @property
    def audit_label(self) -> str:
        return f"{self.series.definition.indicator.title} {self.period_start}"

    @property
    def last_day(self) -> date:
        """The last day the value speaks of."""
        return last_day(self.period_start, self.period_end)


class Break(models.Model):
    """Values before and after this day must not be compared (census, change of method)."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="breaks", verbose_name=_("Definition"))
    on = models.DateField(_("ab"))
    note = models.CharField(_("Grund"), max_length=300)

    class Meta:
        verbose_name = _("Bruch in der Reihe")
        verbose_name_plural = _("Brüche in der Reihe")
        constraints = [models.UniqueConstraint(fields=["definition", "on"], name="indicators_break_once")]

    class Privacy:
        public = {"id", "definition", "on", "note"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.definition_id} {self.on}"

    @property
    def audit_label(self) -> str:
        return f"{self.definition.indicator.title} {self.on}"
