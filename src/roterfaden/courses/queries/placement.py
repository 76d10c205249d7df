"""From the rows of today to an instance of the placement, and from a run back to what people read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet

from roterfaden.courses.enums import BEGUN, HOLDING, TOLD, LockKind, Priority, RunState, TimeOfDay
from roterfaden.courses.methods.placement import Course, Instance, Person, Weights
from roterfaden.courses.methods.way_table import site_key
from roterfaden.courses.methods.ways import ESTIMATED, SINCE, TIMETABLE
from roterfaden.courses.methods.weekly import WeeklyTime, time_of_day
from roterfaden.courses.models import (
    Candidate,
    CourseRun,
    CourseTime,
    Entitlement,
    PlacementLock,
    PlacementPlan,
    PlanLine,
    Seat,
    Site,
    WeightSetting,
)
from roterfaden.courses.queries.people import STANDING, best_entitlement
from roterfaden.courses.queries.travel import TRAVEL_LIMIT, Ways, ways_on
from roterfaden.places.models import Area

NEW_COURSE = "neu"
"""How a course is called that does not exist yet."""


def run_key(pk: int) -> str:
    """What a course is called in an instance."""
    return f"k{pk}"


def run_pk(key: str) -> int | None:
    """The course behind a key of an instance; None for one that does not exist."""
    return int(key[1:]) if key[:1] == "k" and key[1:].isdigit() else None


def weights_in_force() -> WeightSetting | None:
    """What the round last decided."""
    return WeightSetting.objects.filter(superseded_at=None).order_by("-made_at", "-pk").first()


def todays_weights() -> Weights:
    """The points in force; the program's own proposal where nobody decided."""
    row = weights_in_force()
    return Weights(**row.weights) if row else Weights()


# --- facts -----------------------------------------------------------------------------------------------------------
def todays_instance(on: date, extra: Course | None = None) -> Instance:
    """Everybody who waits and every course that begins, without names.

    People who were told their course stay in it; a decision "this course" holds like a seat, "not this one" like a
    rule. `extra` is a course that does not exist.
    """
    runs = list(_coming_runs(on))
    people = list(_waiting_people())
    seats = Seat.objects.holding().order_by("pk")
    held = list(seats.values_list("candidate_id", "run_id", "state", "candidate__children"))
    told = {who: run for who, run, state, _children in held if state in TOLD}
    locks = list(PlacementLock.objects.current().order_by("pk").values_list("candidate_id", "run_id", "kind"))
    coming = {run.pk for run in runs}
    pinned = {who: run for who, run, kind in locks if kind == LockKind.PIN and run in coming} | told
    barred: dict[int, list[str]] = {}
    for who, run, kind in locks:
        if kind == LockKind.BAR and run in coming:
            barred.setdefault(who, []).append(run_key(run))
    before = _last_proposal()
    codes = {candidate.pk: candidate.code for candidate in people}
    persons = tuple(
        _person(candidate, codes, on=on, pinned=pinned.get(candidate.pk), before=before.get(candidate.pk),
                barred=tuple(barred.get(candidate.pk, ())))
        for candidate in people
        # Who was told a course that has begun since waits for nobody's decision but the provider's word.
        if candidate.pk not in told or told[candidate.pk] in coming
    )  # fmt: skip
    inside = {person.id for person in persons}
    outside = [(run, children) for who, run, _state, children in held if codes.get(who) not in inside]
    taken = Counter(run for run, _children in outside)
    minded: Counter[int] = Counter()
    for pk, children in outside:
        minded[pk] += children
    courses = tuple(_course(run, taken[run.pk], minded[run.pk]) for run in runs) + ((extra,) if extra else ())
    return Instance(
        today=on, people=persons, courses=courses, minutes=_minutes(people, runs, on), travel_limit=TRAVEL_LIMIT,
        weights=todays_weights(),
    )  # fmt: skip


def _coming_runs(on: date) -> QuerySet[CourseRun]:
    return (
        CourseRun.objects.coming(on)
        .select_related("course_type", "provider", "site__area")
        .prefetch_related(Prefetch("times", queryset=CourseTime.objects.order_by("weekday", "starts", "pk")))
        .order_by("starts_on", "pk")
    )


def _waiting_people() -> QuerySet[Candidate]:
    """Active people with a test result who are in no course, and of whom somebody decided how it goes on after one."""
    return (
        Candidate.objects.active()
        .exclude(recommended=None)
        .exclude(pk__in=Seat.objects.filter(state__in=BEGUN).values("candidate"))
        .exclude(pk__in=Seat.objects.undecided().values("candidate"))
        .select_related("area", "recommended", "wished")
        .prefetch_related(
            Prefetch(
                "entitlements",
                queryset=Entitlement.objects.filter(ended_on=None).select_related("kind").order_by("issued_on", "pk"),
                to_attr=STANDING,
            )
        )
        .order_by("waiting_since", "pk")
    )


def _last_proposal() -> dict[int, str]:
    plan = plan_in_force()
    lines = PlanLine.objects.filter(plan=plan).exclude(run=None) if plan else PlanLine.objects.none()
    return {who: run_key(run) for who, run in lines.order_by("pk").values_list("candidate_id", "run_id") if run}


def _person(
    candidate: Candidate, codes: dict[int, str], *, on: date, pinned: int | None, before: str | None,
    barred: tuple[str, ...],
) -> Person:  # fmt: skip
    entitlement = best_entitlement(candidate.standing, on)
    apart = codes.get(candidate.apart_from_id) if candidate.apart_from_id else None
    return Person(
        id=candidate.code,
        fits=(f"{candidate.recommended.slug}/{candidate.section}",) if candidate.recommended else (),
        area=candidate.area.key,
        waiting_since=candidate.waiting_since,
        slots=candidate.slots,
        standing=_standing(entitlement),
        # Nobody is placed without an entitlement: it ended yesterday, as it were.
        entitled_until=entitlement.valid_until if entitlement else date.fromordinal(on.toordinal() - 1),
        childcare=candidate.children,
        small_children=candidate.small_children,
        woman=candidate.is_woman,
        women_only=candidate.women_only,
        online=candidate.online,
        max_minutes=candidate.max_minutes,
        wishes=(candidate.wished.code,) if candidate.wished else (),
        apart_from=(apart,) if apart else (),
        barred=barred,
        locked=run_key(pinned) if pinned is not None else None,
        proposed=before,
    )


def _standing(entitlement: Entitlement | None) -> str:
    if entitlement is None:
        return "entitled"
    if entitlement.kind.is_obligation:
        return "obliged"
    return "priority" if entitlement.kind.priority == Priority.FIRST else "entitled"


def slot_of(times: Iterable[CourseTime]) -> str:
    """The time of day a course is held; one without weekly times is held in the morning."""
    found = time_of_day([WeeklyTime(time.weekday, time.starts, time.ends) for time in times])
    return (found or TimeOfDay.MORNING).value


def _course(run: CourseRun, begun: int, minded: int) -> Course:
    """A course with what is left of it; `begun` people hold a seat outside of the instance, with `minded` children."""
    used = begun + run.seats_taken_otherwise
    return Course(
        id=run_key(run.pk),
        code=run.code,
        starts_on=run.starts_on,
        slot=slot_of(run.times.all()),
        site=site_key(run.site_id),
        provider=run.provider.code,
        seats=max(run.seats_max - used, 0),
        minimum=max(run.seats_min - used, 0),
        confirmed=run.state == RunState.OPEN,
        childcare_seats=max(run.child_care_seats - minded, 0),
        women_only=run.women_only,
        online=run.online,
        room=run.room or None,
    )


def _minutes(people: list[Candidate], runs: list[CourseRun], on: date) -> dict[str, dict[str, int]]:
    """The way from every municipality to every site: by timetable where one says it, else estimated. A site without
    coordinates lies in the middle of its municipality. Two queries."""
    areas = {candidate.area_id: candidate.area for candidate in people}
    sites = {run.site_id: run.site for run in runs}
    ways = ways_on(on, areas=areas.keys(), sites=sites.keys())
    return {area.key: _minutes_from(area, sites.values(), ways) for area in areas.values()}


def _minutes_from(area: Area, sites: Iterable[Site], ways: Ways) -> dict[str, int]:
    found = {site_key(site.pk): ways.way(area, site) for site in sites}
    return {key: way.minutes for key, way in found.items() if way is not None and way.minutes is not None}


def ways_of(instance: Instance) -> dict[str, Any]:
    """Where the minutes of an instance come from: how many ways by timetable, from when it holds, how many estimated.

    Two queries.
    """
    sites = {int(course.site[1:]) for course in instance.courses}
    areas = Area.objects.filter(key__in=list(instance.minutes)).values_list("pk", flat=True)
    ways = ways_on(instance.today, areas=list(areas), sites=sites)
    by_timetable = sum(row.minutes is not None for row in ways.times.values())
    all_ways = sum(len(found) for found in instance.minutes.values())
    since = ways.table.valid_from.isoformat() if ways.table else ""
    return {TIMETABLE: len(ways.times), ESTIMATED: all_ways - by_timetable, SINCE: since}


def imagined_course(question: dict[str, Any]) -> Course:
    """The course of a what-if question (`placement_plan.what_if`)."""
    values = {name: value for name, value in question.items() if name in Course.__dataclass_fields__}
    return Course(**(values | {"id": NEW_COURSE, "starts_on": date.fromisoformat(question["starts_on"])}))


def with_minutes_to(instance: Instance, site: Site) -> Instance:
    """The same instance with the way to a site no course of it is held at."""
    areas = list(Area.objects.filter(key__in=list(instance.minutes)).order_by("pk"))
    ways = ways_on(instance.today, areas=[area.pk for area in areas], sites=[site.pk])
    minutes = {area.key: instance.minutes[area.key] | _minutes_from(area, [site], ways) for area in areas}
    return replace(instance, minutes=minutes)


# --- proposals -------------------------------------------------------------------------------------------------------
def plan_in_force() -> PlacementPlan | None:
    """The newest finished proposal."""
    return PlacementPlan.objects.proposals().done().order_by("-finished_at", "-pk").first()


def newest_attempt() -> PlacementPlan | None:
    """The newest run of a proposal, whatever became of it."""
    return PlacementPlan.objects.proposals().order_by("-started_at", "-pk").first()


# --- seats -----------------------------------------------------------------------------------------------------------
def seats_of_run(run: CourseRun) -> QuerySet[Seat]:
    """Everybody who has or had a seat in a course."""
    return run.seats.select_related("candidate__area").order_by("-state", "reserved_at", "pk")


def seats_lost(run: CourseRun) -> QuerySet[Seat]:
    """Whom calling a course off affects: those who hold a seat in it, or, once it is off, those without a new one."""
    seats = run.seats.without_new_seat() if run.state == RunState.CANCELLED else run.seats.holding()
    return seats.select_related("candidate__area").order_by("candidate__waiting_since", "pk")


def runs_fallen() -> QuerySet[CourseRun]:
    """Courses called off of which people still need a new seat; `affected` counts them."""
    return (
        CourseRun.objects.filter(seats__in=Seat.objects.without_new_seat())
        .annotate(affected=Count("seats"))
        .order_by("starts_on", "number", "pk")
    )


def seats_run_out(on: date) -> QuerySet[Seat]:
    """Reservations nobody confirmed in time."""
    return Seat.objects.run_out(on).select_related("candidate", "run").order_by("expires_on", "pk")


def runs_with_seats(on: date) -> QuerySet[CourseRun]:
    """Courses somebody holds a seat in, the next one first; `taken` counts the seats held."""
    return (
        CourseRun.objects.filter(seats__state__in=HOLDING)
        .annotate(taken=Count("seats"))
        .select_related("provider", "course_type", "site")
        .order_by(F("starts_on").asc(), "number", "pk")
    )


def places_of(plan: PlacementPlan) -> dict[str, str]:
    """Person → course of a finished run, by the names of the instance."""
    rows = plan.lines.exclude(run=None).order_by("pk").values_list("candidate__code", "run_id")
    return {code: run_key(run) for code, run in rows if run}
