"""What the protection of small counts is decided from, loaded period by period."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Min

from roterfaden.indicators.methods import Inhabitants, Limits, Step, breakdown_parts, last_day, share_factor
from roterfaden.indicators.methods.protection import Fact, Frame, Member, Ratio
from roterfaden.indicators.models import AreaLimit, BreakdownTerm, Definition, Observation
from roterfaden.places.models import Area

POPULATION = "bevoelkerung"
"""The indicator that says how many people live somewhere."""
VALUES_AT_ONCE = 20_000
"""Values looked at together, where their periods allow it."""


class Window(NamedTuple):
    """A stretch of time, both days included."""

    first: date
    last: date


@dataclass(frozen=True)
class Family:
    """Definitions whose values are linked with each other: by shares and what they are made of."""

    definitions: dict[int, Definition]
    ratios: dict[int, Ratio]

    @property
    def is_sensitive(self) -> bool:
        """Whether any of them has a smallest count at all."""
        return any(row.minimum_count for row in self.definitions.values())


def families_of(definitions: Collection[int] | None = None) -> list[Family]:
    """The families of these definitions, or all of them. One query."""
    rows = {row.pk: row for row in Definition.objects.select_related("indicator").order_by("pk")}
    by_indicator: dict[int, list[int]] = defaultdict(list)
    for row in rows.values():
        by_indicator[row.indicator_id].append(row.pk)
    ratios = {
        row.pk: Ratio(
            tuple(by_indicator[row.counted_id]) if row.counted_id else (),
            tuple(by_indicator[row.whole_id]) if row.whole_id else (),
            share_factor(row.unit),
        )
        for row in rows.values()
        if row.counted_id or row.whole_id
    }
    near: dict[int, set[int]] = {pk: {pk} for pk in rows}
    for pk, ratio in ratios.items():
        for other in (*ratio.counted, *ratio.whole):
            near[pk].add(other)
            near[other].add(pk)
    found, seen = [], set()
    for pk in rows:
        if pk in seen:
            continue
        family, waiting = set(), [pk]
        while waiting:
            each = waiting.pop()
            if each not in family:
                family.add(each)
                waiting += near[each]
        seen |= family
        if definitions is None or family & set(definitions):
            own = {each: rows[each] for each in sorted(family)}
            found.append(Family(own, {each: ratio for each, ratio in ratios.items() if each in family}))
    return found


def frame_of(family: Family) -> Frame:
    """What links the values of a family: areas, codes within codes, shares. Two queries."""
    members: dict[int, list[Member]] = defaultdict(list)
    for area in Area.objects.exclude(parent=None).only("parent", "valid_from", "valid_until").order_by("pk"):
        members[area.parent_id or 0].append(Member(area.pk, area.valid_from, area.valid_until))
    terms = BreakdownTerm.objects.exclude(broader="").order_by("pk").values_list("dimension", "value", "broader")
    return Frame(
        members={parent: tuple(rows) for parent, rows in members.items()},
        broader={(dimension, value): broader for dimension, value, broader in terms},
        ratios=family.ratios,
        shares=frozenset(pk for pk, row in family.definitions.items() if row.denominator),
    )


def limits_of(family: Family) -> Limits:
    """The smallest counts of a family where few people live. One query, a second where there are any."""
    rows = AreaLimit.objects.filter(indicator__in={row.indicator_id for row in family.definitions.values()})
    by_indicator: dict[int, list[Step]] = defaultdict(list)
    for row in rows.order_by("valid_from", "pk"):
        by_indicator[row.indicator_id].append(Step(row.valid_from, row.below, row.minimum_count))
    if not by_indicator:
        return Limits()
    steps = {pk: by_indicator[row.indicator_id] for pk, row in family.definitions.items()}
    return Limits(steps, _inhabitants())


def _inhabitants() -> dict[int, list[Inhabitants]]:
    """All counts of people by area, oldest first; of one day the newest vintage."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    rows = Observation.objects.filter(
        series__definition__indicator__slug=POPULATION, series__breakdown="", value__isnull=False
    ).order_by("period_end", "known_on", "pk")
    columns = ("series__area", "period_start", "period_end", "value", "series__definition__multiplier")
    for area, start, end, value, times in rows.values_list(*columns).iterator(chunk_size=5_000):
        found[area][last_day(start, end)] = int(value * times)
    return {area: [Inhabitants(on, days[on]) for on in sorted(days)] for area, days in found.items()}


def windows_of(family: Family, around: Window | None = None) -> list[Window]:
    """Stretches of time no period of the family reaches across, oldest first, each with some thousand values or one
    stretch that cannot be divided; only the one `around` if named. One query.
    """
    rows = Observation.objects.filter(series__definition__in=list(family.definitions))
    if around is not None:
        near = rows.filter(period_start__lte=around.last, period_end__gte=around.first)
        ends = near.aggregate(first=Min("period_start"), last=Max("period_end"))
        return [Window(ends["first"], ends["last"])] if ends["first"] else []
    spans = rows.values("period_start", "period_end").annotate(count=Count("pk")).order_by("period_start", "period_end")
    found: list[Window] = []
    held = 0
    for start, end, count in spans.values_list("period_start", "period_end", "count"):
        if found and (start < found[-1].last or held + count <= VALUES_AT_ONCE):
            found[-1] = Window(found[-1].first, max(found[-1].last, end))
            held += count
        else:
            found.append(Window(start, end))
            held = count
    return found


def facts_in(family: Family, window: Window, limits: Limits) -> list[Fact]:
    """Every value of the family in a window, with all its vintages. One query."""
    return list(_facts(family, window, limits))


def _facts(family: Family, window: Window, limits: Limits) -> Iterator[Fact]:
    columns = (
        "pk", "series", "series__definition", "series__area", "series__breakdown", "period_start", "period_end",
        "known_on", "value", "protection",
    )  # fmt: skip
    rows = Observation.objects.filter(
        series__definition__in=list(family.definitions), period_start__gte=window.first, period_end__lte=window.last
    )
    parts_of: dict[str, frozenset[tuple[str, str]]] = {}
    for pk, line, definition, area, breakdown, start, end, known_on, value, protection in (
        rows.order_by("pk").values_list(*columns).iterator(chunk_size=5_000)
    ):
        if breakdown not in parts_of:
            parts_of[breakdown] = frozenset(breakdown_parts(breakdown))
        row = family.definitions[definition]
        times = 1 if row.denominator else row.multiplier
        limit = limits.limit(definition, row.minimum_count, area, last_day(start, end))
        yield Fact(
            pk, line, definition, area, parts_of[breakdown], start, end, known_on,
            None if value is None else float(value) * times, limit, protection, limit > row.minimum_count,
        )  # fmt: skip
