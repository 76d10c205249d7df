"""Papers on their way through the bodies, as the office sees them: public ones, others, and one's own drafts."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from roterfaden.accounts.rules import allowed
from roterfaden.api.asking import ByKey, Key, Slug, a_page, only
from roterfaden.api.office.shared import ERRORS, MISSING, one, owner
from roterfaden.api.office.signing_in import needs
from roterfaden.api.opendata.records import Page
from roterfaden.council.models import Paper
from roterfaden.council.queries import OrderStep, paper_page
from roterfaden.machines.enums import Permit

router = Router()
OPENS = "council.view_council"


class PaperRecord(Schema):
    """A paper for the bodies. Without `submitted_on` it is a draft."""

    id: int
    reference: str
    kind: str
    title: str
    concept: str | None
    version: str | None
    is_public: bool
    submitted_on: date | None
    department: str
    lead_unit: str
    proposer: str
    refers_to: int | None

    @classmethod
    def of(cls, row: Paper) -> "PaperRecord":
        return cls(**_head(row))


class StepRecord(Schema):
    """One step in the order of consultation, with what came out of it."""

    id: int
    body: str
    role: str
    on: datetime
    is_public: bool
    result: str | None
    text: str | None
    decided_on: date | None
    yes: int | None
    no: int | None
    abstentions: int | None

    @classmethod
    def of(cls, step: OrderStep) -> "StepRecord":
        made = step.resolution
        return cls(
            id=step.consultation.pk, body=step.body.slug, role=step.consultation.role, on=step.on,
            is_public=step.is_public, result=made.result if made else None, text=made.text if made else None,
            decided_on=made.decided_on if made else None, yes=made.yes if made else None, no=made.no if made else None,
            abstentions=made.abstentions if made else None,
        )  # fmt: skip


class WholePaper(PaperRecord):
    """A paper with its words and its order of consultation."""

    proposal: str
    reasons: str
    alternatives: str
    steps: list[StepRecord]
    open_amendments: int


class PapersAsked(ByKey):
    """Papers about one concept."""

    concept: Slug | None = None


@router.get("/papers", response={200: Page[PaperRecord], **ERRORS}, url_name="papers")
@needs(Permit.READ_PAPERS, OPENS)
def papers(request: HttpRequest, asked: Query[PapersAsked]) -> Any:
    """Papers in the order they were begun; drafts only for owners who may write them."""
    only(request, asked)
    rows = _papers(request).filter(pk__gt=asked.after)
    if asked.concept is not None:
        rows = rows.filter(version__concept__slug=asked.concept)
    found = [PaperRecord.of(row) for row in rows.order_by("pk")[: asked.limit + 1]]
    return a_page(request, found, asked, lambda each: each.id)


@router.get("/papers/{pk}", response={200: WholePaper, **MISSING}, url_name="paper")
@needs(Permit.READ_PAPERS, OPENS)
def paper(request: HttpRequest, pk: Path[Key]) -> Any:
    """One paper with the bodies it goes through and what they resolved."""
    only(request, Schema())
    found = paper_page(one(_papers(request), pk=pk))
    row = found.paper
    return WholePaper(
        **_head(row), proposal=row.proposal, reasons=row.reasons, alternatives=row.alternatives,
        steps=[StepRecord.of(step) for step in found.steps],
        open_amendments=sum(each.amendment.incorporated_at is None for each in found.amendments),
    )  # fmt: skip


def _head(row: Paper) -> dict[str, Any]:
    version = row.version
    return {
        "id": row.pk, "reference": row.reference, "kind": row.kind, "title": row.title,
        "concept": version.concept.slug if version else None, "version": version.slug if version else None,
        "is_public": row.is_public, "submitted_on": row.submitted_on, "department": row.department,
        "lead_unit": row.lead_unit, "proposer": row.proposer, "refers_to": row.refers_to_id,
    }  # fmt: skip


def _papers(request: HttpRequest) -> QuerySet[Paper]:
    rows = Paper.objects.select_related("version__concept")
    return rows if allowed(owner(request), "council.draft_paper") else rows.submitted()
