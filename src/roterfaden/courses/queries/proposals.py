"""A proposal as people read it: who would start where, who waits and why, which planned courses do not open."""

from collections.abc import Iterable
from dataclasses import dataclass

from roterfaden.courses.enums import LockKind
from roterfaden.courses.methods import telling
from roterfaden.courses.models import Candidate, PlacementLock, PlacementPlan, PlanCourse, PlanLine, Seat
from roterfaden.courses.queries.placement import plan_in_force, run_key
from roterfaden.kernel.codes import readable


@dataclass(frozen=True)
class LineRow:
    """One person of a proposal, in words."""

    line: PlanLine
    reason: telling.Reason
    seat: Seat | None
    lock: PlacementLock | None

    @property
    def may_be_confirmed(self) -> bool:
        """Proposed, not yet told, and still without a seat."""
        return self.line.run_id is not None and self.seat is None and self.line.candidate.is_active


@dataclass(frozen=True)
class CourseRow:
    """One course of a proposal, in words."""

    course: PlanCourse
    reason: telling.Reason


@dataclass(frozen=True)
class WaitingGroup:
    """People with the same recommended type of course who wait for the same reason, the longest waiting first."""

    course_type: str
    why: str
    rows: tuple[LineRow, ...]


@dataclass(frozen=True)
class ClosedGroup:
    """Planned courses that do not open for the same reason, the next one first."""

    why: str
    rows: tuple[CourseRow, ...]


@dataclass(frozen=True)
class PlanPage:
    """A proposal as people read it."""

    plan: PlacementPlan
    placed: tuple[LineRow, ...]
    waiting: tuple[LineRow, ...]
    opening: tuple[CourseRow, ...]
    closed: tuple[CourseRow, ...]

    @property
    def waiting_groups(self) -> tuple[WaitingGroup, ...]:
        """Who waits, by reason, the largest group first."""
        found: dict[tuple[str, str], list[LineRow]] = {}
        for row in sorted(self.waiting, key=lambda row: (row.line.candidate.waiting_since, row.line.pk)):
            candidate = row.line.candidate
            course_type = candidate.recommended.name if candidate.recommended else ""
            found.setdefault((course_type, str(row.reason.common)), []).append(row)
        ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return tuple(WaitingGroup(*key, tuple(rows)) for key, rows in ordered)

    @property
    def closed_groups(self) -> tuple[ClosedGroup, ...]:
        """Planned courses that do not open, by reason, the largest group first."""
        found: dict[str, list[CourseRow]] = {}
        for row in self.closed:
            found.setdefault(str(row.reason.common), []).append(row)
        ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return tuple(ClosedGroup(why, tuple(rows)) for why, rows in ordered)

    @property
    def better_off(self) -> int:
        """People placed here whom the waiting list leaves waiting."""
        return sum(row.line.by_hand_id is None for row in self.placed)

    @property
    def worse_off(self) -> int:
        """People the waiting list places and this proposal does not."""
        return sum(row.line.by_hand_id is not None for row in self.waiting)


def plan_page(plan: PlacementPlan) -> PlanPage:
    """A proposal with its reasons. Four queries."""
    lines = list(
        plan.lines.select_related(
            "candidate__area", "candidate__recommended", "run__provider", "run__site", "by_hand"
        ).order_by("run__starts_on", "run__number", "candidate__waiting_since", "pk")
    )
    courses = list(
        plan.courses.select_related("run__provider", "run__site", "run__course_type").order_by(
            "run__starts_on", "run__number", "pk"
        )
    )
    people = [line.candidate_id for line in lines]
    seats = {seat.candidate_id: seat for seat in Seat.objects.holding().filter(candidate__in=people).order_by("pk")}
    locks = {
        lock.candidate_id: lock
        for lock in PlacementLock.objects.current()
        .filter(candidate__in=people, kind=LockKind.PIN)
        .select_related("run")
        .order_by("pk")
    }
    names, closed = _names(courses), _closed(courses)
    rows = [
        LineRow(
            line, telling.why_waits(line.why, names, line.candidate.code, closed), seats.get(line.candidate_id),
            locks.get(line.candidate_id),
        )
        for line in lines
    ]  # fmt: skip
    found = [CourseRow(row, telling.why_closed(row.why, names)) for row in courses]
    return PlanPage(
        plan=plan,
        placed=tuple(row for row in rows if row.line.run_id is not None),
        waiting=tuple(row for row in rows if row.line.run_id is None),
        opening=tuple(row for row in found if row.course.opens),
        closed=tuple(row for row in found if not row.course.opens),
    )


def _names(courses: Iterable[PlanCourse]) -> telling.Names:
    """What people call the courses and people of a run; a person's name is the code as it is read."""
    numbers = {run_key(row.run_id): row.run.number for row in courses}
    return lambda key: numbers.get(key) or readable(key)


def _closed(courses: Iterable[PlanCourse]) -> set[str]:
    return {run_key(row.run_id) for row in courses if not row.opens}


@dataclass(frozen=True)
class OwnLine:
    """What the proposal in force says about one person, with the reason where it says to wait."""

    plan: PlacementPlan
    line: PlanLine
    reason: telling.Reason | None


def own_line(candidate: Candidate) -> OwnLine | None:
    """What the proposal in force says about this person; None where it knows nothing of them. At most three queries."""
    plan = plan_in_force()
    line = plan.lines.filter(candidate=candidate).select_related("run", "by_hand").first() if plan else None
    if plan is None or line is None:
        return None
    if line.run_id is not None:
        return OwnLine(plan, line, None)
    courses = list(plan.courses.select_related("run").order_by("pk"))
    return OwnLine(plan, line, telling.why_waits(line.why, _names(courses), candidate.code, _closed(courses)))
