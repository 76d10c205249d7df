"""The content of an edition: what is frozen. No database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.implementation.enums import Answer
from roterfaden.monitoring.enums import ReasonCode, Result, SignalKind
from roterfaden.reporting.methods.frozen import read_as

SCHEMA = 2
ATTRIBUTION = _(
    "Eine Messgröße bewegt sich aus vielen Gründen. Dass sie steigt oder sinkt, beweist nicht, "
    "dass unsere Maßnahmen das bewirkt haben."
)
"""Belongs to every edition (Integrationsmonitoring der Länder: a monitor does not measure the effect of measures)."""


@dataclass(frozen=True)
class Counted:
    """How often a code occurs."""

    code: str
    count: int


@dataclass(frozen=True)
class RatingPart:
    """The group's view beside the computed status."""

    status: str
    reason: str
    role: str
    expires_on: date


@dataclass(frozen=True)
class CorrectionPart:
    """Counter-steering as agreed, and what a review has said came of it so far.

    `is_between`: agreed between two reviews. `outcome` is empty while no review has looked after it; `outcome_reason`
    says why it is not done, `result` what it changed.
    """

    element_id: int
    goal: str
    fact: str
    cause: str
    action: str
    owner: str
    agreed_on: date
    due_on: date
    effect: str
    is_between: bool
    outcome: str
    outcome_reason: str
    result: str

    @property
    def state(self) -> str | Promise:
        """How far it is, in the reader's language; empty while nobody has looked."""
        return Result(self.outcome).label if self.outcome else ""


@dataclass(frozen=True)
class MilestonePart:
    """A value agreed on the way to a target."""

    on: date
    value: float | None
    reason: str


@dataclass(frozen=True)
class SignalPart:
    """An early warning; only the coordination group gets these."""

    element_id: int
    goal: str
    kind: str

    @property
    def sentence(self) -> str | Promise:
        """What the warning says, in the reader's language."""
        return SignalKind(self.kind).label


@dataclass(frozen=True)
class GoalPart:
    """One goal with value, path, status and reason. Figures in the unit of the indicator."""

    element_id: int
    number: str
    title: str
    accountable: str
    indicator: str
    indicator_slug: str
    unit: str
    decimals: int
    source: str
    is_fictitious: bool
    not_measurable_reason: str
    baseline_value: float | None
    baseline_on: date | None
    target_value: float | None
    target_on: date | None
    corridor_low: float | None
    corridor_high: float | None
    status: str
    reason: str
    observation_id: int
    value: float | None
    value_on: date | None
    expected: float | None
    gap: float | None
    attainment: float | None
    probability: float | None
    forecast_low: float | None
    forecast_high: float | None
    observations: tuple[int, ...]
    rating: RatingPart | None
    milestones: tuple[MilestonePart, ...]

    @property
    def reason_sentence(self) -> str | Promise:
        """Why the status was given, in the reader's language."""
        return ReasonCode(self.reason).label


@dataclass(frozen=True)
class FieldPart:
    """The goals of one field of action with their counts."""

    name: str
    counts: tuple[Counted, ...]
    goals: tuple[GoalPart, ...]


@dataclass(frozen=True)
class Snapshot:
    """Everything one audience gets."""

    schema: int
    audience: str
    concept: str
    version: str
    version_checksum: str
    cycle: str
    reference_date: date
    known_on: date
    method_version: str
    counts: tuple[Counted, ...]
    fields: tuple[FieldPart, ...]
    corrections: tuple[CorrectionPart, ...]
    followed_up: tuple[CorrectionPart, ...]
    signals: tuple[SignalPart, ...]
    municipalities_asked: int
    municipalities_answered: int
    answers: tuple[Counted, ...]
    voices: int
    outcomes: tuple[Counted, ...]
    attribution: str

    @property
    def goal_count(self) -> int:
        return sum(len(part.goals) for part in self.fields)

    @property
    def answers_in_words(self) -> tuple[tuple[str | Promise, int], ...]:
        """The municipalities' answers with their words in the reader's language."""
        return tuple((Answer(each.code).label, each.count) for each in self.answers)

    @property
    def observation_ids(self) -> tuple[int, ...]:
        """All values the statuses rest on, each once."""
        return tuple(sorted({pk for part in self.fields for goal in part.goals for pk in goal.observations}))


def from_json(content: dict[str, Any]) -> Snapshot:
    """The snapshot that `frozen.as_json` wrote."""
    return read_as(Snapshot, content)
