"""Language courses as their providers keep them: read, add, change, say free seats, lead on, call off, confirm.

A provider sees and keeps its own courses, the coordination those of all. Nothing of a person is here: who sits in a
course stays behind the firewall, a course only counts.
"""

from datetime import date, time
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from roterfaden.api.asking import PLAIN, ByKey, Day, Key, Slug, a_page, only
from roterfaden.api.office.shared import ERRORS, MISSING, one, owner
from roterfaden.api.office.signing_in import needs
from roterfaden.api.opendata.records import Page
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import CancelReason, Level, RunState
from roterfaden.courses.methods.running import RunFacts
from roterfaden.courses.methods.weekly import WeeklyTime, ordered_times
from roterfaden.courses.models import CourseRun, CourseType, Site
from roterfaden.courses.queries import RunLine
from roterfaden.kernel.time import local_day
from roterfaden.machines.enums import Permit

router = Router()
OPENS = "courses.view_offers"
CREATED = 201
MOST_SEATS, MOST_TIMES, MOST_COURSES = 500, 50, 500

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:30"])]
Seats = Annotated[int, Field(ge=0, le=MOST_SEATS)]
Number = Annotated[str, Field(pattern=PLAIN, min_length=1, max_length=40)]
Room = Annotated[str, Field(pattern=PLAIN, max_length=60)]
Note = Annotated[str, Field(pattern=PLAIN, max_length=300)]


class WeeklyRecord(Schema):
    """A weekly time: ISO weekday (1 is Monday), beginning and end by the clock."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    starts: Clock
    ends: Clock

    @classmethod
    def of(cls, each: WeeklyTime) -> "WeeklyRecord":
        return cls(weekday=each.weekday, starts=f"{each.starts:%H:%M}", ends=f"{each.ends:%H:%M}")

    def read(self) -> WeeklyTime:
        """The time itself."""
        return WeeklyTime(self.weekday, time.fromisoformat(self.starts), time.fromisoformat(self.ends))


class CourseFacts(Schema):
    """What a provider says about a course. What is left out has its usual value: nothing, no, 0."""

    number: Number
    site: Key = Field(description="Of `course-sites`; it names the provider, too.")
    course_type: Slug = Field(description="Of `course-types`.")
    section: Annotated[int, Field(ge=1, le=20)] = 1
    level_from: Level
    level_to: Level
    starts_on: Day
    ends_on: Day
    times: Annotated[list[WeeklyRecord], Field(max_length=MOST_TIMES)] = []
    seats_max: Seats
    seats_min: Seats = 0
    reserve_seats: Seats = 0
    seats_taken_otherwise: Seats = Field(0, description="Taken by people who do not come through the network.")
    child_care_seats: Seats = 0
    women_only: bool = False
    online: bool = False
    room: Room = ""
    teacher_missing: bool = False
    note: Note = ""

    def facts(self, site: Site, course_type: CourseType) -> RunFacts:
        """The same as actions take it. Raises TimesUnreadable for weekly times that cannot be."""
        plain: dict[str, Any] = self.model_dump(exclude={"site", "course_type", "times", "number", "room", "note"})
        words: dict[str, Any] = {name: getattr(self, name).strip() for name in ("number", "room", "note")}
        times = ordered_times(each.read() for each in self.times)
        return RunFacts(**plain, **words, site_id=site.pk, course_type_id=course_type.pk, times=times)


class CourseRecord(Schema):
    """A course with what is counted about it. `taken` are seats through the network and those the provider counts."""

    id: int
    number: str
    provider: str
    site: int
    course_type: str
    section: int
    level_from: str
    level_to: str
    starts_on: date
    ends_on: date
    times: list[WeeklyRecord]
    seats_max: int
    seats_min: int
    reserve_seats: int
    seats_taken_otherwise: int
    taken: int
    free: int
    child_care_seats: int
    women_only: bool
    online: bool
    room: str
    teacher_missing: bool
    note: str
    state: str
    cancel_reason: str
    state_note: str
    confirmed_on: date = Field(description="The day somebody last said that all this is true.")

    @classmethod
    def of(cls, line: RunLine) -> "CourseRecord":
        run = line.run
        same = set(cls.model_fields) & set(RunFacts.__dataclass_fields__) - {"times"}
        return cls(
            **{name: getattr(run, name) for name in same},
            id=run.pk, provider=run.provider.code, site=run.site_id, course_type=run.course_type.slug,
            times=[WeeklyRecord.of(each) for each in line.times], taken=line.taken, free=line.free, state=run.state,
            cancel_reason=run.cancel_reason, state_note=run.state_note, confirmed_on=run.updated_on,
        )  # fmt: skip


class CourseSiteRecord(Schema):
    """A place where a provider holds courses."""

    id: int
    provider: str
    name: str
    address: str
    area: str
    step_free: bool
    child_care_possible: bool

    @classmethod
    def of(cls, row: Site) -> "CourseSiteRecord":
        return cls(
            id=row.pk, provider=row.provider.code, name=row.name, address=row.address, area=row.area.key,
            step_free=row.step_free, child_care_possible=row.child_care_possible,
        )  # fmt: skip


class CourseTypeRecord(Schema):
    """A type of course; from `closed_on` none may begin."""

    id: int
    slug: str
    name: str
    kind: str
    sections: int
    closed_on: date | None

    @classmethod
    def of(cls, row: CourseType) -> "CourseTypeRecord":
        return cls(
            id=row.pk, slug=row.slug, name=row.name, kind=row.kind, sections=row.sections, closed_on=row.closed_on
        )


class CoursesAsked(ByKey):
    """Courses of one provider, in one state."""

    provider: Slug | None = None
    state: RunState | None = None


class NewState(Schema):
    """Where a course goes next. Calling off needs a `reason`; a step back, and the reason "other", needs a note."""

    state: RunState
    reason: CancelReason | None = None
    note: Note = ""


class FreeSeats(Schema):
    """How many seats are free now."""

    free: Seats


class Confirmation(Schema):
    """Courses of which everything is still true."""

    courses: Annotated[list[Key], Field(min_length=1, max_length=MOST_COURSES)]


class Confirmed(Schema):
    """How many courses were confirmed; such that have ended or were called off are left out."""

    confirmed: int


@router.get("/courses", response={200: Page[CourseRecord], **ERRORS}, url_name="courses")
@needs(Permit.READ_COURSES, OPENS)
def courses(request: HttpRequest, asked: Query[CoursesAsked]) -> Any:
    """Courses the owner keeps, in the order they were entered, also those that have ended or were called off."""
    only(request, asked)
    rows = _courses(request).filter(pk__gt=asked.after)
    if asked.provider is not None:
        rows = rows.filter(provider__code=asked.provider)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    found = queries.counted_lines(rows.order_by("pk")[: asked.limit + 1], _today())
    return a_page(request, [CourseRecord.of(line) for line in found], asked, lambda each: each.id)


@router.post("/courses", response={201: CourseRecord, **MISSING})
@needs(Permit.WRITE_COURSES, OPENS)
def add_course(request: HttpRequest, said: CourseFacts) -> Any:
    """Add a planned course. The same facts again are answered as kept; the number with other facts is refused."""
    only(request, Schema())
    site, facts = _read(request, said)
    same = _courses(request).filter(provider=site.provider, number=facts.number).first()
    if same is None or queries.run_facts(same) != facts:
        same = actions.save_run(actor=owner(request), provider=site.provider, facts=facts, now=timezone.now())
    return Status(CREATED, _record(request, same.pk))


@router.get("/courses/{pk}", response={200: CourseRecord, **MISSING}, url_name="course")
@needs(Permit.READ_COURSES, OPENS)
def course(request: HttpRequest, pk: Path[Key]) -> Any:
    """One course."""
    only(request, Schema())
    return _record(request, pk)


@router.put("/courses/{pk}", response={200: CourseRecord, **MISSING})
@needs(Permit.WRITE_COURSES, OPENS)
def change_course(request: HttpRequest, pk: Path[Key], said: CourseFacts) -> Any:
    """Say everything about a course anew. This also confirms it."""
    only(request, Schema())
    run = one(_courses(request), pk=pk)
    _site, facts = _read(request, said)
    actions.save_run(actor=owner(request), provider=run.provider, facts=facts, run=run, now=timezone.now())
    return _record(request, pk)


@router.post("/courses/{pk}/free", response={200: CourseRecord, **MISSING}, url_name="course_free")
@needs(Permit.WRITE_COURSES, OPENS)
def say_free(request: HttpRequest, pk: Path[Key], said: FreeSeats) -> Any:
    """Say how many seats are free; the provider's own people have the rest. This also confirms the course."""
    only(request, Schema())
    run = one(_courses(request), pk=pk)
    actions.say_free_seats(actor=owner(request), run=run, free=said.free, now=timezone.now())
    return _record(request, pk)


@router.post("/courses/{pk}/state", response={200: CourseRecord, **MISSING}, url_name="course_state")
@needs(Permit.WRITE_COURSES, OPENS)
def lead_on(request: HttpRequest, pk: Path[Key], said: NewState) -> Any:
    """Lead a course onward or a step back, or call it off: then everybody who has a seat in it waits again.

    A course that stands there already is answered as it is.
    """
    only(request, Schema())
    run, actor, now = one(_courses(request), pk=pk), owner(request), timezone.now()
    if run.state == said.state:
        return _record(request, pk)
    if said.state == RunState.CANCELLED:
        actions.cancel_run(actor=actor, run=run, reason=said.reason or "", note=said.note, now=now)
    else:
        actions.move_run(actor=actor, run=run, state=said.state, note=said.note, now=now)
    return _record(request, pk)


@router.post("/course-confirmations", response={200: Confirmed, **MISSING}, url_name="course_confirmations")
@needs(Permit.WRITE_COURSES, OPENS)
def confirm_courses(request: HttpRequest, said: Confirmation) -> Any:
    """Say that everything about these courses is still true, today."""
    only(request, Schema())
    runs = list(_courses(request).filter(pk__in=said.courses).order_by("pk"))
    if len(runs) < len(set(said.courses)):
        raise Http404
    actor, now, count = owner(request), timezone.now(), 0
    for provider in dict.fromkeys(run.provider for run in runs):
        own = [run for run in runs if run.provider_id == provider.pk]
        count += actions.confirm_runs(actor=actor, provider=provider, runs=own, now=now)
    return Confirmed(confirmed=count)


@router.get("/course-sites", response={200: Page[CourseSiteRecord], **ERRORS}, url_name="course_sites")
@needs(Permit.READ_COURSES, OPENS)
def course_sites(request: HttpRequest, asked: Query[ByKey]) -> Any:
    """Places in use, of the providers whose courses the owner keeps."""
    only(request, asked)
    rows = _sites(request).filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1]
    return a_page(request, [CourseSiteRecord.of(row) for row in rows], asked, lambda each: each.id)


@router.get("/course-types", response={200: Page[CourseTypeRecord], **ERRORS}, url_name="course_types")
@needs(Permit.READ_COURSES, OPENS)
def course_types(request: HttpRequest, asked: Query[ByKey]) -> Any:
    """Types of courses as the law knows them, those of the past included."""
    only(request, asked)
    rows = CourseType.objects.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1]
    return a_page(request, [CourseTypeRecord.of(row) for row in rows], asked, lambda each: each.id)


# --- rows ------------------------------------------------------------------------------------------------------------
def _today() -> date:
    return local_day(timezone.now())


def _courses(request: HttpRequest) -> QuerySet[CourseRun]:
    return queries.run_rows().filter(provider__in=queries.providers_kept_by(owner(request)).order_by())


def _sites(request: HttpRequest) -> QuerySet[Site]:
    return queries.sites_of().filter(provider__in=queries.providers_kept_by(owner(request)).order_by())


def _read(request: HttpRequest, said: CourseFacts) -> tuple[Site, RunFacts]:
    site = one(_sites(request), pk=said.site)
    return site, said.facts(site, one(CourseType.objects.all(), slug=said.course_type))


def _record(request: HttpRequest, pk: int) -> CourseRecord:
    return CourseRecord.of(queries.run_line(one(_courses(request), pk=pk), _today()))
