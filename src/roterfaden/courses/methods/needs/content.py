"""An answer as the page, the PDF, the table and the frozen pack hold it: a sentence, tables with drawings, key figures.

Everything is plain JSON. In tables None is a number that is hidden because it is small; what cannot be said stands
there in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

Value = str | int | float | None
BAR, LINE, PAIRS, HEAT = "bar", "line", "pairs", "heat"


@dataclass(frozen=True)
class Drawing:
    """How a table is drawn: the question the picture answers, its unit, and the columns it takes (counted from 0).

    `reference` is a value drawn as a red line.
    """

    kind: str
    question: str
    unit: str
    places: tuple[int, ...]
    reference: float | None = None
    reference_name: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table: each row begins with what it is about. `by_month`: that is the first day of a month as ISO text."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    drawing: Drawing | None = None
    by_month: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns that hold numbers."""
        return tuple(
            place for place in range(1, len(self.heads)) if any(not isinstance(row[place], str) for row in self.rows)
        )


@dataclass(frozen=True)
class Figure:
    """A number worth comparing from quarter to quarter; None: unknown or hidden."""

    slug: str
    label: str
    value: float | None
    unit: str


@dataclass(frozen=True)
class Answer:
    """The answer to one of the questions."""

    slug: str
    title: str
    sentence: str
    sheets: tuple[Sheet, ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """All answers of one day, with what the words mean."""

    on: date
    until: date
    answers: tuple[Answer, ...]
    definitions: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """As it is frozen."""
        return asdict(self) | {"on": self.on.isoformat(), "until": self.until.isoformat()}


def report_from(data: Mapping[str, Any]) -> Report:
    """What `Report.to_json` wrote."""
    return Report(
        on=date.fromisoformat(data["on"]),
        until=date.fromisoformat(data["until"]),
        answers=tuple(_answer(each) for each in data["answers"]),
        definitions=tuple((term, words) for term, words in data["definitions"]),
    )


def _answer(data: Mapping[str, Any]) -> Answer:
    return Answer(
        slug=data["slug"], title=data["title"], sentence=data["sentence"], notes=tuple(data["notes"]),
        sheets=tuple(_sheet(each) for each in data["sheets"]),
        figures=tuple(Figure(**each) for each in data["figures"]),
    )  # fmt: skip


def _sheet(data: Mapping[str, Any]) -> Sheet:
    drawing = data["drawing"]
    return Sheet(
        caption=data["caption"], heads=tuple(data["heads"]), rows=tuple(tuple(row) for row in data["rows"]),
        drawing=Drawing(**(drawing | {"places": tuple(drawing["places"])})) if drawing else None,
        by_month=data["by_month"],
    )  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A key figure of now beside that of an earlier pack. `difference` is None where one of both is unknown."""

    figure: Figure
    before: float | None

    @property
    def difference(self) -> float | None:
        """How much more it is now."""
        return None if self.figure.value is None or self.before is None else self.figure.value - self.before


def changes(now: Report, before: Report | None) -> tuple[Change, ...]:
    """Every key figure, beside that of the earlier report."""
    earlier = {figure.slug: figure.value for figure in _figures(before.answers)} if before else {}
    return tuple(Change(figure, earlier.get(figure.slug)) for figure in _figures(now.answers))


def _figures(answers: Iterable[Answer]) -> list[Figure]:
    return [figure for answer in answers for figure in answer.figures]
