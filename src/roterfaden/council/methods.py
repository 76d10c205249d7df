"""The order of consultation and what may come out of it; no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result

# Who does what with a decision paper of a county. § 76 (1) NKomVG: the Kreisausschuss prepares the resolutions of the
# Kreistag; §§ 71–73: specialist committees advise beforehand.
ORDER_TEMPLATE = (
    (BodyKind.COMMITTEE, ConsultationRole.PRELIMINARY),
    (BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING),
    (BodyKind.COUNCIL, ConsultationRole.DECIDING),
)

ADOPTING = frozenset({Result.ADOPTED, Result.ADOPTED_WITH_CHANGES})
CHANGING = frozenset({Result.ADOPTED_WITH_CHANGES, Result.RECOMMENDED})
_MINOR = 1_000
_WITHOUT_NUMBER = 1_000_000
_ALWAYS = frozenset({Result.DEFERRED, Result.NOTED})
_RESULTS: dict[str, frozenset[Result]] = {
    ConsultationRole.DECIDING: ADOPTING | _ALWAYS | {Result.REJECTED},
    ConsultationRole.PRELIMINARY: _ALWAYS | {Result.RECOMMENDED, Result.REJECTED},
    ConsultationRole.PREPARING: _ALWAYS | {Result.RECOMMENDED, Result.REJECTED},
    ConsultationRole.NOTING: _ALWAYS,
}


@dataclass(frozen=True)
class Step:
    """One planned consultation: which kind of body, what it does, on which day."""

    body_kind: str
    role: str
    on: date


@dataclass(frozen=True)
class MissingStep:
    """A step the template asks for and nobody has planned in time. `by_law` marks the preparing step of § 76 NKomVG."""

    body_kind: BodyKind
    role: ConsultationRole
    by_law: bool


def allowed_results(role: str) -> frozenset[Result]:
    """What may come out of a consultation in this role."""
    return _RESULTS[role]


def suggested_role(body_kind: str, paper_kind: str) -> ConsultationRole:
    """What a body of this kind usually does with a paper of this kind."""
    if paper_kind == PaperKind.INFORMATION or body_kind == BodyKind.COORDINATION_GROUP:
        return ConsultationRole.NOTING
    return dict(ORDER_TEMPLATE)[BodyKind(body_kind)]


def agenda_order(number: str, pk: int) -> int:
    """The place of an item on its agenda as a number that never changes: "Ö 7.1" comes after "7" and before "Ö 8".

    Made from the item's own number only, so neither later items nor non-public ones move it. Items without a number
    come last, in the order they were planned (`pk`).
    """
    parts = [int(part) for part in re.findall(r"[0-9]{1,3}", number)[:2]]
    if not parts:
        return _WITHOUT_NUMBER + pk
    major, minor = (*parts, 0)[:2]
    return major * _MINOR + minor


def missing_steps(paper_kind: str, order: Sequence[Step]) -> tuple[MissingStep, ...]:
    """Which steps of the template are missing before the Kreistag decides; empty for information papers.

    A step counts when it is planned on an earlier or the same day as the first decision of the Kreistag. Without any
    step all three are missing.
    """
    if paper_kind != PaperKind.DECISION:
        return ()
    decisions = [step.on for step in order if (step.body_kind, step.role) == ORDER_TEMPLATE[-1]]
    in_time = [step for step in order if not decisions or step.on <= min(decisions)]
    present = {(step.body_kind, step.role) for step in in_time}
    return tuple(
        MissingStep(kind, role, by_law=role == ConsultationRole.PREPARING)
        for kind, role in ORDER_TEMPLATE
        if (kind, role) not in present
    )
