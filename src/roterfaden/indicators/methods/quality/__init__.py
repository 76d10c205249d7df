"""Checks of figures, as people who gather data have learned to make them (DHIS2 and others).

Pure: series in, findings out. Each check says what it found in numbers; the words are made where they are shown
(queries.quality).
"""

from collections.abc import Sequence

from roterfaden.indicators.methods.protection.facts import Frame
from roterfaden.indicators.methods.quality.across import (
    dashes,
    identical,
    peer_outliers,
    ratios,
    rounding,
    small_cells,
)
from roterfaden.indicators.methods.quality.facts import (
    Figure,
    Found,
    Line,
)
from roterfaden.indicators.methods.quality.single import (
    bases,
    conflicts,
    dates,
    ends_early,
    gaps,
    jumps,
    unit_shifts,
)
from roterfaden.indicators.methods.quality.sums import sums

__all__ = [
    "Figure",
    "Found",
    "Line",
    "all_findings",
    "bases",
    "conflicts",
    "dashes",
    "dates",
    "ends_early",
    "gaps",
    "identical",
    "jumps",
    "peer_outliers",
    "ratios",
    "rounding",
    "small_cells",
    "sums",
    "unit_shifts",
]

SINGLE = (unit_shifts, bases, conflicts, dates)
ACROSS = (gaps, jumps, identical, rounding, peer_outliers, dashes, small_cells, ends_early)


def all_findings(lines: Sequence[Line], frame: Frame) -> list[Found]:
    """Everything that looks wrong, once for each thing it is about; what concerns many series is told once."""
    made_of = {key: (ratio.counted, ratio.whole, ratio.factor) for key, ratio in frame.ratios.items()}
    found: dict[str, Found] = {}
    for line in lines:
        for single in SINGLE:
            for each in single(line):
                found.setdefault(each.key, each)
    for across in ACROSS:
        for each in across(lines):
            found.setdefault(each.key, each)
    for each in (*sums(lines, frame), *ratios(lines, made_of)):
        found.setdefault(each.key, each)
    return list(found.values())
