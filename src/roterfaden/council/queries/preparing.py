"""Papers on their way to the bodies: drafts, who has to sign, what is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from roterfaden.council.methods import Deadlines
from roterfaden.council.models import Consultation, Paper, SignOff
from roterfaden.council.queries.bodies import deadlines_before


@dataclass(frozen=True)
class DraftRow:
    """A draft with the sitting it has to reach first, and how many units have not signed."""

    paper: Paper
    first_body: str
    deadlines: Deadlines | None
    unsigned: int

    @property
    def submit_by(self) -> date | None:
        """By when it has to be handed in; None as long as no sitting is planned."""
        return self.deadlines.submit_by if self.deadlines else None


def drafts() -> tuple[DraftRow, ...]:
    """Papers that are being prepared, those that are due first on top, those without a sitting last. Three queries."""
    steps = Consultation.objects.select_related("meeting__body").order_by("meeting__starts_at", "pk")
    rows = (
        Paper.objects.drafts()
        .prefetch_related(
            Prefetch("consultations", queryset=steps, to_attr="ahead"),
            Prefetch("signoffs", queryset=SignOff.objects.open().order_by("pk"), to_attr="unsigned"),
        )
        .order_by("-pk")
    )
    found = [_draft_row(row, row.ahead, row.unsigned) for row in rows]  # type: ignore[attr-defined]
    return tuple(sorted(found, key=lambda row: (row.submit_by is None, row.submit_by or date.max)))


def signoffs_of(paper: Paper) -> QuerySet[SignOff]:
    """Every answer of a unit, those about the words as they stand first. One query."""
    rows = SignOff.objects.filter(paper=paper).select_related("unit", "recorded_by")
    return rows.order_by(F("superseded_at").asc(nulls_first=True), "unit__name", "pk")


def _draft_row(paper: Paper, ahead: list[Consultation], unsigned: list[SignOff]) -> DraftRow:
    first = ahead[0] if ahead else None
    return DraftRow(
        paper=paper,
        first_body=first.meeting.body.name if first else "",
        deadlines=deadlines_before(first.meeting) if first else None,
        unsigned=len(unsigned),
    )
