"""Who was heard: voices and people at events against the population, with the gaps named.

Voices are published one by one, with group, municipality and language, so their numbers are shown as they are. People
who came are counted without names, and small numbers of them are hidden (`participation.methods.shown_counts`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet, Sum

from roterfaden.indicators.models import Observation, Series
from roterfaden.indicators.queries import known_values, shown
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import HeadcountOf, Language
from roterfaden.participation.methods import ShownCount, shown_counts
from roterfaden.participation.models import Contribution, Headcount, Process
from roterfaden.places.models import Area
from roterfaden.thread.queries.voices import tally_by

POPULATION = "bevoelkerung"
"""Slug of the indicator with the number of inhabitants."""
FOREIGNERS = "auslaenderanteil"
"""Slug of the indicator with the share of people without German passport, in percent."""
PER = 10_000
LITTLE = 0.5
"""Below this part of the county's rate a municipality counts as little heard."""


@dataclass(frozen=True)
class GroupLine:
    """An actor group: published voices with their share of all that name a group, and how many people came."""

    slug: str
    name: str
    voices: int
    voice_share: float
    attended: ShownCount | None


@dataclass(frozen=True)
class PlaceLine:
    """A municipality against the county. Shares lie between 0 and 1; empty when the population is not known.

    `rate` is voices for 10,000 inhabitants; `population_on` the day the number of inhabitants speaks of.
    """

    slug: str
    name: str
    voices: int
    voice_share: float
    attended: ShownCount | None
    population: int | None
    population_share: float | None
    population_on: date | None
    rate: float | None
    latitude: float | None
    longitude: float | None
    geometry: dict[str, object] | None


@dataclass(frozen=True)
class LanguageLine:
    """A language: voices written in it, and people at events who like to speak it."""

    code: str
    voices: int
    voice_share: float
    attended: ShownCount | None


@dataclass(frozen=True)
class HeardPage:
    """Voices and people by group, place and language, and what is missing."""

    process: Process
    total: int
    without_place: int
    without_group: int
    groups: tuple[GroupLine, ...]
    places: tuple[PlaceLine, ...]
    languages: tuple[LanguageLine, ...]
    population_source: str
    population_days: tuple[date, ...]
    rate: float | None
    attended: int
    counted_events: int
    events: int
    foreigners: float | None
    foreigners_on: date | None

    @property
    def silent_groups(self) -> tuple[GroupLine, ...]:
        """Groups nobody spoke for."""
        return tuple(line for line in self.groups if not line.voices)

    @property
    def silent_places(self) -> tuple[PlaceLine, ...]:
        """Municipalities without a single voice."""
        return tuple(line for line in self.places if not line.voices)

    @property
    def quiet_places(self) -> tuple[PlaceLine, ...]:
        """Municipalities with less than half the rate of all, though not silent."""
        limit = (self.rate or 0) * LITTLE
        return tuple(line for line in self.places if line.voices and line.rate is not None and line.rate < limit)

    @property
    def not_german(self) -> float:
        """The share of voices in another language than German."""
        return sum(line.voice_share for line in self.languages if line.code != Language.DE)


def heard_page(process: Process, *, on: date) -> HeardPage:
    """Who was heard in a process, read on `on`. Thirteen queries.

    The population is the one at the last reference day before the last voice or event, as known today: the people who
    lived here while they were asked.
    """
    heard = Contribution.objects.published().filter(process=process)
    areas = list(Area.objects.partners().on(on).order_by("short_name", "pk"))
    asked_until = _asked_until(process, heard, on)
    population = _population(areas, asked_until, on)
    by_area = {key: n for (key,), n in tally_by(heard, "area").items()}
    by_group = {key: n for (key,), n in tally_by(heard, "actor_group").items()}
    came = _attendance(process)
    people = {pk: _inhabitants(value) for pk, value in population.items()}
    everybody = sum(people.values())
    placed = sum(count for pk, count in by_area.items() if pk is not None)
    places = tuple(
        _place(area, by_area.get(area.pk, 0), placed, population.get(area.pk), everybody, came[HeadcountOf.AREA])
        for area in areas
    )
    grouped = sum(count for pk, count in by_group.items() if pk is not None)
    foreigners = _foreigners(process, asked_until, on)
    known = [line for line in places if line.population]
    return HeardPage(
        process=process,
        total=sum(by_group.values()),
        without_place=by_area.get(None, 0),
        without_group=by_group.get(None, 0),
        groups=tuple(
            GroupLine(
                group.slug, group.name, by_group.get(group.pk, 0), _share(by_group.get(group.pk, 0), grouped),
                came[HeadcountOf.GROUP].get(group.slug),
            )
            for group in process.actor_groups.order_by("position", "pk")
        ),
        places=places,
        languages=_languages(heard, came[HeadcountOf.LANGUAGE]),
        population_source=next((value.source for value in population.values()), ""),
        population_days=tuple(sorted({value.period_end for value in population.values()})),
        rate=sum(line.voices for line in known) / everybody * PER if everybody else None,
        attended=came.total,
        counted_events=came.events,
        events=process.events.count(),
        foreigners=float(foreigners.value) / 100 if foreigners and foreigners.value is not None else None,
        foreigners_on=foreigners.period_end if foreigners else None,
    )  # fmt: skip


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _asked_until(process: Process, heard: QuerySet[Contribution], on: date) -> date:
    """The last day anybody was asked. Two queries."""
    said: date | None = heard.aggregate(last=Max("said_on"))["last"]
    met: datetime | None = process.events.filter(headcounts__isnull=False).aggregate(last=Max("ends_at"))["last"]
    days = [day for day in (said, local_day(met) if met else None) if day is not None]
    return min(max(days), on) if days else on


# --- population -------------------------------------------------------------------------------------------------------
def _population(areas: list[Area], until: date, on: date) -> dict[int, Observation]:
    """For each area the number of inhabitants at the last reference day up to `until`, else the first after it."""
    found = _newest(POPULATION, [area.pk for area in areas], until, on)
    return {area: value for area, value in found.items() if shown(value, value.series.definition).value is not None}


def _foreigners(process: Process, until: date, on: date) -> Observation | None:
    """The share of people without German passport in the area of the process. Two queries."""
    return _newest(FOREIGNERS, [process.area_id], until, on).get(process.area_id)


def _newest(indicator: str, areas: list[int], until: date, on: date) -> dict[int, Observation]:
    """Area → value. Two queries."""
    series = {
        row.pk: row
        for row in Series.objects.filter(
            definition__indicator__slug=indicator, breakdown="", area__in=areas
        ).select_related("definition")
    }
    found = {}
    for pk, values in known_values(series, on).items():
        numbers = [value for value in values if value.value is not None]
        before = [value for value in numbers if value.period_end <= until]
        if numbers:
            chosen = before[-1] if before else numbers[0]
            chosen.series = series[pk]
            found[series[pk].area_id] = chosen
    return found


def _inhabitants(value: Observation) -> int:
    return int((value.value or 0) * value.series.definition.multiplier)


# --- people who came --------------------------------------------------------------------------------------------------
class Attendance(dict[str, dict[str, ShownCount]]):
    """Counts of people at the events of a process, by what was counted; small ones hidden."""

    total = 0
    events = 0


def _attendance(process: Process) -> Attendance:
    """How many people came to the events of a process; whoever came twice is counted twice. Two queries."""
    rows = Headcount.objects.filter(event__process=process, attended__isnull=False)
    counts: dict[str, Counter[str]] = {of: Counter() for of in HeadcountOf.values}
    for of, key, attended in rows.order_by().values_list("of", "key").annotate(n=Sum("attended")):
        counts[of][key] += attended
    found = Attendance({of: shown_counts(counter) for of, counter in counts.items()})
    found.total = counts[HeadcountOf.ALL].get("", 0)
    found.events = rows.filter(of=HeadcountOf.ALL).count()
    return found


def _place(
    area: Area, voices: int, placed: int, value: Observation | None, everybody: int, came: dict[str, ShownCount]
) -> PlaceLine:
    people = _inhabitants(value) if value is not None else None
    return PlaceLine(
        slug=area.slug,
        name=area.short_name,
        voices=voices,
        voice_share=_share(voices, placed),
        attended=came.get(area.key),
        population=people,
        population_share=_share(people, everybody) if people is not None else None,
        population_on=value.period_end if value is not None else None,
        rate=voices / people * PER if people else None,
        latitude=float(area.latitude) if area.latitude is not None else None,
        longitude=float(area.longitude) if area.longitude is not None else None,
        geometry=area.geometry,
    )


def _languages(heard: QuerySet[Contribution], came: dict[str, ShownCount]) -> tuple[LanguageLine, ...]:
    rows = heard.values("language").annotate(n=Count("pk")).order_by("-n", "language")
    voices = {row["language"]: row["n"] for row in rows}
    total = sum(voices.values())
    codes = [*voices, *(code for code in Language.values if code in came and code not in voices)]
    return tuple(
        LanguageLine(code, voices.get(code, 0), _share(voices.get(code, 0), total), came.get(code)) for code in codes
    )
