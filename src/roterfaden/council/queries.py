"""Reading bodies, papers, the order of consultation and what was resolved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from roterfaden.concept.models import Concept, Node, Version
from roterfaden.council import methods
from roterfaden.council.enums import ConsultationRole, Result
from roterfaden.council.models import Amendment, Body, Consultation, Meeting, Paper, Resolution
from roterfaden.kernel.time import local_day


@dataclass(frozen=True)
class OrderStep:
    """One step in the order of consultation as people read it."""

    consultation: Consultation
    body: Body
    on: datetime
    is_public: bool
    role_label: str
    resolution: Resolution | None
    result_label: str

    @property
    def takes_amendments(self) -> bool:
        """Whether the result changed something, so that amendments belong to it."""
        return self.resolution is not None and self.resolution.result in methods.CHANGING


@dataclass(frozen=True)
class AmendmentRow:
    """An amendment with the number and title its element had in the version the body had before it."""

    amendment: Amendment
    title: str


@dataclass(frozen=True)
class PaperPage:
    """A paper with its order of consultation, the resolutions and the amendments."""

    paper: Paper
    steps: tuple[OrderStep, ...]
    amendments: tuple[AmendmentRow, ...]
    missing: tuple[methods.MissingStep, ...]


@dataclass(frozen=True)
class PaperRow:
    """A paper in a list: how many steps are planned and how the last one that was taken ended."""

    paper: Paper
    planned: int
    last_body: str
    last_result: str


@dataclass(frozen=True)
class AgendaRow:
    """A meeting with what is on its agenda."""

    meeting: Meeting
    items: tuple[Consultation, ...]


def bodies(on: date | None = None) -> QuerySet[Body]:
    """Bodies in office on `on` (all when empty), by name."""
    found = Body.objects.order_by("name", "pk")
    return found if on is None else found.filter(valid_from__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))


def papers(*, public: bool = False) -> tuple[PaperRow, ...]:
    """Papers, newest first, with planned steps and the last result. Two queries.

    With `public` only public papers, and only results of public meetings.
    """
    found = Paper.objects.public() if public else Paper.objects.all()
    rows: Iterable[Any] = (
        found.select_related("version__concept")
        .order_by("-submitted_on", "-pk")
        .prefetch_related(Prefetch("consultations", queryset=_consultations(), to_attr="ordered"))
    )
    return tuple(_paper_row(paper, paper.ordered, public=public) for paper in rows)


def paper_page(paper: Paper, *, public: bool = False) -> PaperPage:
    """Everything about one paper. Three queries.

    With `public` the result of a step taken in a non-public meeting is left out; the step itself is shown.
    """
    steps = tuple(_order_step(row, public=public) for row in _consultations().filter(paper=paper))
    amendments = Amendment.objects.filter(resolution__consultation__paper=paper)
    if public:
        amendments = amendments.filter(resolution__in=Resolution.objects.public())
    related = amendments.select_related("resolution__consultation__meeting__body", "element", "revision")
    titles = {
        node.element_id: f"{node.number} {node.revision.title}"
        for node in Node.objects.filter(version=paper.version_id, element__in=amendments.values("element"))
        .select_related("revision")
        .order_by("pk")
    }
    return PaperPage(
        paper=paper,
        steps=steps,
        amendments=tuple(
            AmendmentRow(row, titles.get(row.element_id, str(row.element))) for row in related.order_by("pk")
        ),
        missing=methods.missing_steps(paper.kind, [_step(row.consultation) for row in steps]),
    )


def missing_steps(paper: Paper) -> tuple[methods.MissingStep, ...]:
    """Which steps are missing in the order of consultation, the preparing one of § 76 NKomVG too. One query."""
    return methods.missing_steps(paper.kind, [_step(row) for row in _consultations().filter(paper=paper)])


def meetings_from(start: datetime) -> tuple[AgendaRow, ...]:
    """Meetings from `start` on, earliest first, with their agendas. Two queries."""
    items = Consultation.objects.select_related("paper").order_by("agenda_number", "pk")
    found: Iterable[Any] = (
        Meeting.objects.filter(starts_at__gte=start)
        .select_related("body")
        .order_by("starts_at", "pk")
        .prefetch_related(Prefetch("consultations", queryset=items, to_attr="agenda"))
    )
    return tuple(AgendaRow(meeting=meeting, items=tuple(meeting.agenda)) for meeting in found)


def waiting_for_result(on: date) -> QuerySet[Consultation]:
    """Consultations whose meeting was on `on` or before and that have no resolution yet."""
    return (
        Consultation.objects.filter(meeting__starts_at__date__lte=on, resolution=None)
        .select_related("paper", "meeting__body")
        .order_by("meeting__starts_at", "pk")
    )


def resolutions(*, public: bool = True) -> QuerySet[Resolution]:
    """Resolutions, newest first, with paper, meeting and body."""
    found = Resolution.objects.public() if public else Resolution.objects.all()
    return found.select_related("consultation__paper__version__concept", "consultation__meeting__body").order_by(
        "-decided_on", "-pk"
    )


def adopting_resolution(version: Version) -> Resolution | None:
    """The resolution that adopted a version, taken on a paper about this version or the one it is based on.

    The adopted version is frozen after the resolution, so the paper names the version the body had before. One query.
    """
    about = [pk for pk in (version.pk, version.based_on_id) if pk is not None]
    return (
        Resolution.objects.adopting()
        .filter(consultation__paper__version__in=about)
        .select_related("consultation__paper", "consultation__meeting__body")
        .order_by("-decided_on", "-pk")
        .first()
    )


def amendments_of(concept: Concept) -> QuerySet[Amendment]:
    """All amendments to elements of a concept, oldest first."""
    return (
        Amendment.objects.filter(element__concept=concept)
        .select_related("resolution__consultation__paper", "resolution__consultation__meeting__body", "element")
        .order_by("pk")
    )


def open_amendments(concept: Concept) -> int:
    """How many amendments are not in the text yet; a version counts as adopted only at 0. One query."""
    return Amendment.objects.open().filter(element__concept=concept).count()


def _consultations() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("meeting__body", "resolution").order_by("position", "pk")


def _step(row: Consultation) -> methods.Step:
    return methods.Step(row.meeting.body.kind, row.role, local_day(row.meeting.starts_at))


def _order_step(row: Consultation, *, public: bool) -> OrderStep:
    resolution = getattr(row, "resolution", None)
    if public and not row.meeting.is_public:
        resolution = None
    return OrderStep(
        consultation=row,
        body=row.meeting.body,
        on=row.meeting.starts_at,
        is_public=row.meeting.is_public,
        role_label=str(ConsultationRole(row.role).label),
        resolution=resolution,
        result_label=str(Result(resolution.result).label) if resolution else "",
    )


def _paper_row(paper: Paper, ordered: Iterable[Consultation], *, public: bool) -> PaperRow:
    steps = [_order_step(row, public=public) for row in ordered]
    last = next((step for step in reversed(steps) if step.resolution), None)
    return PaperRow(
        paper=paper,
        planned=len(steps),
        last_body=last.body.name if last else "",
        last_result=last.result_label if last else "",
    )
