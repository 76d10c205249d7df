"""What a stage opens, how codes are drawn, templates of processes, questions in several languages. No database."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from roterfaden.kernel.codes import new_code
from roterfaden.participation.enums import Language

TEMPLATES = Path(__file__).parent / "data"
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


# --- templates ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class StageTemplate:
    """A stage with its place in time, in weeks from the day the process is opened; without `weeks` it has no end.

    `openings` are pairs of kind and slug of an actor group; an empty slug means everybody.
    """

    slug: str
    kind: str
    title: str
    description: str
    gate: str
    starts_after_weeks: int
    weeks: int | None
    openings: tuple[tuple[str, str], ...]

    def window(self, opened_on: date) -> tuple[date, date | None]:
        """First and last day in a process opened on `opened_on`."""
        starts_on = opened_on + timedelta(weeks=self.starts_after_weeks)
        return starts_on, starts_on + timedelta(weeks=self.weeks, days=-1) if self.weeks else None


@dataclass(frozen=True)
class GroupTemplate:
    """An actor group."""

    slug: str
    name: str


@dataclass(frozen=True)
class ProcessTemplate:
    """A process to begin with: actor groups, and stages in their order."""

    slug: str
    title: str
    summary: str
    groups: tuple[GroupTemplate, ...]
    stages: tuple[StageTemplate, ...]


@cache
def process_templates() -> dict[str, ProcessTemplate]:
    """All built-in templates by slug: one TOML file each in `data/`."""
    read = [_template(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in sorted(TEMPLATES.glob("*.toml"))]
    return {template.slug: template for template in read}


def _template(slug: str, data: dict[str, Any]) -> ProcessTemplate:
    groups = tuple(GroupTemplate(row["slug"], row["name"]) for row in data["actor_group"])
    return ProcessTemplate(
        slug=slug,
        title=data["title"],
        summary=data["summary"],
        groups=groups,
        stages=tuple(_stage(row, [group.slug for group in groups]) for row in data["stage"]),
    )


def _stage(row: dict[str, Any], every_group: Sequence[str]) -> StageTemplate:
    """`open_to` names groups, or is "alle" (everybody, also without a group) or "gruppen" (each of the groups)."""
    open_to = row.get("open_to", "alle")
    slugs = [""] if open_to == "alle" else every_group if open_to == "gruppen" else open_to
    return StageTemplate(
        slug=row["slug"],
        kind=row["kind"],
        title=row["title"],
        description=row["description"],
        gate=row["gate"],
        starts_after_weeks=row["starts_after_weeks"],
        weeks=row.get("weeks"),
        openings=tuple((kind, slug) for slug in slugs for kind in row.get("kinds", ())),
    )


# --- questions ----------------------------------------------------------------------------------------------------
class Wording(NamedTuple):
    """A text in one language (code of `Language`)."""

    language: str
    text: str


TRANSLATED = re.compile(r"(?P<language>[a-z]{2}):\s*(?P<text>\S.*)")


def wordings(question: Question) -> tuple[Wording, ...]:
    """A question in every language it is written in, German first, the others in the order of `Language`."""
    texts = {Language.DE.value: question} if isinstance(question, str) else question
    return tuple(Wording(code, texts[code]) for code in Language.values if texts.get(code))


def read_questions(typed: str) -> list[str | dict[str, str]]:
    """One question a line; a line such as "ar: …" says the question above it in another language."""
    found: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        other = TRANSLATED.fullmatch(line)
        if other and found and other["language"] in Language.values:
            found[-1][other["language"]] = other["text"]
        else:
            found.append({Language.DE.value: line})
    return [texts if len(texts) > 1 else texts[Language.DE.value] for texts in found]


def write_questions(questions: Iterable[Question]) -> str:
    """The text `read_questions` reads."""
    return "\n".join(
        text if language == Language.DE else f"{language}: {text}"
        for question in questions
        for language, text in wordings(question)
    )
