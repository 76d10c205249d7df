"""When counsellors advise: their languages and room, weekly hours, and when they are away."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.advice.methods import language_word
from roterfaden.directory.enums import Weekday
from roterfaden.directory.models import Site
from roterfaden.kernel.labels import kind_token
from roterfaden.topics.models import FieldOfAction

SHORTEST, LONGEST = 10, 180
MOST_AT_ONCE = 12


class Counsellor(models.Model):
    """Somebody who gives appointments: which languages they speak, and in which room they sit."""

    person = models.OneToOneField(User, models.PROTECT, related_name="+", verbose_name=_("Person"))
    languages = models.JSONField(_("Sprachen"), default=list)
    room = models.CharField(_("Raum"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("Beratende Person")
        verbose_name_plural = _("Beratende Personen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "person", "languages", "room"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.person.name

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def language_words(self) -> str:
        """The languages in German, in one line."""
        return ", ".join(language_word(code) for code in self.languages)


class WeeklyHoursQuerySet(models.QuerySet["WeeklyHours"]):
    def in_force(self, first_on: date, last_on: date) -> "WeeklyHoursQuerySet":
        """Hours that give times on a day between the two, both included."""
        return self.filter(first_on__lte=last_on).filter(Q(last_on=None) | Q(last_on__gte=first_on))


class WeeklyHours(models.Model):
    """Every week from–until: times for appointments of one counsellor at one site. For one day: first is last."""

    counsellor = models.ForeignKey(Counsellor, models.PROTECT, related_name="hours", verbose_name=_("Beratende Person"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("Ort"))
    weekday = models.PositiveSmallIntegerField(_("Wochentag"), choices=Weekday.choices)
    starts = models.TimeField(_("von"))
    ends = models.TimeField(_("bis"))
    minutes = models.PositiveSmallIntegerField(
        _("Minuten je Termin"), default=45, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    buffer = models.PositiveSmallIntegerField(
        _("Minuten Pause danach"), default=15, validators=[MaxValueValidator(LONGEST)]
    )
    capacity = models.PositiveSmallIntegerField(
        _("Personen zur gleichen Zeit"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_AT_ONCE)]
    )
    topics = models.ManyToManyField(FieldOfAction, related_name="+", blank=True, verbose_name=_("nur diese Themen"))
    first_on = models.DateField(_("ab"))
    last_on = models.DateField(_("bis zum"), null=True, blank=True)

    objects = WeeklyHoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beratungszeit")
        verbose_name_plural = _("Beratungszeiten")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="advice_hours_end_after_start"),
            models.CheckConstraint(
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")), name="advice_hours_last_after_first"
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=Weekday.SUNDAY, capacity__gte=1, minutes__gte=SHORTEST),
                name="advice_hours_make_sense",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "counsellor", "site", "weekday", "starts", "ends", "minutes", "buffer", "capacity", "topics",
            "first_on", "last_on",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def between(self, first_on: date, last_on: date) -> "AbsenceQuerySet":
        """Absences that touch the days between the two, both included."""
        return self.filter(first_on__lte=last_on, last_on__gte=first_on)


class Absence(models.Model):
    """Days, or hours of them, in which a counsellor gives no appointments. Why is nobody's business."""

    counsellor = models.ForeignKey(
        Counsellor, models.PROTECT, related_name="absences", verbose_name=_("Beratende Person")
    )
    first_on = models.DateField(_("ab"))
    last_on = models.DateField(_("bis einschließlich"))
    starts = models.TimeField(_("von"), null=True, blank=True)
    ends = models.TimeField(_("bis"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abwesenheit")
        verbose_name_plural = _("Abwesenheiten")
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="advice_absence_last_after_first"),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(starts__isnull=False, ends__gt=F("starts")),
                name="advice_absence_whole_days_or_hours",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "counsellor", "first_on", "last_on", "starts", "ends"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.first_on}–{self.last_on}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"
