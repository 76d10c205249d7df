"""What the architecture tests read: the order of the contexts, their files, their functions."""

import ast
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "roterfaden"
DOMAIN_ROOMS = ("enums", "methods", "models", "queries", "rules", "actions")


@cache
def layers() -> dict[str, int]:
    """Context → height, the lowest is 0; read from the same contract import-linter checks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    order = next(contract["layers"] for contract in contracts if contract["id"] == "contexts")
    return {name.strip(): height for height, row in enumerate(reversed(order)) for name in row.split("|")}


@cache
def domain_contexts() -> tuple[str, ...]:
    """The contexts that have rooms, and so models, rules and actions of their own."""
    surfaces = {"config", "example", "bridges", "public", "office", "api", "web", "ui", "kernel"}
    return tuple(name for name in layers() if name not in surfaces)


def room_files(*rooms: str) -> list[Path]:
    """The files of these rooms in all domain contexts; a room may be a file or a folder."""
    found: list[Path] = []
    for context in domain_contexts():
        for room in rooms:
            found += (SOURCE / context).glob(f"{room}.py")
            found += (SOURCE / context).glob(f"{room}/**/*.py")
    return sorted(found)


def all_files() -> list[Path]:
    """All Python files of the program and its tests, without migrations."""
    folders = (SOURCE, ROOT / "tests", ROOT / "scripts")
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts)


def context_of(path: Path) -> str:
    """The context or surface a file of the program belongs to."""
    return path.relative_to(SOURCE).parts[0]


def each_context(found: Iterable[Any], context: Callable[[Any], str]) -> list[Any]:
    """Parameters of a test that runs once for each context and looks at everything found there.

    A test of its own for each of some thousand files and fields would cost far more than looking at them.
    """
    groups: dict[str, list[Any]] = {}
    for item in found:
        groups.setdefault(context(item), []).append(item)
    return [pytest.param(items, id=name) for name, items in sorted(groups.items())]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as people say it."""
    return str(path.relative_to(ROOT))


@dataclass(frozen=True)
class ActionFunction:
    """One public function in a room `actions`."""

    context: str
    node: ast.FunctionDef
    path: Path

    @property
    def name(self) -> str:
        return f"{self.context}.{self.node.name}"

    def calls(self, function: str) -> list[ast.Call]:
        """All calls of `function` in the action's own body."""
        return [call for call in calls_in(self.node) if called(call) == function]

    def reaches(self, function: str) -> bool:
        """Whether the action calls `function` itself or through other functions of its file."""
        helpers = {node.name: node for node in tree(self.path).body if isinstance(node, ast.FunctionDef)}
        waiting, seen = [self.node], set()
        while waiting:
            names = {called(call) for call in calls_in(waiting.pop())}
            if function in names:
                return True
            waiting += [helpers[name] for name in names & helpers.keys() - seen]
            seen |= names
        return False


def calls_in(node: ast.AST) -> list[ast.Call]:
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]


def called(call: ast.Call) -> str:
    """The last part of what is called: `require` for `require(…)` and `rules.require(…)`."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


@cache
def actions() -> tuple[ActionFunction, ...]:
    """All actions of the house. `audit.actions` writes the log itself and is not among them."""
    return tuple(
        ActionFunction(path.relative_to(SOURCE).parts[0], node, path)
        for path in room_files("actions")
        if path.relative_to(SOURCE).parts[0] != "audit"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )
