"""Values of series as they may be shown: the one way from `indicators` to dashboard, comparison, files and programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from roterfaden.indicators.models import Series
from roterfaden.indicators.queries import ShownValue, known_values, shown

Published = Mapping[int, tuple[ShownValue, ...]]
"""For each series its values, oldest first."""


def published_values(series: Iterable[Series], *, on: date, since: date = date.min) -> Published:
    """The values of these series as known on `on`, of periods that end after `since`, small counts hidden. One query;
    series bring their definition."""
    by_key = {each.pk: each for each in series}
    found = known_values(by_key, on, since=since) if by_key else {}
    return {pk: tuple(shown(row, by_key[pk].definition) for row in rows) for pk, rows in found.items()}


def newest_number(values: Sequence[ShownValue], until: date = date.max) -> ShownValue | None:
    """The newest value that speaks of a day up to `until`; a number before a sign, None without any."""
    seen = [value for value in values if value.on <= until]
    numbers = [value for value in seen if value.value is not None]
    return numbers[-1] if numbers else seen[-1] if seen else None
