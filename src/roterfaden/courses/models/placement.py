"""Runs of the placement, what they proposed and why, what people decided, and seats."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.courses.enums import HOLDING, TOLD, LockKind, NextStep, PlanState, RunState, SeatState
from roterfaden.courses.methods.ways import basis_words
from roterfaden.courses.models.offers import CourseRun
from roterfaden.courses.models.people import Candidate


class WeightSetting(Act):
    """What the KIM round finds how bad, in points (methods.placement.Weights); the row in force is not superseded."""

    weights = models.JSONField(_("Punkte"), default=dict)

    class Meta:
        verbose_name = _("Gewichtung der Platzvermittlung")
        verbose_name_plural = _("Gewichtungen der Platzvermittlung")

    class Privacy:
        public = ACT_PUBLIC | {"id", "weights"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return str(self.made_at.date())


class PlanQuerySet(models.QuerySet["PlacementPlan"]):
    """Runs."""

    def proposals(self) -> "PlanQuerySet":
        """Runs on the facts as they are; a run with a course that does not exist is only a question."""
        return self.filter(what_if__isnull=True)

    def done(self) -> "PlanQuerySet":
        """Runs with a result."""
        return self.filter(state=PlanState.DONE)


class PlacementPlan(models.Model):
    """One run of the placement: the facts of that day without names, the weights, and what came out.

    The newest finished run without `what_if` is the proposal in force; a run that fails or is stopped changes nothing.
    Points as in docs/placement.md; `bound` is proven: no plan costs less. `by_hand_*` is the waiting list in order of
    arrival on the same facts.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    as_of = models.DateField(_("Stand der Angaben"))
    state = models.CharField(_("Stand"), max_length=10, choices=PlanState.choices, default=PlanState.WAITING)
    started_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gestartet von")
    )
    started_at = models.DateTimeField(_("gestartet am"))
    finished_at = models.DateTimeField(_("fertig am"), null=True, blank=True)
    what_if = models.JSONField(_("angenommener Kurs"), null=True, blank=True)
    compared_with = models.ForeignKey(
        "self", models.PROTECT, related_name="questions", null=True, blank=True, verbose_name=_("verglichen mit")
    )
    weights = models.JSONField(_("Punkte"), default=dict)
    instance = models.JSONField(_("Angaben ohne Namen"), default=dict)
    ways = models.JSONField(_("woher die Wege bekannt sind"), default=dict, blank=True)
    cost = models.FloatField(_("Punkte des Vorschlags"), null=True, blank=True)
    bound = models.FloatField(_("bewiesene untere Schranke"), null=True, blank=True)
    seconds = models.FloatField(_("Rechenzeit (Sekunden)"), null=True, blank=True)
    by_hand_cost = models.FloatField(_("Punkte nach Warteliste"), null=True, blank=True)
    by_hand_placed = models.PositiveIntegerField(_("nach Warteliste vermittelt"), null=True, blank=True)
    changes = models.JSONField(_("Änderungen gegenüber dem Vergleich"), default=dict, blank=True)
    message = models.TextField(_("Mitteilung"), blank=True)
    emptied_at = models.DateTimeField(_("Angaben und Begründungen gelöscht am"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vermittlungsvorschlag")
        verbose_name_plural = _("Vermittlungsvorschläge")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PlanState.DONE)
                | Q(cost__isnull=False, bound__isnull=False, finished_at__isnull=False),
                name="courses_plan_done_with_bound",
            ),
        ]  # fmt: skip

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "as_of", "state", "started_by", "started_at", "finished_at", "what_if",
            "compared_with", "weights", "instance", "ways", "cost", "bound", "seconds", "by_hand_cost",
            "by_hand_placed", "changes", "message", "emptied_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return str(self.as_of)

    @property
    def ways_words(self) -> str:
        """Where the minutes of its ways come from."""
        return basis_words(self.ways)

    @property
    def gap(self) -> float:
        """How far the plan can be from the best possible, as a share; 0 is proved best. Only for a finished run."""
        if not self.cost or self.bound is None:
            return 0.0
        return max(0.0, (self.cost - self.bound) / abs(self.cost))


class PlanLine(models.Model):
    """What a run says about one person: a course, or why there is none and what would have to be different.

    `why`: methods.telling.Why as JSON, calculated with the plan, not guessed later.
    """

    plan = models.ForeignKey(PlacementPlan, models.CASCADE, related_name="lines", verbose_name=_("Vorschlag"))
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="lines", verbose_name=_("Person"))
    run = models.ForeignKey(
        CourseRun, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Sprachkurs")
    )
    by_hand = models.ForeignKey(
        CourseRun, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("nach Warteliste")
    )
    is_told = models.BooleanField(_("schon mitgeteilt"), default=False)
    why = models.JSONField(_("Begründung"), default=dict, blank=True)

    class Meta:
        verbose_name = _("Zeile eines Vorschlags")
        verbose_name_plural = _("Zeilen eines Vorschlags")
        constraints = [models.UniqueConstraint(fields=["plan", "candidate"], name="courses_plan_line_once")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "plan", "candidate", "run", "by_hand", "is_told", "why"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.plan_id} {self.candidate_id}"


class PlanCourse(models.Model):
    """What a run says about one course: whether it opens, with how many, and why not."""

    plan = models.ForeignKey(PlacementPlan, models.CASCADE, related_name="courses", verbose_name=_("Vorschlag"))
    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="+", verbose_name=_("Sprachkurs"))
    opens = models.BooleanField(_("kommt zustande"), default=False)
    was_certain = models.BooleanField(_("stand schon fest"), default=False)
    placed = models.PositiveSmallIntegerField(_("vermittelt"), default=0)
    why = models.JSONField(_("Begründung"), default=dict, blank=True)

    class Meta:
        verbose_name = _("Kurs eines Vorschlags")
        verbose_name_plural = _("Kurse eines Vorschlags")
        constraints = [models.UniqueConstraint(fields=["plan", "run"], name="courses_plan_course_once")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "plan", "run", "opens", "was_certain", "placed", "why"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.plan_id} {self.run_id}"


class PlacementLock(Act):
    """What a person decided about a person and a course, with a reason; the next run keeps to it."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="locks", verbose_name=_("Person"))
    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="+", verbose_name=_("Sprachkurs"))
    kind = models.CharField(_("Festlegung"), max_length=5, choices=LockKind.choices)

    class Meta:
        verbose_name = _("Festlegung zur Vermittlung")
        verbose_name_plural = _("Festlegungen zur Vermittlung")
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "run"], condition=Q(superseded_at=None), name="courses_lock_once"
            ),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(superseded_at=None, kind=LockKind.PIN), name="courses_pin_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "candidate", "run", "kind"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.candidate.pseudonym}: {self.run.number}"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats."""

    def holding(self) -> "SeatQuerySet":
        """Taken: reserved, confirmed, begun or interrupted."""
        return self.filter(state__in=HOLDING)

    def told(self) -> "SeatQuerySet":
        """Of people who have been told and have not begun."""
        return self.filter(state__in=TOLD)

    def without_new_seat(self) -> "SeatQuerySet":
        """Lost with a course that was called off, of people who still wait and have had no other seat since."""
        since = Seat.objects.filter(Q(pk__gt=OuterRef("pk")) | Q(state__in=HOLDING), candidate=OuterRef("candidate"))
        still = self.filter(candidate__left_on=None, candidate__merged_into=None)
        return still.filter(~Exists(since), state=SeatState.FELL_THROUGH, run__state=RunState.CANCELLED)

    def undecided(self) -> "SeatQuerySet":
        """Ended, of people who still wait here, and nobody has said how it goes on."""
        still = self.filter(candidate__left_on=None, candidate__merged_into=None, candidate__erased_at=None)
        return still.filter(state=SeatState.ENDED, next_step="")

    def standing(self) -> "SeatQuerySet":
        """Taken, or ended and nobody has said how it goes on: while one stands, nothing is overdue for the person."""
        return self.filter(Q(state__in=HOLDING) | Q(state=SeatState.ENDED, next_step=""))

    def run_out(self, day: date) -> "SeatQuerySet":
        """Reservations nobody confirmed in time."""
        return self.filter(state=SeatState.RESERVED, expires_on__lt=day)


class Seat(models.Model):
    """A seat of one person in one course, from the reservation to how it ended. A person makes it, never the solver.

    `reason` is given where the seat is not the one proposed (an override), and is then never empty. `lessons` is what
    the provider says was taught to this person; without it, the timetable is counted (methods.learning).
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="seats", verbose_name=_("Person"))
    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="seats", verbose_name=_("Sprachkurs"))
    plan = models.ForeignKey(
        PlacementPlan, models.PROTECT, related_name="seats", null=True, blank=True, verbose_name=_("Vorschlag")
    )
    state = models.CharField(_("Stand"), max_length=14, choices=SeatState.choices, default=SeatState.RESERVED)
    is_override = models.BooleanField(_("anders als vorgeschlagen"), default=False)
    reason = models.CharField(_("Begründung"), max_length=400, blank=True)
    reserved_at = models.DateTimeField(_("reserviert am"))
    reserved_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reserviert von")
    )
    expires_on = models.DateField(_("reserviert bis"), null=True, blank=True)
    changed_on = models.DateField(_("Stand vom"))
    began_on = models.DateField(_("begonnen am"), null=True, blank=True)
    lessons = models.PositiveSmallIntegerField(_("Unterrichtseinheiten nach Angabe des Trägers"), null=True, blank=True)
    next_step = models.CharField(_("wie es weitergeht"), max_length=12, choices=NextStep.choices, blank=True)
    note = models.CharField(_("Bemerkung"), max_length=300, blank=True)

    reach: Any  # the way of the person, filled by the page of a course (queries.travel.reaches)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kursplatz")
        verbose_name_plural = _("Kursplätze")
        indexes = [models.Index(fields=["run", "state"], name="courses_seat_of_run")]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(state__in=HOLDING), name="courses_seat_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(is_override=False) | ~Q(reason=""), name="courses_seat_override_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=SeatState.RESERVED) | Q(expires_on__isnull=False),
                name="courses_seat_reserved_until",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "candidate", "run", "plan", "state", "is_override", "reason", "reserved_at", "reserved_by",
            "expires_on", "changed_on", "began_on", "lessons", "next_step", "note",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.candidate.pseudonym}: {self.run.number}"

    @property
    def invitation_key(self) -> str:
        """What keeps one and the same invitation from being mailed twice (post.Message.once)."""
        return f"course-seat-{self.pk}-{self.state}-{self.expires_on}"

    @property
    def is_holding(self) -> bool:
        """Whether the seat is taken."""
        return self.state in HOLDING
