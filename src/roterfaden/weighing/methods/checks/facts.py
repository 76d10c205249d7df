"""What the checks look at, and what they find. Plain values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from roterfaden.kernel.sealing import seal
from roterfaden.weighing.enums import CheckKind


@dataclass(frozen=True)
class Answer:
    """An answer in force to a voice or to one of its parts (`segment`). Keys are those of the rows."""

    key: int
    voice: int
    outcome: str
    reason: str
    plain_reason: str
    made_at: datetime
    segment: int | None = None
    element: int | None = None
    version: int | None = None
    referred_to: str = ""
    is_worked_in: bool = False


@dataclass(frozen=True)
class Said:
    """A published voice: who speaks, from where, in which language, in which group of voices that say the same, and in
    which themes it (None) or its parts lie."""

    key: int
    number: int
    actor_group: int | None = None
    area: int | None = None
    language: str = "de"
    group: int | None = None
    themes: tuple[tuple[int | None, int], ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Wording:
    """The newest words of an element: which revision, since when, the answers it came from; whether the working draft
    still has the element."""

    element: int
    revision: int
    made_at: datetime
    came_from: frozenset[int] = frozenset()
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything about one process at one moment. `newest_version` is the newest frozen one."""

    voices: Mapping[int, Said]
    answers: tuple[Answer, ...]
    wordings: Mapping[int, Wording] = field(default_factory=dict)
    newest_version: int | None = None

    def themes_of(self, answer: Answer) -> tuple[int, ...]:
        """The themes an answer speaks to: that of its part, or all of the whole voice."""
        lying = self.voices[answer.voice].themes
        return tuple(dict.fromkeys(theme for part, theme in lying if answer.segment in (None, part)))


@dataclass(frozen=True)
class Found:
    """One finding. `key` says what it is about, `facts` what it rests on: together they make the fingerprint.

    `numbers` are calculated from the facts and only shown. `voices` are the voices to look at.
    """

    kind: CheckKind
    key: str
    facts: Mapping[str, Any]
    voices: tuple[int, ...]
    numbers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same facts give the same fingerprint on every machine and day."""
        return seal([self.kind, self.key, dict(self.facts)])
