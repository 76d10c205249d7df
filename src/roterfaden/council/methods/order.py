"""The order of consultation; no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind

# Who does what with a decision paper of a county. § 76 (1) NKomVG: the Kreisausschuss prepares the resolutions of the
# Kreistag; §§ 71–73: specialist committees advise beforehand.
ORDER_TEMPLATE = (
    (BodyKind.COMMITTEE, ConsultationRole.PRELIMINARY),
    (BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING),
    (BodyKind.COUNCIL, ConsultationRole.DECIDING),
)
BY_LAW = (BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING)
DECIDED_ON = frozenset({PaperKind.DECISION, PaperKind.MOTION})
"""Papers that ask for a resolution; the others inform, ask and answer."""
Template = Sequence[tuple[BodyKind, ConsultationRole]]
_MINOR = 1_000
_WITHOUT_NUMBER = 1_000_000


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


def suggested_role(body_kind: str, paper_kind: str, template: Template = ORDER_TEMPLATE) -> ConsultationRole:
    """What a body of this kind usually does with a paper of this kind: its first role in the template, else noting."""
    if paper_kind not in DECIDED_ON:
        return ConsultationRole.NOTING
    return next((role for kind, role in template if kind == body_kind), ConsultationRole.NOTING)


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


def template_faults(template: Template) -> str:
    """What keeps these steps from being a usual order: "empty", "twice", "no_decision" or "decision_early", else "".

    Exactly one step decides, and it is the last one: what comes after a decision prepares nothing.
    """
    if not template:
        return "empty"
    if len(set(template)) < len(template):
        return "twice"
    deciding = [place for place, (_kind, role) in enumerate(template) if role == ConsultationRole.DECIDING]
    if not deciding:
        return "no_decision"
    return "decision_early" if deciding != [len(template) - 1] else ""


def missing_steps(
    paper_kind: str, order: Sequence[Step], template: Template = ORDER_TEMPLATE
) -> tuple[MissingStep, ...]:
    """Which steps of the template are missing before its last body decides; empty for papers nobody decides on.

    A step counts when it is planned on an earlier or the same day as the first decision of the last body. Without any
    step all are missing.
    """
    if paper_kind not in DECIDED_ON or not template:
        return ()
    decisions = [step.on for step in order if (step.body_kind, step.role) == template[-1]]
    in_time = [step for step in order if not decisions or step.on <= min(decisions)]
    present = {(step.body_kind, step.role) for step in in_time}
    return tuple(
        MissingStep(kind, role, by_law=(kind, role) == BY_LAW) for kind, role in template if (kind, role) not in present
    )
