"""The content of an edition: what is frozen, how it becomes JSON and back, and how two contents differ. No database."""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.implementation.enums import Answer
from roterfaden.monitoring.enums import ReasonCode, SignalKind

SCHEMA = 1
PLACES = 6
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
    """Counter-steering as agreed."""

    element_id: int
    goal: str
    fact: str
    cause: str
    action: str
    owner: str
    due_on: date
    effect: str


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


def rounded(value: float | None) -> float | None:
    """Six places, and no negative zero: the same text on every machine and database."""
    return None if value is None else round(float(value), PLACES) + 0.0


def as_json(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as plain JSON values; dates as ISO text, tuples as lists."""
    plain: dict[str, Any] = _plain(asdict(snapshot))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(content: dict[str, Any]) -> Snapshot:
    """The snapshot that `as_json` wrote."""
    return _read(Snapshot, content)


Part = TypeVar("Part")


def _read(kind: type[Part], content: dict[str, Any]) -> Part:
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name], content[field.name]) for field in fields(kind)})  # type: ignore[arg-type]


def _value(hint: Any, content: Any) -> Any:
    if content is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in content)
    kind: Any = next((option for option in get_args(hint) if option is not NoneType), hint)
    if kind is date:
        return date.fromisoformat(content)
    return _read(kind, content) if isinstance(kind, type) and is_dataclass(kind) else content


@dataclass(frozen=True)
class Difference:
    """Where two contents differ: the path, what was frozen, what comes out now."""

    path: str
    frozen: Any
    now: Any


def differences(frozen: Any, now: Any, path: str = "") -> tuple[Difference, ...]:
    """All places where two JSON contents differ, in reading order."""
    if isinstance(frozen, dict) and isinstance(now, dict):
        names = list(frozen) + [name for name in now if name not in frozen]
        return tuple(
            each for name in names for each in differences(frozen.get(name), now.get(name), f"{path}.{name}".strip("."))
        )
    if isinstance(frozen, list) and isinstance(now, list) and len(frozen) == len(now):
        return tuple(
            each
            for index, (old, new) in enumerate(zip(frozen, now, strict=True))
            for each in differences(old, new, f"{path}[{index}]")
        )
    return () if frozen == now else (Difference(path, frozen, now),)
