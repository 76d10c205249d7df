"""The facts need planning counts, as of a day: rows become counts without names. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Prefetch, Q

from roterfaden.courses.enums import BEGUN, HOLDING, CourseKind, EarlierEnd, RuleName, RunState, SeatState, TimeOfDay
from roterfaden.courses.methods.needs import (
    MOST_MONTHS,
    Case,
    CaseEnd,
    Facts,
    Kind,
    Offer,
    Region,
    Waiter,
    months_after,
)
from roterfaden.courses.methods.weekly import time_of_day
from roterfaden.courses.models import (
    AdmissionStop,
    Candidate,
    CourseRun,
    CourseTime,
    CourseType,
    EarlierCase,
    Entitlement,
    RoundPack,
    Seat,
)
from roterfaden.courses.queries.offers import seats_held, weekly
from roterfaden.courses.queries.reference import rule
from roterfaden.courses.queries.travel import TRAVEL_LIMIT, ways_on
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.places.queries import partners

YEAR = timedelta(days=365)
SIX_WEEKS = 42
"""What is meant where no rule says otherwise: the committee asked for six weeks."""
SAT = (*BEGUN, SeatState.ENDED)


class _Person(NamedTuple):
    """The columns of a candidate that are counted, in the order they are asked for."""

    pk: int
    area_id: int
    waiting_since: date
    registered_at: datetime
    left_on: date | None
    erased_at: datetime | None
    emptied_at: datetime | None
    recommended_id: int | None
    section: int | None
    children: int
    under_27: bool
    is_woman: bool
    women_only: bool
    max_minutes: int | None
    online: bool
    morning: bool
    afternoon: bool
    evening: bool
    weekend: bool


class _Seat(NamedTuple):
    """The columns of a seat that are counted."""

    candidate_id: int
    state: str
    began_on: date | None
    starts_on: date
    changed_on: date
    next_step: str

    @property
    def began(self) -> date:
        """The day somebody began; for a seat that was begun."""
        return self.began_on or self.starts_on


@dataclass(frozen=True)
class _Rows:
    """What belongs to the people, by their keys, and what their places and types are called."""

    on: date
    areas: Mapping[int, Area]
    regions: Mapping[str, Region]
    slugs: Mapping[int, str]
    seats: Mapping[int, list[_Seat]]
    entitlements: Mapping[int, list[tuple[str, date | None]]]
    closed: Collection[str]

    def region(self, area: int) -> str:
        """The municipality of an area: its own, or the joint one it is a member of."""
        row = self.areas[area]
        parent = self.areas.get(row.parent_id) if row.parent_id else None
        return row.key if row.key in self.regions or parent is None else parent.key

    def case(self, person: _Person) -> Case:
        """The registration of a person, with how waiting for the first course ended."""
        seats = self.seats.get(person.pk, [])
        begun = sorted(seat.began for seat in seats if seat.state in SAT)
        since = person.waiting_since
        if begun and begun[0] < since:  # they wait again, since another day
            since = min(local_day(person.registered_at), begun[0])
        last = begun[0] if begun else person.left_on or self.on
        end = CaseEnd.STARTED if begun else CaseEnd.LEFT if person.left_on else CaseEnd.WAITS
        kinds = {kind for kind, _until in self.entitlements.get(person.pk, ())}
        return Case(
            month=since.replace(day=1), days=max((last - since).days, 0), end=end,
            kind=self.slugs.get(person.recommended_id or 0, ""), area=self.region(person.area_id),
            finished=any(seat.state == SeatState.ENDED for seat in seats), again=len(begun) > 1,
            is_closed=bool(kinds) and kinds <= set(self.closed), is_vague=person.emptied_at is not None,
        )  # fmt: skip

    def waits(self, person: _Person) -> bool:
        """Whether somebody waits for a course today: in none, and where one has ended, it was said how it goes on."""
        seats = self.seats.get(person.pk, [])
        in_course = any(seat.state in BEGUN for seat in seats)
        undecided = any(seat.state == SeatState.ENDED and not seat.next_step for seat in seats)
        return person.left_on is None and person.erased_at is None and not in_course and not undecided

    def waiter(self, person: _Person) -> Waiter:
        """Somebody who waits, as counted."""
        held = any(seat.state in HOLDING for seat in self.seats.get(person.pk, []))
        rights = self.entitlements.get(person.pk, ())
        return Waiter(
            kind=self.slugs.get(person.recommended_id or 0, ""), section=person.section or 0,
            area=self.region(person.area_id), home=person.area_id, children=person.children, under_27=person.under_27,
            slots=frozenset(name for name in TimeOfDay.values if getattr(person, name)),
            is_entitled=any(until is None or until >= self.on for _kind, until in rights), has_seat=held,
            is_woman=person.is_woman, women_only=person.women_only, online=person.online, minutes=person.max_minutes,
        )  # fmt: skip


def need_facts(on: date) -> Facts:
    """Everything that is counted, as of a day. A fixed number of queries, however many people and courses there are."""
    since = months_after(on, -MOST_MONTHS)
    types = list(CourseType.objects.order_by("name", "pk"))
    rows = _rows(on, types)
    people = list(_people(since))
    earlier = list(_earlier(since, rows))
    cases = [rows.case(person) for person in people]
    waiting = tuple(rows.waiter(person) for person in people if rows.waits(person))
    runs = _runs(on)
    taken = seats_held([run.pk for run in runs])
    limit = rule(RuleName.START_AFTER_REGISTRATION, on)
    entered = [local_day(person.registered_at).replace(day=1) for person in people]
    return Facts(
        on=on,
        kinds={row.slug: Kind(row.name, row.kind == CourseKind.YOUTH, row.closed_on) for row in types},
        regions=dict(rows.regions),
        cases=tuple(case for case in (*earlier, *cases) if since <= case.month <= on),
        waiting=waiting,
        offers=tuple(_offer(run, taken.get(run.pk, 0), rows) for run in runs),
        first_month=_first_complete([*entered, *(case.month for case in earlier)], earlier, on),
        limit=(limit.due(on) - on).days if limit else SIX_WEEKS,
        limit_source=limit.legal_source if limit else "",
        travel_limit=TRAVEL_LIMIT,
        minutes=_minutes(rows, {who.home for who in waiting}, runs),
        no_shows=sum(
            seat.state == SeatState.NO_SHOW and seat.changed_on > on - YEAR
            for seats in rows.seats.values()
            for seat in seats
        ),
    )


def _rows(on: date, types: list[CourseType]) -> _Rows:
    """Areas, seats, entitlements and stops. Five queries."""
    areas = {row.pk: row for row in Area.objects.order_by("pk")}
    seats: dict[int, list[_Seat]] = defaultdict(list)
    names = ("candidate_id", "state", "began_on", "run__starts_on", "changed_on", "next_step")
    for values in Seat.objects.order_by("pk").values_list(*names):
        seat = _Seat(*values)
        seats[seat.candidate_id].append(seat)
    rights: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    for who, kind, until in (
        Entitlement.objects.filter(ended_on=None).order_by("pk").values_list("candidate", "kind__slug", "valid_until")
    ):
        rights[who].append((kind, until))
    return _Rows(
        on=on, areas=areas, seats=seats, entitlements=rights, slugs={row.pk: row.slug for row in types},
        regions={row.key: Region(row.short_name, row.pk) for row in partners(on)},
        closed=set(AdmissionStop.objects.on(on).order_by().values_list("kind", flat=True)),
    )  # fmt: skip


def _people(since: date) -> Iterator[_Person]:
    """Everybody whose waiting began within the history, and all who still wait. One query."""
    rows = Candidate.objects.filter(merged_into=None).filter(Q(waiting_since__gte=since) | Q(left_on=None))
    return (_Person(*values) for values in rows.order_by("pk").values_list(*_Person._fields))


def _earlier(since: date, rows: _Rows) -> Iterator[Case]:
    """Registrations from before the program. One query."""
    names = ("month", "area_id", "course_type_id", "days", "end", "again")
    found = EarlierCase.objects.filter(month__gte=since, source__withdrawn_at=None).order_by("pk").values_list(*names)
    for month, area, kind, days, end, again in found:
        started = end == EarlierEnd.STARTED
        yield Case(
            month, days, CaseEnd.STARTED if started else CaseEnd.LEFT, rows.slugs[kind], rows.region(area),
            finished=started, again=again,
        )  # fmt: skip


def _first_complete(months: list[date], earlier: list[Case], on: date) -> date | None:
    """The first month that is known as a whole: earlier cases come by whole months, people from the month the first one
    was entered in, perhaps in its middle. Who waited before that and had a course or had gone was never entered."""
    before = [month for month in months if month < on.replace(day=1)]
    if not before:
        return None
    first = min(before)
    return first if any(case.month == first for case in earlier) else months_after(first, 1)


def _runs(on: date) -> list[CourseRun]:
    """Courses that stand, and those of the last year that ended or were called off. Two queries."""
    times = Prefetch("times", CourseTime.objects.order_by("weekday", "starts", "pk"))
    over = Q(state__in=[RunState.ENDED, RunState.CANCELLED], starts_on__gt=on - YEAR)
    standing = Q(state__in=[RunState.PLANNED, RunState.OPEN, RunState.RUNNING])
    rows = CourseRun.objects.filter(standing | over).select_related("course_type", "provider", "site__area")
    return list(rows.prefetch_related(times).order_by("pk"))


def _offer(run: CourseRun, held: int, rows: _Rows) -> Offer:
    return Offer(
        kind=run.course_type.slug, section=run.section, area="" if run.online else rows.region(run.site.area_id),
        provider=run.provider.name, site=run.site_id, starts_on=run.starts_on, ends_on=run.ends_on, state=run.state,
        seats=run.seats_max, taken=held + run.seats_taken_otherwise, care=run.child_care_seats,
        slot=(time_of_day(weekly(run)) or TimeOfDay.MORNING).value, is_online=run.online, women_only=run.women_only,
        teacher_missing=run.teacher_missing, cancel_reason=run.cancel_reason,
    )  # fmt: skip


def _minutes(rows: _Rows, homes: set[int], runs: list[CourseRun]) -> dict[tuple[int, int], int | None]:
    """The ways from every municipality and every home to the sites in use. Two queries."""
    starts = homes | {region.home for region in rows.regions.values() if region.home is not None}
    sites = {run.site_id: run.site for run in runs if not run.online}
    ways = ways_on(rows.on, areas=starts, sites=sites.keys())
    found = {(pk, site.pk): ways.way(rows.areas[pk], site) for pk in sorted(starts) for site in sites.values()}
    return {pair: way.minutes for pair, way in found.items() if way is not None}


# --- packs -----------------------------------------------------------------------------------------------------------
def quarter_of(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def round_packs() -> list[RoundPack]:
    """All packs without their content, the newest first. One query."""
    return list(RoundPack.objects.defer("content").select_related("made_by").order_by("-quarter", "-number", "-pk"))


def pack_before(pack: RoundPack) -> RoundPack | None:
    """The newest pack of an earlier quarter. One query."""
    return RoundPack.objects.filter(quarter__lt=pack.quarter).order_by("-quarter", "-number", "-pk").first()
