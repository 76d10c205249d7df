"""How often the checks are silent about what is right, and find what is wrong: measured on real series.

Nobody knows what is wrong in real data, so every finding about it counts as a possible false alarm: an upper bound.
Errors people make are then put in, one at a time, and it is looked whether a new finding appears.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from roterfaden.indicators.enums import FigureCheck
from roterfaden.indicators.methods.protection.facts import Frame
from roterfaden.indicators.methods.quality import Figure, Found, Line, all_findings


@dataclass(frozen=True)
class Alarms:
    """Findings of one kind about series as they came. `values` is how many values there are."""

    kind: FigureCheck
    findings: int
    values: int

    @property
    def by_thousand(self) -> float:
        """Findings for a thousand values."""
        return 1000 * self.findings / self.values if self.values else 0.0


@dataclass(frozen=True)
class Hits:
    """One kind of error, how often it was put in and how often anything noticed it."""

    error: str
    tried: int
    found: int


def alarms(lines: Sequence[Line], frame: Frame) -> tuple[Alarms, ...]:
    """Findings about the series as they are, by kind."""
    counts = Counter(found.kind for found in all_findings(lines, frame))
    values = sum(len(line.figures) for line in lines)
    return tuple(Alarms(kind, counts[kind], values) for kind in FigureCheck)


def thousandfold(line: Line, place: int) -> Line:
    """One number is in another unit."""
    return _with(line, place, (line.figures[place].value or 0.0) * 1000)


def tenfold(line: Line, place: int) -> Line:
    """A digit too many."""
    return _with(line, place, (line.figures[place].value or 0.0) * 10)


def doubled(line: Line, place: int) -> Line:
    """Counted twice."""
    return _with(line, place, (line.figures[place].value or 0.0) * 2)


def left_out(line: Line, place: int) -> Line:
    """A year is missing."""
    return replace(line, figures=line.figures[:place] + line.figures[place + 1 :])


def dashed(line: Line, place: int) -> Line:
    """A dash stands where the number was."""
    figure = line.figures[place]._replace(value=None, raw="-", status="nil")
    return _put(line, place, figure)


def _with(line: Line, place: int, value: float) -> Line:
    return _put(line, place, line.figures[place]._replace(value=value, raw=str(value)))


def _put(line: Line, place: int, figure: Figure) -> Line:
    return replace(line, figures=(*line.figures[:place], figure, *line.figures[place + 1 :]))


ERRORS: dict[str, Callable[[Line, int], Line]] = {
    "tausendfach": thousandfold, "zehnfach": tenfold, "doppelt": doubled, "ausgelassen": left_out, "Strich": dashed,
}  # fmt: skip


def hits(lines: Sequence[Line], frame: Frame, *, times: int, seed: int = 7) -> tuple[Hits, ...]:
    """Put each kind of error into a random series `times` times and see whether the checks say anything new."""
    random = Random(seed)  # noqa: S311 -- a sample, no secret
    rows = [line for line in lines if len(line.numbers) > 4]  # noqa: PLR2004 -- room for a place that is no end
    return tuple(
        Hits(error, times, sum(_is_noticed(random, rows, lines, frame, put) for _time in range(times)))
        for error, put in ERRORS.items()
        if rows
    )


def _is_noticed(
    random: Random, rows: Sequence[Line], lines: Sequence[Line], frame: Frame, put: Callable[[Line, int], Line]
) -> bool:
    """Whether the series of one indicator say more with the error than without it."""
    line = random.choice(rows)
    places = [place for place, each in enumerate(line.figures) if each.value]
    wrong = put(line, random.choice(places[1:-1]) if len(places) > 2 else places[0])  # noqa: PLR2004 -- no end
    same = [each for each in lines if each.definition == line.definition]
    before = _said(all_findings(same, frame))
    after = _said(all_findings([wrong if each is line else each for each in same], frame))
    return bool(after - before)


def _said(found: Sequence[Found]) -> set[tuple[str, str]]:
    return {(each.key, each.fingerprint) for each in found}
