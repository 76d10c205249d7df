"""What a data sheet shows in which order: chapters with figures, from a TOML file or as the office arranged it."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from roterfaden.reporting.enums import Comparing, Move
from roterfaden.reporting.errors.sheets import (
    FigureTwice,
    NothingToMove,
    SheetTemplateEmpty,
    TemplateUnreadable,
    UnknownChapter,
)
from roterfaden.reporting.methods.frozen import as_json

FILE = Path(__file__).resolve().parent.parent / "data" / "sheet.toml"
MOST_FIGURES = 120
LONGEST = 200


@dataclass(frozen=True)
class FigurePlan:
    """One figure: indicator and breakdown. `title` names what the catalogue does not have yet."""

    indicator: str
    breakdown: str = ""
    compare: str = ""
    title: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.indicator}|{self.breakdown}"


@dataclass(frozen=True)
class ChapterPlan:
    """A chapter with one sentence of orientation and its figures."""

    key: str
    title: str
    lead: str
    figures: tuple[FigurePlan, ...]


@dataclass(frozen=True)
class SheetPlan:
    """The whole sheet."""

    chapters: tuple[ChapterPlan, ...]

    @property
    def figures(self) -> tuple[FigurePlan, ...]:
        return tuple(figure for chapter in self.chapters for figure in chapter.figures)

    def moved(self, *, chapter: str, figure: str = "", move: str) -> "SheetPlan":
        """The plan with a chapter (or a figure within its chapter) one place further up or down.

        Raises UnknownChapter, or NothingToMove at the ends.
        """
        if not figure:
            return SheetPlan(_moved(self.chapters, [each.key for each in self.chapters], chapter, move))
        found = self._chapter(chapter)
        return self._with(replace(found, figures=_moved(found.figures, [f.key for f in found.figures], figure, move)))

    def without(self, *, chapter: str, figure: str) -> "SheetPlan":
        """The plan without a figure. Raises UnknownChapter, NothingToMove, or SheetTemplateEmpty for the last one."""
        found = self._chapter(chapter)
        kept = tuple(each for each in found.figures if each.key != figure)
        if len(kept) == len(found.figures):
            raise NothingToMove()
        plan = self._with(replace(found, figures=kept))
        if not plan.figures:
            raise SheetTemplateEmpty()
        return plan

    def with_figure(self, *, chapter: str, figure: FigurePlan) -> "SheetPlan":
        """The plan with another figure at the end of a chapter. Raises UnknownChapter or FigureTwice."""
        if figure.key in {each.key for each in self.figures}:
            raise FigureTwice()
        found = self._chapter(chapter)
        return self._with(replace(found, figures=(*found.figures, figure)))

    def _chapter(self, key: str) -> ChapterPlan:
        found = next((each for each in self.chapters if each.key == key), None)
        if found is None:
            raise UnknownChapter()
        return found

    def _with(self, chapter: ChapterPlan) -> "SheetPlan":
        return SheetPlan(tuple(chapter if each.key == chapter.key else each for each in self.chapters))


def _moved(rows: tuple[Any, ...], keys: list[str], key: str, move: str) -> tuple[Any, ...]:
    step = -1 if move == Move.UP else 1
    if key not in keys or not 0 <= keys.index(key) + step < len(keys):
        raise NothingToMove()
    here, there = keys.index(key), keys.index(key) + step
    changed = list(rows)
    changed[here], changed[there] = changed[there], changed[here]
    return tuple(changed)


# --- reading and writing ------------------------------------------------------------------------------------------
@cache
def built_in_plan() -> SheetPlan:
    """The plan the product brings."""
    return plan_from_toml(FILE.read_text(encoding="utf-8"))


def plan_from_toml(text: str) -> SheetPlan:
    """The plan a TOML text describes (see data/sheet.toml). Raises TemplateUnreadable, FigureTwice or
    SheetTemplateEmpty.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateUnreadable(reason=str(error)) from error
    return plan_from_content(
        {"chapters": [row | {"figures": row.get("figure", [])} for row in _rows(content.get("chapter"))]}
    )


def plan_from_content(content: dict[str, Any]) -> SheetPlan:
    """The plan stored as JSON. Raises as `plan_from_toml`."""
    plan = SheetPlan(tuple(_chapter(row) for row in _rows(content.get("chapters"))))
    if not plan.figures:
        raise SheetTemplateEmpty()
    if len(plan.figures) > MOST_FIGURES:
        raise TemplateUnreadable(reason=str(len(plan.figures)))
    if len({each.key for each in plan.figures}) < len(plan.figures):
        raise FigureTwice()
    if len({each.key for each in plan.chapters}) < len(plan.chapters):
        raise TemplateUnreadable(reason="key")
    return plan


def plan_as_content(plan: SheetPlan) -> dict[str, Any]:
    """The plan as JSON keeps it."""
    return as_json(plan)


def plan_as_toml(plan: SheetPlan) -> str:
    """The plan as a TOML text that `plan_from_toml` reads."""
    lines: list[str] = []
    for chapter in plan.chapters:
        lines += ["[[chapter]]", *_pairs(key=chapter.key, title=chapter.title, lead=chapter.lead), ""]
        for figure in chapter.figures:
            lines += ["[[chapter.figure]]", *_pairs(**as_json(figure)), ""]
    return "\n".join(lines)


def _pairs(**values: str) -> list[str]:
    return [f"{name} = {_quoted(value)}" for name, value in values.items() if value]


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise TemplateUnreadable(reason="chapter")
    return value


def _chapter(row: dict[str, Any]) -> ChapterPlan:
    return ChapterPlan(
        key=_text(row, "key", required=True), title=_text(row, "title", required=True), lead=_text(row, "lead"),
        figures=tuple(_figure(each) for each in _rows(row.get("figures", []))),
    )  # fmt: skip


def _figure(row: dict[str, Any]) -> FigurePlan:
    compare = _text(row, "compare")
    if compare and compare not in Comparing.values:
        raise TemplateUnreadable(reason=f"compare = {compare}")
    return FigurePlan(_text(row, "indicator", required=True), _text(row, "breakdown"), compare, _text(row, "title"))


def _text(row: dict[str, Any], name: str, *, required: bool = False) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST or (required and not value.strip()):
        raise TemplateUnreadable(reason=name)
    return value.strip()
