"""Reading papers and their way through the bodies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from roterfaden.concept.models import Node
from roterfaden.council import methods
from roterfaden.council.enums import ConsultationRole, PaperKind, Result
from roterfaden.council.models import Amendment, Annex, Body, Consultation, GroupVote, Paper, Resolution
from roterfaden.council.queries.bodies import deadlines_before, usual_order
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
    votes: tuple[GroupVote, ...] = ()

    @property
    def deadlines(self) -> methods.Deadlines:
        """By when the paper has to be handed in for this step, and when the sitting is convened."""
        return deadlines_before(self.consultation.meeting)

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
    annexes: tuple[Annex, ...]
    answers: tuple[Paper, ...]


@dataclass(frozen=True)
class PaperRow:
    """A paper in a list: how many steps are planned and how the last one that was taken ended."""

    paper: Paper
    planned: int
    last_body: str
    last_result: str


def papers(*, public: bool = False) -> tuple[PaperRow, ...]:
    """Papers the bodies have, newest first, with planned steps and the last result. Two queries.

    With `public` only public papers, and only results of public meetings.
    """
    found = Paper.objects.public() if public else Paper.objects.submitted()
    rows: Iterable[Any] = (
        found.select_related("version__concept")
        .order_by("-submitted_on", "-pk")
        .prefetch_related(Prefetch("consultations", queryset=_consultations(), to_attr="ordered"))
    )
    return tuple(_paper_row(paper, paper.ordered, public=public) for paper in rows)


def paper_page(paper: Paper, *, public: bool = False) -> PaperPage:
    """Everything about one paper. Seven queries.

    With `public` the result of a step taken in a non-public meeting is left out; the step itself is shown. So are
    annexes and answers that are not public.
    """
    votes = Prefetch("resolution__group_votes", queryset=GroupVote.objects.order_by("position", "pk"))
    rows = _consultations().filter(paper=paper).prefetch_related(votes)
    steps = tuple(_order_step(row, public=public, with_votes=True) for row in rows)
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
        missing=methods.missing_steps(paper.kind, [_step(row.consultation) for row in steps], usual_order()),
        annexes=tuple(annexes_of(paper, public=public)),
        answers=tuple(
            (Paper.objects.public() if public else Paper.objects.all())
            .filter(refers_to=paper, kind=PaperKind.ANSWER)
            .order_by("submitted_on", "pk")
        ),
    )


def annexes_of(paper: Paper, *, public: bool = False) -> QuerySet[Annex]:
    """The annexes of a paper in their order, with their files; with `public` only those anybody may read. One query."""
    found = Annex.objects.public() if public else Annex.objects.all()
    return found.filter(paper=paper).select_related("file", "version", "before").order_by("position", "pk")


def missing_steps(paper: Paper) -> tuple[methods.MissingStep, ...]:
    """Which steps are missing in the order of consultation, the preparing one of § 76 NKomVG too. Two queries."""
    return methods.missing_steps(
        paper.kind, [_step(row) for row in _consultations().filter(paper=paper)], usual_order()
    )


def waiting_for_result(on: date) -> QuerySet[Consultation]:
    """Consultations of submitted papers whose meeting was on `on` or before and that have no resolution yet."""
    return (
        Consultation.objects.filter(meeting__starts_at__date__lte=on, resolution=None)
        .filter(paper__submitted_on__isnull=False)
        .select_related("paper", "meeting__body")
        .order_by("meeting__starts_at", "pk")
    )


def _consultations() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("meeting__body", "resolution").order_by("position", "pk")


def _step(row: Consultation) -> methods.Step:
    return methods.Step(row.meeting.body.kind, row.role, local_day(row.meeting.starts_at))


def _order_step(row: Consultation, *, public: bool, with_votes: bool = False) -> OrderStep:
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
        votes=tuple(resolution.group_votes.all()) if resolution and with_votes else (),
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
