"""An initiative: whom it serves, how far it is, its milestones, who pays until when, what it waits for."""

from dataclasses import dataclass
from datetime import date

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node, Version
from roterfaden.concept.queries import ShownText, shown_texts
from roterfaden.implementation.models import InitiativeStatus, Milestone
from roterfaden.implementation.queries import InitiativeRow, milestones_with_moves
from roterfaden.kernel.languages import SOURCE
from roterfaden.thread.queries.goal import VOICES_SHOWN, VoiceLine, voice_line, voices_behind
from roterfaden.thread.queries.schedule import PlanNeighbour, neighbours, plan_lines
from roterfaden.thread.queries.versions import (
    GoalLine,
    InitiativeLine,
    goal_line,
    initiative_line,
    nodes_of,
    with_progress,
    with_status,
)


@dataclass(frozen=True)
class ProgressLine:
    """One report on an initiative; `place` is empty for the whole county."""

    code: str
    label: str
    reason: str
    as_of: date
    place: str
    role: str
    carried_on_by: str


@dataclass(frozen=True)
class InitiativePage:
    """Everything the page of an initiative shows."""

    line: InitiativeLine
    text: ShownText
    version: Version
    goal: GoalLine | None
    history: tuple[ProgressLine, ...]
    milestones: tuple[Milestone, ...]
    plan: InitiativeRow | None
    needs: tuple[PlanNeighbour, ...]
    needed_by: tuple[PlanNeighbour, ...]
    voices: tuple[VoiceLine, ...]


def initiative_page(element_id: int, *, on: date, language: str = SOURCE) -> InitiativePage | None:
    """An initiative in its newest readable version; None when it may not be read. Thirteen queries, two more in other
    languages than German; the moves of milestones are one of them, where there are milestones."""
    found = (
        Node.objects.filter(
            element_id=element_id, element__kind=ElementKind.INITIATIVE, version__in=Version.objects.published()
        )
        .select_related("version__concept")
        .order_by("-version__number", "-pk")
        .first()
    )
    if found is None:
        return None
    node = with_progress(nodes_of(found.version)).get(pk=found.pk)
    texts = shown_texts(found.version, language)
    above = with_status(nodes_of(found.version)).filter(children=found, element__kind=ElementKind.GOAL).first()
    lines = plan_lines(found.version, on=on, language=language)
    needs, needed_by = neighbours(lines, element_id)
    return InitiativePage(
        line=initiative_line(node, texts),
        text=texts.of(node.revision),
        version=found.version,
        goal=goal_line(above, texts) if above else None,
        history=_history(element_id),
        milestones=tuple(milestones_with_moves(element_id)),
        plan=next((each.row for each in lines if each.row.element.pk == element_id), None),
        needs=needs,
        needed_by=needed_by,
        voices=tuple(voice_line(row) for row in voices_behind(element_id)[:VOICES_SHOWN]),
    )


def _history(element_id: int) -> tuple[ProgressLine, ...]:
    rows = (
        InitiativeStatus.objects.current()
        .filter(element_id=element_id)
        .select_related("municipality")
        .order_by("-as_of", "-pk")
    )
    return tuple(
        ProgressLine(
            code=row.progress,
            label=str(row.get_progress_display()),
            reason=row.reason,
            as_of=row.as_of,
            place=row.municipality.short_name if row.municipality else "",
            role=row.role_label,
            carried_on_by=row.carried_on_by,
        )
        for row in rows
    )
