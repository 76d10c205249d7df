"""Rules for files: short, documented, and the domain does not know the web."""

import ast

import pytest

from tests.architecture.house import (
    DOMAIN_ROOMS,
    ROOT,
    SOURCE,
    all_files,
    context_of,
    each_context,
    layers,
    room_files,
    short,
    tree,
)

LONGEST_FILE = 500
# Files above the limit, each with its reason.
LONGER_FILES: dict[str, str] = {}
LONGEST_README = 40
WEB_MODULES = ("django.http", "django.shortcuts", "django.template", "django.views", "django.urls", "django.forms")


def web_imports(module: ast.Module) -> list[str]:
    """Imports of a domain file that belong to a surface."""
    names = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return sorted({name for name in names if name.startswith(WEB_MODULES)})


def readme_faults(package: str) -> list[str]:
    """What is wrong with the README of a context."""
    path = SOURCE / package / "README.md"
    if not path.is_file():
        return [f"{package} has no README.md"]
    lines = path.read_text(encoding="utf-8").splitlines()
    return [] if len(lines) <= LONGEST_README else [f"{package}/README.md has {len(lines)} lines"]


@pytest.mark.parametrize("paths", each_context(room_files(*DOMAIN_ROOMS), context_of))
def test_domain_does_not_know_the_web(paths):
    assert {short(path): found for path in paths if (found := web_imports(tree(path)))} == {}


def test_every_package_has_a_short_readme():
    assert [fault for package in layers() for fault in readme_faults(package)] == []


def test_no_file_is_too_long():
    long = {short(path) for path in all_files() if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE}

    assert long == set(LONGER_FILES)


def test_every_module_says_what_belongs_there():
    silent = {short(path) for path in all_files() if tree(path).body and not ast.get_docstring(tree(path))}

    assert silent == set()


def test_lock_names_no_address():
    naming = [path.name for path in (ROOT / "requirements").glob("*.txt") if "://" in path.read_text("utf-8")]

    assert naming == []
