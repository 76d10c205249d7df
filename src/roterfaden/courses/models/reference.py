"""The law and the agreement as dated rows: a change in law is a new row with its source, never new code.

Periods are half-open: a row holds from `valid_from` until the day before `valid_to`. A row entered anew for the same
first day withdraws the one before; nothing is deleted.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.courses.enums import CourseKind, Priority, RuleName, Unit
from roterfaden.courses.methods.periods import after


class DatedQuerySet(models.QuerySet):
    """Rows with a period."""

    def standing(self) -> "DatedQuerySet":
        """Not withdrawn by a better entry for the same first day."""
        return self.filter(withdrawn_at=None)

    def on(self, day: date) -> "DatedQuerySet":
        """What holds on `day`."""
        return self.standing().filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class Dated(models.Model):
    """A row of law: when it holds, where it stands, who entered it."""

    valid_from = models.DateField(_("gilt ab"))
    valid_to = models.DateField(_("gilt nicht mehr ab"), null=True, blank=True)
    legal_source = models.CharField(_("Quelle"), max_length=300)
    url = models.URLField(_("Fundstelle im Netz"), max_length=400, blank=True)
    note = models.CharField(_("Anmerkung"), max_length=600, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eingetragen von")
    )
    entered_at = models.DateTimeField(_("eingetragen am"))
    withdrawn_at = models.DateTimeField(_("ersetzt am"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


DATED_PUBLIC = {"id", "valid_from", "valid_to", "legal_source", "url", "note"}
DATED_INTERNAL = {"entered_by", "entered_at", "withdrawn_at"}
IN_ORDER = Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))


class CourseType(models.Model):
    """A type of course people can be placed in. Closed types stay for those who began before."""

    slug = models.SlugField(_("Kurzname"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(_("Art"), max_length=20, choices=CourseKind.choices)
    sections = models.PositiveSmallIntegerField(_("Zahl der Kursabschnitte"), default=1)
    closed_on = models.DateField(_("keine neuen Kurse ab"), null=True, blank=True)

    class Meta:
        verbose_name = _("Kursart")
        verbose_name_plural = _("Kursarten")

    class Privacy:
        public = {"id", "slug", "name", "kind", "sections", "closed_on"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    def may_start_on(self, day: date) -> bool:
        """Whether a course of this type may begin on `day`."""
        return self.closed_on is None or day < self.closed_on


class CourseTypeTerms(Dated):
    """Hours and sizes of a type while they hold. Lessons (UE) are 45 minutes; empty means: the law says nothing."""

    course_type = models.ForeignKey(CourseType, models.PROTECT, related_name="terms", verbose_name=_("Kursart"))
    hours_language = models.PositiveSmallIntegerField(_("UE Sprachkurs"), null=True, blank=True)
    hours_orientation = models.PositiveSmallIntegerField(_("UE Orientierungskurs"), null=True, blank=True)
    hours_repetition = models.PositiveSmallIntegerField(_("UE Wiederholung"), default=0)
    section_hours = models.PositiveSmallIntegerField(_("UE eines Kursabschnitts"), null=True, blank=True)
    units_per_week = models.PositiveSmallIntegerField(_("höchstens UE in der Woche"), null=True, blank=True)
    size_min = models.PositiveSmallIntegerField(_("kleinste Gruppe"), null=True, blank=True)
    size_max = models.PositiveSmallIntegerField(_("größte Gruppe"), null=True, blank=True)

    class Meta:
        verbose_name = _("Bedingungen einer Kursart")
        verbose_name_plural = _("Bedingungen der Kursarten")
        constraints = [
            models.UniqueConstraint(
                fields=["course_type", "valid_from"], condition=Q(withdrawn_at=None), name="courses_terms_once"
            ),
            models.CheckConstraint(condition=IN_ORDER, name="courses_terms_in_order"),
        ]

    class Privacy:
        public = DATED_PUBLIC | {
            "course_type", "hours_language", "hours_orientation", "hours_repetition", "section_hours",
            "units_per_week", "size_min", "size_max",
        }  # fmt: skip
        internal = DATED_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.course_type_id} {self.valid_from}"

    @property
    def audit_label(self) -> str:
        return f"{self.course_type.name}, {self.valid_from}"


class EntitlementKind(Dated):
    """A way into a course: right, admission or obligation, with its basis in law. One row for each period it holds."""

    slug = models.SlugField(_("Kurzname"), max_length=60)
    name = models.CharField(_("Name"), max_length=200)
    issued_by = models.CharField(_("stellt aus"), max_length=160, blank=True)
    is_obligation = models.BooleanField(_("Verpflichtung"), default=False)
    priority = models.CharField(_("Vorrang"), max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    valid_months = models.PositiveSmallIntegerField(_("gilt so viele Monate"), null=True, blank=True)

    class Meta:
        verbose_name = _("Art der Berechtigung")
        verbose_name_plural = _("Arten der Berechtigung")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "valid_from"], condition=Q(withdrawn_at=None), name="courses_entitlement_kind_once"
            ),
            models.CheckConstraint(condition=IN_ORDER, name="courses_entitlement_kind_in_order"),
        ]

    class Privacy:
        public = DATED_PUBLIC | {"slug", "name", "issued_by", "is_obligation", "priority", "valid_months"}
        internal = DATED_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def legal_basis(self) -> str:
        """Where the kind stands in law: its source."""
        return self.legal_source

    @property
    def audit_label(self) -> str:
        return f"{self.name}, {self.valid_from}"


class AdmissionStop(Dated):
    """A time in which nobody new gets this entitlement. Those already issued stay valid."""

    kind = models.SlugField(_("Art der Berechtigung (Kurzname)"), max_length=60)

    class Meta:
        verbose_name = _("Zulassungsstopp")
        verbose_name_plural = _("Zulassungsstopps")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], condition=Q(withdrawn_at=None), name="courses_admission_stop_once"
            ),
            models.CheckConstraint(condition=IN_ORDER, name="courses_admission_stop_in_order"),
        ]

    class Privacy:
        public = DATED_PUBLIC | {"kind"}
        internal = DATED_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"

    @property
    def audit_label(self) -> str:
        return f"{self.kind}, {self.valid_from}"


class Rule(Dated):
    """A number the program reckons with: a clock, a distance, an account of hours, a period of deletion."""

    slug = models.CharField(_("Regel"), max_length=40, choices=RuleName.choices)
    value = models.DecimalField(_("Wert"), max_digits=8, decimal_places=2)
    unit = models.CharField(_("Einheit"), max_length=20, choices=Unit.choices)

    class Meta:
        verbose_name = _("Regel der Sprachkurse")
        verbose_name_plural = _("Regeln der Sprachkurse")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "valid_from"], condition=Q(withdrawn_at=None), name="courses_rule_once"
            ),
            models.CheckConstraint(condition=IN_ORDER, name="courses_rule_in_order"),
        ]

    class Privacy:
        public = DATED_PUBLIC | {"slug", "value", "unit"}
        internal = DATED_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.slug} {self.valid_from}"

    @property
    def decimals(self) -> int:
        """How many decimals the value is shown with."""
        return 0 if self.value == int(self.value) else 2

    def due(self, start: date) -> date:
        """The day this rule names, counted from `start`. Raises ValueError for a rule that counts no time."""
        return after(start, self.value, self.unit)

    @property
    def audit_label(self) -> str:
        return f"{self.slug}, {self.valid_from}"
