"""Who was heard: voices by actor group and municipality against the population, with the gaps named."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from roterfaden.indicators.models import Observation, Series
from roterfaden.indicators.queries import known_values, shown
from roterfaden.participation.models import Contribution, Process
from roterfaden.places.models import Area
from roterfaden.thread.queries.voices import tally_by

POPULATION = "bevoelkerung"
"""Slug of the indicator with the number of inhabitants."""
PER = 10_000
LITTLE = 0.5
"""Below this part of the county's rate a municipality counts as little heard."""


@dataclass(frozen=True)
class GroupLine:
    """An actor group and its published voices."""

    slug: str
    name: str
    voices: int


@dataclass(frozen=True)
class PlaceLine:
    """A municipality, its published voices and how many that are for 10,000 inhabitants (empty when unknown)."""

    slug: str
    name: str
    voices: int
    population: int | None
    population_on: date | None
    rate: float | None
    latitude: float | None
    longitude: float | None
    geometry: dict[str, object] | None


@dataclass(frozen=True)
class HeardPage:
    """Voices by group, place, language, and what is missing."""

    process: Process
    total: int
    without_place: int
    without_group: int
    groups: tuple[GroupLine, ...]
    places: tuple[PlaceLine, ...]
    languages: tuple[tuple[str, int], ...]
    population_source: str
    rate: float | None

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


def heard_page(process: Process, *, on: date) -> HeardPage:
    """Who was heard in a process, population as known on `on`. Nine queries."""
    heard = Contribution.objects.published().filter(process=process)
    areas = list(Area.objects.partners().on(on).order_by("short_name", "pk"))
    population = _population(areas, on)
    by_area = {key: n for (key,), n in tally_by(heard, "area").items()}
    by_group = {key: n for (key,), n in tally_by(heard, "actor_group").items()}
    places = tuple(_place(area, by_area.get(area.pk, 0), population.get(area.pk)) for area in areas)
    known = [line for line in places if line.population]
    people = sum(line.population or 0 for line in known)
    return HeardPage(
        process=process,
        total=sum(by_group.values()),
        without_place=by_area.get(None, 0),
        without_group=by_group.get(None, 0),
        groups=tuple(
            GroupLine(group.slug, group.name, by_group.get(group.pk, 0))
            for group in process.actor_groups.order_by("position", "pk")
        ),
        places=places,
        languages=_languages(heard),
        population_source=next((value.source for value in population.values()), ""),
        rate=sum(line.voices for line in known) / people * PER if people else None,
    )


def _population(areas: list[Area], on: date) -> dict[int, Observation]:
    """The newest number of inhabitants for each area. Two queries."""
    series = {
        row.pk: row
        for row in Series.objects.filter(
            definition__indicator__slug=POPULATION, breakdown="", area__in=[area.pk for area in areas]
        ).select_related("definition")
    }
    found = {}
    for pk, values in known_values(series, on).items():
        newest = next((value for value in reversed(values) if value.value is not None), None)
        if newest is not None and shown(newest, series[pk].definition).value is not None:
            newest.series = series[pk]
            found[series[pk].area_id] = newest
    return found


def _place(area: Area, voices: int, population: Observation | None) -> PlaceLine:
    people = None
    if population is not None and population.value is not None:
        people = int(population.value * population.series.definition.multiplier)
    return PlaceLine(
        slug=area.slug,
        name=area.short_name,
        voices=voices,
        population=people,
        population_on=population.period_end if population else None,
        rate=voices / people * PER if people else None,
        latitude=float(area.latitude) if area.latitude is not None else None,
        longitude=float(area.longitude) if area.longitude is not None else None,
        geometry=area.geometry,
    )


def _languages(heard: QuerySet[Contribution]) -> tuple[tuple[str, int], ...]:
    rows = heard.values("language").annotate(n=Count("pk")).order_by("-n", "language")
    return tuple((row["language"], row["n"]) for row in rows)
