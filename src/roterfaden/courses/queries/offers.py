"""Courses as pages need them: with free seats and weekly times, narrowed by what is asked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import User
from roterfaden.courses.enums import RuleName, RunState, TimeOfDay
from roterfaden.courses.methods.desks import hash_of
from roterfaden.courses.methods.running import RunFacts
from roterfaden.courses.methods.weekly import WeeklyTime, lessons_a_week, time_of_day
from roterfaden.courses.models import (
    CourseRun,
    CourseRunQuerySet,
    CourseTime,
    OverviewReader,
    Provider,
    ProviderLink,
    Rule,
    Seat,
    Site,
)
from roterfaden.courses.queries.reference import rule
from roterfaden.kernel.actors import Actor
from roterfaden.places.models import Area

STANDING = (RunState.PLANNED, RunState.OPEN, RunState.RUNNING)
DECIDE_AHEAD = timedelta(days=14)
"""A planned course that begins within so many days has to be decided: it opens or falls through."""


def seats_held(run_ids: Collection[int]) -> dict[int, int]:
    """How many people hold a seat in each course through the network; courses with nobody are left out. One query."""
    held = Seat.objects.holding().filter(run__in=run_ids).order_by().values_list("run").annotate(count=Count("pk"))
    return dict(held)


def seats_taken(run_ids: Collection[int]) -> dict[int, int]:
    """How many seats of each course are taken: those given through the network and those the provider counts itself.

    Courses that do not exist are left out. Two queries.
    """
    found = dict(CourseRun.objects.filter(pk__in=run_ids).values_list("pk", "seats_taken_otherwise"))
    for pk, count in seats_held(found.keys()).items():
        found[pk] += count
    return found


@dataclass(frozen=True)
class RunLine:
    """A course with what is counted about it. `run` carries provider, site with area, type and times."""

    run: CourseRun
    taken: int
    fresh_days: int | None
    """How many days ago the provider confirmed it, as far as that is longer than the rule allows."""

    @property
    def free(self) -> int:
        """Seats nobody has; never below zero."""
        return max(self.run.seats_max - self.taken, 0)

    @property
    def held(self) -> int:
        """Seats people have through the network: they lose them when the course is called off."""
        return self.taken - self.run.seats_taken_otherwise

    @property
    def times(self) -> tuple[WeeklyTime, ...]:
        """The weekly times in their order."""
        return weekly(self.run)

    @property
    def lessons(self) -> int:
        """Lessons a week."""
        return lessons_a_week(self.times)

    @property
    def time_of_day(self) -> TimeOfDay | None:
        """When it is held."""
        return time_of_day(self.times)

    @property
    def missing(self) -> int:
        """How many people a planned course still needs to open."""
        return max(self.run.seats_min - self.taken, 0) if self.run.state == RunState.PLANNED else 0


def weekly(run: CourseRun) -> tuple[WeeklyTime, ...]:
    """The weekly times of a course whose times were fetched."""
    return tuple(sorted(WeeklyTime(row.weekday, row.starts, row.ends) for row in run.times.all()))


def run_facts(run: CourseRun) -> RunFacts:
    """What is known about a course, as facts to change. One query unless its times were fetched."""
    names = RunFacts.__dataclass_fields__.keys() - {"times"}
    return RunFacts(**{name: getattr(run, name) for name in names}, times=weekly(run))


@dataclass(frozen=True)
class RunFilter:
    """What of the courses is asked for; empty narrows nothing. `states` empty: planned, certain and running.

    `to_join`: only those somebody can still begin, with a free seat. `area` is the short name of a municipality.
    """

    provider: int | None = None
    states: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    area: str = ""
    child_care: bool = False
    women_only: bool = False
    starts_from: date | None = None
    starts_until: date | None = None
    time_of_day: str = ""
    to_join: bool = False
    text: str = ""


def run_rows() -> CourseRunQuerySet:
    """Courses with everything a line shows. Two queries with their times."""
    times = Prefetch("times", CourseTime.objects.order_by("weekday", "starts", "pk"))
    rows = CourseRun.objects.select_related("provider", "site__area", "course_type").prefetch_related(times)
    return rows.defer("site__area__geometry")  # outlines are large, and a map fetches each once


def run_lines(wanted: RunFilter, on: date) -> list[RunLine]:
    """The courses asked for, by their first day, then by number. Five queries, none more for longer lists."""
    rows = _narrowed(wanted, on).order_by("starts_on", "number", "pk")
    return [line for line in counted_lines(rows, on) if _fits(line, wanted)]


def run_line(run: CourseRun, on: date) -> RunLine:
    """One course, fetched by `run_rows`. Three queries."""
    return counted_lines([run], on)[0]


def counted_lines(rows: Iterable[CourseRun], on: date) -> list[RunLine]:
    """Courses fetched by `run_rows`, with what is counted about them. Three queries besides those of the rows."""
    runs = list(rows)
    taken = seats_taken([run.pk for run in runs])
    fresh = rule(RuleName.OFFERS_FRESH, on)
    return [RunLine(run, taken[run.pk], _stale_days(run, fresh, on)) for run in runs]


def _stale_days(run: CourseRun, fresh: Rule | None, on: date) -> int | None:
    if fresh is None or run.state not in STANDING or fresh.due(run.updated_on) >= on:
        return None
    return (on - run.updated_on).days


def _narrowed(wanted: RunFilter, on: date) -> QuerySet[CourseRun]:
    rows = run_rows()
    rows = rows.filter(state__in=wanted.states) if wanted.states else rows.standing()
    exact = {
        "provider": wanted.provider,
        "course_type__kind": wanted.kind,
        "level_from": wanted.level,
        "starts_on__gte": wanted.starts_from,
        "starts_on__lte": wanted.starts_until,
        "number__icontains": wanted.text,
        "women_only": wanted.women_only,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.area:
        rows = rows.filter(Q(site__area__slug=wanted.area) | Q(site__area__parent__slug=wanted.area))
    if wanted.child_care:
        rows = rows.filter(child_care_seats__gt=0)
    if wanted.to_join:
        rows = rows.filter(Q(state=RunState.RUNNING, ends_on__gte=on) | Q(starts_on__gte=on))
    return rows


def _fits(line: RunLine, wanted: RunFilter) -> bool:
    if wanted.to_join and not line.free:
        return False
    return not wanted.time_of_day or line.time_of_day == wanted.time_of_day


def are_courses_coming(on: date) -> bool:
    """Whether any course will begin: residents are led to the list then. One query."""
    return CourseRun.objects.coming(on).exists()


# --- what filters and forms offer -----------------------------------------------------------------------------------
def course_areas() -> list[Area]:
    """Municipalities in which a site is in use. One query."""
    used = Site.objects.filter(retired_at=None, provider__retired_at=None).values("area")
    return list(Area.objects.filter(pk__in=used).order_by("short_name", "pk"))


def kept_codes(actor: Actor) -> list[str] | None:
    """The short names of the providers whose courses somebody of the staff keeps; None: of all. No query for a person
    whose roles are known."""
    held = actor.roles_held if isinstance(actor, User) else ()
    if any(role == Role.COURSE_COORDINATOR for role, _scope in held):
        return None
    return [scope.key for role, scope in held if role == Role.PROVIDER and scope.kind == ScopeKind.PROVIDER]


def providers_kept_by(actor: Actor) -> QuerySet[Provider]:
    """The providers whose courses somebody keeps, by their names."""
    codes = kept_codes(actor)
    rows = Provider.objects.filter(retired_at=None).order_by("name", "pk")
    return rows if codes is None else rows.filter(code__in=codes)


def providers() -> list[Provider]:
    """Who offers courses. One query."""
    return list(Provider.objects.filter(retired_at=None).order_by("name", "pk"))


def providers_with_sites() -> list[Provider]:
    """Who offers courses, each with the sites in use as `used`, and the links of the last months as `asked`. Three
    queries."""
    used = Prefetch("sites", Site.objects.filter(retired_at=None).select_related("area").order_by("name", "pk"), "used")
    asked = Prefetch("links", ProviderLink.objects.order_by("-month", "-pk"), "asked")
    return list(Provider.objects.filter(retired_at=None).prefetch_related(used, asked).order_by("name", "pk"))


def sites_of(provider: Provider | None = None) -> QuerySet[Site]:
    """Sites in use, of one provider or of all."""
    rows = Site.objects.filter(retired_at=None, provider__retired_at=None).select_related("provider", "area")
    rows = rows.filter(provider=provider) if provider is not None else rows
    return rows.order_by("provider__name", "name", "pk")


def readers() -> list[OverviewReader]:
    """Who gets the monthly overview. One query."""
    return list(OverviewReader.objects.filter(retired_at=None).order_by("name", "pk"))


def provider_behind(token: str, now: datetime) -> Provider | None:
    """The provider whose link this is, while it is valid. One query at most."""
    kept = hash_of(token)
    if kept is None:
        return None
    links = ProviderLink.objects.filter(secret_hash=kept, valid_until__gt=now, provider__retired_at=None)
    link = links.select_related("provider").first()
    return link.provider if link is not None else None


# --- what waits --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Waiting:
    """Courses somebody has to look at: not confirmed in time, near and undecided, in a state that has passed."""

    stale: int
    undecided: int
    passed: int


def waiting_runs(codes: Collection[str] | None, on: date) -> Waiting:
    """What waits for providers by their codes, or for all with None. Two queries."""
    rows = CourseRun.objects.standing()
    if codes is not None:
        rows = rows.filter(provider__code__in=codes)
    fresh = rule(RuleName.OFFERS_FRESH, on)
    facts = list(rows.values_list("state", "starts_on", "ends_on", "updated_on"))
    return Waiting(
        stale=sum(fresh is not None and fresh.due(updated) < on for _state, _starts, _ends, updated in facts),
        undecided=sum(
            state == RunState.PLANNED and starts <= on + DECIDE_AHEAD for state, starts, _ends, _updated in facts
        ),
        passed=sum(
            (state == RunState.OPEN and starts < on) or (state == RunState.RUNNING and ends < on)
            for state, starts, ends, _updated in facts
        ),
    )
