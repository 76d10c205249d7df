"""What an answer says and what it still lacks; no database."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from roterfaden.implementation.enums import Answer, Lack

RESOLUTION = ("resolution_body", "resolution_reference", "resolved_on")


@dataclass(frozen=True)
class AnswerValues:
    """An answer as somebody types it. `reason` says why so, or for "already done" what is done."""

    answer: str = ""
    reason: str = ""
    adapted_text: str = ""
    own_target_value: Decimal | None = None
    own_target_on: date | None = None
    done_since: int | None = None
    resolution_body: str = ""
    resolution_reference: str = ""
    resolved_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return self == AnswerValues()

    @property
    def has_resolution(self) -> bool:
        """Whether anything is said about a resolution of the municipality's own."""
        return bool(self.resolution_body or self.resolution_reference or self.resolved_on)

    def as_dict(self) -> dict[str, Any]:
        """The values by the names of the fields."""
        return asdict(self)


def values_of(source: Any) -> AnswerValues:
    """The values a row (with attributes) or a cleaned form (a mapping) holds."""
    names = [field.name for field in fields(AnswerValues)]
    if isinstance(source, Mapping):
        return AnswerValues(**{name: source[name] for name in names if source.get(name) is not None})
    return AnswerValues(**{name: getattr(source, name) for name in names})


def fitting(values: AnswerValues) -> AnswerValues:
    """The values without white space around them and without what belongs to another answer."""
    text = {
        name: getattr(values, name).strip()
        for name in ("reason", "adapted_text", "resolution_body", "resolution_reference")
    }
    kept = replace(values, **text)
    if kept.answer != Answer.ADAPT:
        kept = replace(kept, adapted_text="", own_target_value=None, own_target_on=None)
    if kept.answer != Answer.ALREADY_DONE:
        kept = replace(kept, done_since=None)
    return kept


def lacks(values: AnswerValues) -> tuple[Lack, ...]:
    """What is missing before the answer can be given; empty when it is complete.

    An adaptation needs its wording; "already done" says what; "not applicable" says why; a body or a day needs the
    resolution it belongs to.
    """
    found = []
    if not values.answer:
        found.append(Lack.ANSWER)
    if values.answer == Answer.ADAPT and not values.adapted_text.strip():
        found.append(Lack.ADAPTED_TEXT)
    if values.answer == Answer.ALREADY_DONE and not values.reason.strip():
        found.append(Lack.DONE)
    if values.answer == Answer.NOT_APPLICABLE and not values.reason.strip():
        found.append(Lack.REASON)
    if (values.resolution_body.strip() or values.resolved_on) and not values.resolution_reference.strip():
        found.append(Lack.RESOLUTION)
    return tuple(found)


def with_resolution(values: AnswerValues, *, body: str, reference: str, on: date | None) -> AnswerValues:
    """The values with the resolution taken over all answers, unless they name one of their own."""
    if values.has_resolution or not reference:
        return values
    return replace(values, resolution_body=body, resolution_reference=reference, resolved_on=on)
