"""The plans of initiatives as residents read them: when what is to happen, and what waits for what."""

from dataclasses import dataclass
from datetime import date

from roterfaden.concept.models import Version
from roterfaden.concept.queries import shown_texts
from roterfaden.implementation.queries import InitiativeRow, initiatives
from roterfaden.kernel.languages import SOURCE


@dataclass(frozen=True)
class PlanLine:
    """An initiative with its plan for the county; `title` and `lang` in the language of the page."""

    row: InitiativeRow
    title: str
    lang: str

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.row.number} {self.title}"


@dataclass(frozen=True)
class PlanNeighbour:
    """An initiative that must come first, or that waits; `is_late` on the day of the page."""

    element_id: int
    label: str
    lang: str
    progress_label: str
    is_late: bool


def plan_lines(version: Version | None, *, on: date, language: str = SOURCE) -> tuple[PlanLine, ...]:
    """All initiatives of a published version in reading order, with their plans. Six queries, one more in other
    languages than German; none without a version."""
    if version is None:
        return ()
    texts = shown_texts(version, language)
    shown = [(row, texts.of(row.revision)) for row in initiatives(version, on=on)]
    return tuple(PlanLine(row, text.title, text.lang) for row, text in shown)


def neighbours(lines: tuple[PlanLine, ...], element_id: int) -> tuple[tuple[PlanNeighbour, ...], ...]:
    """What has to come before an initiative, and what waits for it. No query."""
    by_id = {line.row.element.pk: line for line in lines}
    own = by_id.get(element_id)
    before = [by_id[pk] for pk in own.row.needs if pk in by_id] if own else []
    after = [line for line in lines if element_id in line.row.needs]
    return tuple(tuple(map(_neighbour, found)) for found in (before, after))


def _neighbour(line: PlanLine) -> PlanNeighbour:
    row = line.row
    return PlanNeighbour(row.element.pk, line.label, line.lang, row.progress_label, bool(row.late))
