"""Ways to courses: by timetable where somebody brought one, estimated from coordinates where not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from roterfaden.courses.enums import RuleName
from roterfaden.courses.methods import travel
from roterfaden.courses.methods.ways import Way, grant_words, way_words
from roterfaden.courses.models import Candidate, CourseRun, Rule, Site, TimetableWay, WayTable
from roterfaden.courses.queries.offers import sites_of
from roterfaden.courses.queries.reference import rule
from roterfaden.places.models import Area

TRAVEL_LIMIT = 60
"""Minutes nobody is sent beyond."""
Pair = tuple[int, int]


def place_of(where: Area | Site) -> travel.Place | None:
    """Where an area or a site lies; None without coordinates."""
    if where.latitude is None or where.longitude is None:
        return None
    return float(where.latitude), float(where.longitude)


@dataclass(frozen=True)
class Ways:
    """The ways of a day. `table` is what is in force, `times` what it says, by area and site."""

    table: WayTable | None
    times: dict[Pair, TimetableWay]

    def is_by_timetable(self, area: Area, site: Site) -> bool:
        """Whether the timetable says anything about this way."""
        return (area.pk, site.pk) in self.times

    def way(self, area: Area, site: Site) -> Way | None:
        """The way; None where neither a timetable nor coordinates are known. Needs `site.area`, no query."""
        start, end = place_of(area), place_of(site) or place_of(site.area)
        far = travel.kilometres(start, end) if start and end else None
        found = self.times.get((area.pk, site.pk))
        if found is not None:
            return Way(found.minutes, False, found.changes, found.by, found.source, far)
        return Way(travel.minutes(start, end), True, kilometres=far) if start and end else None


def ways_on(on: date, *, areas: Collection[int], sites: Collection[int]) -> Ways:
    """The ways between these areas and sites as they are on a day. Two queries."""
    table = WayTable.objects.holding(on).first()
    rows = TimetableWay.objects.filter(table=table, area__in=areas, site__in=sites).order_by("pk") if table else ()
    return Ways(table, {(row.area_id, row.site_id): row for row in rows})


# --- one person, one course ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Reach:
    """A way in words, and the travel grant it may give a right to ("" if none)."""

    way: str
    grant: str


@dataclass(frozen=True)
class CourseWay:
    """A course that would suit somebody, and the way there."""

    run: CourseRun
    reach: Reach


def ways_to_courses(candidate: Candidate, on: date) -> tuple[CourseWay, ...]:
    """The ways of one person to the coming courses of the type and section of the test. Four queries."""
    if candidate.recommended_id is None or candidate.section is None:
        return ()
    runs = CourseRun.objects.coming(on).filter(
        course_type=candidate.recommended_id, section=candidate.section, online=False
    )
    found = list(runs.select_related("site__area", "provider", "course_type").order_by("starts_on", "number", "pk"))
    ways = ways_on(on, areas=[candidate.area_id], sites={run.site_id for run in found})
    needed = rule(RuleName.TRAVEL_GRANT, on)
    return tuple(CourseWay(run, _reach(ways, candidate.area, run, needed)) for run in found)


def reaches(run: CourseRun, areas: Iterable[Area], on: date) -> dict[int, Reach]:
    """The ways to one course by the keys of the areas people live in; nothing for an online course. Three queries."""
    if run.online:
        return {}
    homes = {area.pk: area for area in areas}
    ways = ways_on(on, areas=homes.keys(), sites=[run.site_id])
    needed = rule(RuleName.TRAVEL_GRANT, on)
    return {pk: _reach(ways, area, run, needed) for pk, area in homes.items()}


def _reach(ways: Ways, area: Area, run: CourseRun, needed: Rule | None) -> Reach:
    way = ways.way(area, run.site)
    grant = ""
    if needed is not None:
        grant = grant_words(way, run.course_type.kind, needed=needed.value, source=needed.legal_source)
    return Reach(way_words(way, TRAVEL_LIMIT), grant)


@dataclass(frozen=True)
class Catchment:
    """From how many municipalities a site is reached in time: by timetable and by estimate, of how many."""

    by_timetable: int
    estimated: int
    total: int

    @property
    def reached(self) -> int:
        """Municipalities from which the way is short enough."""
        return self.by_timetable + self.estimated


def catchment(site: Site, on: date) -> Catchment:
    """From where a site is reached in time. `site` with its area. Three queries."""
    areas = list(Area.objects.basic().on(on).order_by("pk"))
    ways = ways_on(on, areas=[area.pk for area in areas], sites=[site.pk])
    near = [way for area in areas if (way := ways.way(area, site)) is not None and way.is_within(TRAVEL_LIMIT)]
    estimated = sum(way.is_estimated for way in near)
    return Catchment(len(near) - estimated, estimated, len(areas))


# --- the table as a whole --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SiteWays:
    """How far the timetable covers one site: known ways, those it says do not exist, and from where nothing is said."""

    site: Site
    known: int
    without_way: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class WaysPage:
    """The table in force, how much of all ways it says, and all tables, the latest first day first."""

    table: WayTable | None
    sites: tuple[SiteWays, ...]
    tables: tuple[WayTable, ...]
    areas: int

    @property
    def known(self) -> int:
        """Ways the table says something about."""
        return sum(row.known for row in self.sites)

    @property
    def total(self) -> int:
        """Ways there are: every municipality with every site."""
        return self.areas * len(self.sites)


def ways_page(on: date) -> WaysPage:
    """What is known of all ways. Five queries; each of `tables` carries `count`."""
    areas = list(Area.objects.basic().on(on).order_by("short_name", "pk"))
    sites = list(sites_of())
    ways = ways_on(on, areas=[area.pk for area in areas], sites=[site.pk for site in sites])
    tables = WayTable.objects.annotate(count=Count("ways")).select_related("entered_by")
    return WaysPage(
        table=ways.table,
        sites=tuple(_site_ways(site, areas, ways) for site in sites),
        tables=tuple(tables.order_by("-valid_from", "-pk")),
        areas=len(areas),
    )


def _site_ways(site: Site, areas: list[Area], ways: Ways) -> SiteWays:
    found = [ways.times.get((area.pk, site.pk)) for area in areas]
    return SiteWays(
        site,
        known=sum(row is not None for row in found),
        without_way=sum(row is not None and row.minutes is None for row in found),
        missing=tuple(area.short_name for area, row in zip(areas, found, strict=True) if row is None),
    )
