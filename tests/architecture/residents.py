"""What residents can be shown: everything a public view reaches by name, from forms to errors.

The pages of residents take words out of the contexts: a form's labels, an error's sentence, a method's explanation.
Which of them are theirs is not said by the folder, but by who uses them: from every name in `public` this follows the
names used there, and the names used in those, down to the sentences. Not followed are the verbs of the log, which only
the office reads, and models, whose names of fields only forms of the office show. Two rooms are followed but not
counted: enumerations, of which test_catalogues.py lists the labels residents read, and exports, which speak the
language of what they write down.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.house import SOURCE, context_of, tree

PACKAGE = "roterfaden"
SHOWN_BY = ("public",)
NOT_FOLLOWED = {"Verb"}
NOT_READ = {"models", "migrations", "management", "example"}
NOT_COUNTED = {"enums", "exports"}
FOR_HOUSES = {"course_desk", "delivering", "expert", "initiative_links"}
"""Public pages that people of other houses open by a link in a German letter: providers of courses, those who deliver
figures, expert units, those who care for an initiative."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Name:
    """Something a module defines at its top level."""

    module: str
    name: str


@dataclass(frozen=True)
class Module:
    """What a module defines and what it takes from others."""

    path: Path
    defined: dict[str, ast.stmt]
    imported: dict[str, tuple[str, str]]
    """Local name → module and name there; the name is empty for a whole module."""


@cache
def modules() -> dict[str, Module]:
    """Every module of the program by its dotted name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if not NOT_READ & set(path.relative_to(SOURCE).with_suffix("").parts):
            parts = (PACKAGE, *path.relative_to(SOURCE).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = read(path)
    return found


def read(path: Path) -> Module:
    """The top level of one file."""
    defined: dict[str, ast.stmt] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in tree(path).body:
        if isinstance(node, FUNCTIONS):
            defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            defined |= {name.id: node for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            imported |= {alias.asname or alias.name: (alias.name, "") for alias in node.names}
    return Module(path, defined, imported)


def resolve(module: str, name: str) -> Name | str | None:
    """What a name means in a module: something defined, a module of ours (its dotted name), or nothing of ours."""
    found = modules().get(module)
    if found is None:
        return None
    if name in found.defined:
        return Name(module, name)
    if name in found.imported:
        source, inner = found.imported[name]
        if f"{source}.{inner}" in modules():
            return f"{source}.{inner}"
        return resolve(source, inner) if inner else (source if source in modules() else None)
    return f"{module}.{name}" if f"{module}.{name}" in modules() else None


def used(module: str, node: ast.AST) -> Iterator[Name]:
    """The names of ours a piece of code uses, through modules too: `errors.TimeTaken`."""
    for inner in ast.walk(node):
        meant: Name | str | None = None
        if isinstance(inner, ast.Name):
            meant = resolve(module, inner.id)
        elif isinstance(inner, ast.Attribute):
            of = meaning(module, inner.value)
            meant = resolve(of, inner.attr) if isinstance(of, str) else None
        if isinstance(meant, Name):
            yield meant


def meaning(module: str, node: ast.expr) -> Name | str | None:
    """What stands before a dot."""
    if isinstance(node, ast.Name):
        return resolve(module, node.id)
    if isinstance(node, ast.Attribute):
        of = meaning(module, node.value)
        return resolve(of, node.attr) if isinstance(of, str) else None
    return None


def is_for_houses(module: str) -> bool:
    """Whether a module is a public page nobody but another house opens."""
    return module in {f"{PACKAGE}.{surface}.{name}" for surface in SHOWN_BY for name in FOR_HOUSES}


@cache
def reached() -> frozenset[Name]:
    """Everything public views reach."""
    waiting = [
        Name(module, name)
        for module, found in modules().items()
        if context_of(found.path) in SHOWN_BY and not is_for_houses(module)
        for name in found.defined
    ]
    seen = set(waiting)
    while waiting:
        place = waiting.pop()
        for meant in used(place.module, modules()[place.module].defined[place.name]):
            if meant not in seen and meant.name not in NOT_FOLLOWED and not is_for_houses(meant.module):
                seen.add(meant)
                waiting.append(meant)
    return frozenset(seen)


@cache
def lines_shown() -> dict[str, frozenset[int]]:
    """Lines of the program that hold what residents can be shown: by file, as catalogues name it."""
    found: dict[str, set[int]] = {}
    for place in reached():
        module = modules()[place.module]
        if NOT_COUNTED & set(place.module.split(".")):
            continue
        node = module.defined[place.name]
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        lines = found.setdefault(module.path.relative_to(SOURCE).as_posix(), set())
        lines.update(range(first, (node.end_lineno or first) + 1))
    return {file: frozenset(lines) for file, lines in found.items()}
