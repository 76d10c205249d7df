"""What a stage opens, how codes are drawn, templates of processes, questions in several languages. No database."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from roterfaden.kernel.codes import new_code
from roterfaden.participation.enums import ContributionKind, Language

Question = str | Mapping[str, str]
"""A question in German, or in several languages by their codes."""


@dataclass(frozen=True)
class Window:
    """One thing a stage opens: first and last day (none: open-ended), one kind, one group (none: everybody)."""

    starts_on: date
    ends_on: date | None
    kind: str
    actor_group_id: int | None = None

    def admits(self, *, kind: str, actor_group_id: int | None, on: date) -> bool:
        """Whether a voice of this kind and group may be said here on that day."""
        return (
            self.kind == kind
            and self.actor_group_id in (None, actor_group_id)
            and self.starts_on <= on
            and (self.ends_on is None or on <= self.ends_on)
        )


@dataclass(frozen=True)
class Occasion:
    """The circumstances in which somebody says something: the object of the permission to capture."""

    process_slug: str
    kind: str
    actor_group_id: int | None
    on: date
    windows: tuple[Window, ...]

    @property
    def is_open(self) -> bool:
        """Whether a stage opens this kind to this group on that day."""
        return any(
            window.admits(kind=self.kind, actor_group_id=self.actor_group_id, on=self.on) for window in self.windows
        )


def fresh_codes(
    count: int, taken: Callable[[Iterable[str]], Iterable[str]], draw: Callable[[], str] = new_code
) -> list[str]:
    """`count` different codes of which `taken(candidates)` names none; drawn again until they are.

    With 29^8 codes a collision is rare, but a printed card must never open somebody else's page.
    """
    codes: list[str] = []
    while len(codes) < count:
        candidates = {draw() for _ in range(count - len(codes))} - set(codes)
        codes += sorted(candidates - set(taken(candidates)))
    return codes


# --- questions ----------------------------------------------------------------------------------------------------
class Wording(NamedTuple):
    """A text in one language (code of `Language`)."""

    language: str
    text: str


KIND = "kind"
"""Beside the wordings of a question by language: the kind of contribution it asks for, if it asks for one."""
ASKS_FOR = re.compile(r"\[(?P<kind>[^\]]+)\]\s*(?P<text>\S.*)")
TRANSLATED = re.compile(r"(?P<language>[a-z]{2}):\s*(?P<text>\S.*)")


def wordings(question: Question) -> tuple[Wording, ...]:
    """A question in every language it is written in, German first, the others in the order of `Language`."""
    texts = {Language.DE.value: question} if isinstance(question, str) else question
    return tuple(Wording(code, texts[code]) for code in Language.values if texts.get(code))


def question_kind(question: Question) -> ContributionKind | None:
    """The kind of contribution a question asks for; None leaves it to whoever answers."""
    kind = "" if isinstance(question, str) else question.get(KIND, "")
    return ContributionKind(kind) if kind in ContributionKind.values else None


def read_questions(typed: str) -> list[str | dict[str, str]]:
    """One question a line; a line such as "ar: …" says the question above it in another language. A question that asks
    for one kind of contribution begins with it: "[Stärke] Was läuft gut?"."""
    kinds = {str(kind.label).casefold(): kind.value for kind in ContributionKind}
    found: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        other = TRANSLATED.fullmatch(line)
        if other and found and other["language"] in Language.values:
            found[-1][other["language"]] = other["text"]
        else:
            asks = ASKS_FOR.fullmatch(line)
            kind = kinds.get(asks["kind"].strip().casefold()) if asks else None
            found.append({KIND: kind, Language.DE.value: asks["text"]} if asks and kind else {Language.DE.value: line})
    return [texts if len(texts) > 1 else texts[Language.DE.value] for texts in found]


def write_questions(questions: Iterable[Question]) -> str:
    """The text `read_questions` reads."""
    lines = []
    for question in questions:
        kind = question_kind(question)
        for language, text in wordings(question):
            if language != Language.DE:
                lines.append(f"{language}: {text}")
            else:
                lines.append(f"[{kind.label}] {text}" if kind else text)
    return "\n".join(lines)
