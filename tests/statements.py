"""Which tests of the surfaces PostgreSQL has to see: those that ask the database something nobody else asks there.

Pages send the queries of the contexts again and again. The first run (`--note-statements`) writes down what each test
asks of the database; the second (`--noted-statements`) repeats every test of the contexts, and of the surfaces those
tests that send a statement no test before them sends. So every statement of the whole run reaches both engines. What
SQLite does not say counts too: whether rows are locked, and that a statement is refused, for what comes after a refusal
differs; a test that gets one is repeated. So is a test nothing is written down about.
"""

import json
import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models.sql.compiler import SQLCompiler

TESTS = Path(__file__).resolve().parent
SURFACES = {"api", "office", "public", "web"}
VALUES = re.compile(r"\((?:%s(?:, )?)+\)(?:, \((?:%s(?:, )?)+\))*")
NO_QUESTIONS = ("SAVEPOINT ", "RELEASE ", "ROLLBACK ", "BEGIN")
LEFT_OUT = "left-out"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--note-statements", metavar="FOLDER", help="write down what each test asks of the database")
    parser.addoption("--noted-statements", metavar="FOLDER", help="leave out tests of surfaces that ask nothing new")


# --- the first run: writing down -----------------------------------------------------------------------------------


class Notes:
    """What each test of this worker asks of the database."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.file = folder / f"{worker}.jsonl"
        self.test = ""
        self.asked: set[str] = set()

    def pytest_sessionstart(self) -> None:
        connection.execute_wrappers.append(self.hear)
        SQLCompiler.as_sql = self.hearing_locks(SQLCompiler.as_sql)

    def hear(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Note a statement on its way to the database, and that it was refused."""
        self.asked.add(sql)
        try:
            return execute(sql, params, many, context)
        except DatabaseError:
            self.asked.add(f"refused: {sql} in {self.test}")
            raise

    def hearing_locks(self, as_sql: Callable[..., Any]) -> Callable[..., Any]:
        """Note which statements lock rows: SQLite has no words for it, and PostgreSQL refuses some of them."""

        def heard(compiler: SQLCompiler, *args: Any, **more: Any) -> Any:
            sql, params = as_sql(compiler, *args, **more)
            if compiler.query.select_for_update:
                self.asked.add(f"{sql} FOR UPDATE")
            return sql, params

        return heard

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self.test, self.asked = item.nodeid, set()
        done = yield
        if self.asked:
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps([item.nodeid, sorted(shapes(self.asked))]) + "\n")
        return done


def shapes(statements: Iterable[str]) -> set[str]:
    """A short name for each kind of statement; how many values it is given makes no difference."""
    return {
        blake2b(VALUES.sub("(…)", sql).encode(), digest_size=8).hexdigest()
        for sql in statements
        if not sql.removeprefix("refused: ").startswith(NO_QUESTIONS)
    }


# --- the second run: choosing ---------------------------------------------------------------------------------------


def read_notes(folder: Path) -> dict[str, set[str]]:
    """What each test asked in the first run."""
    lines = (line for file in folder.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines())
    return {test: set(asked) for test, asked in map(json.loads, lines)}


def nothing_new(tests: dict[str, bool], noted: dict[str, set[str]]) -> set[str]:
    """Of these tests, each with whether it is one of a surface, those whose statements others send too."""
    known = set[str]().union(*(noted.get(test, ()) for test, of_surface in tests.items() if not of_surface))
    left_out = set()
    surfaces = [test for test, of_surface in tests.items() if of_surface and test in noted]
    for test in sorted(surfaces, key=lambda test: (-len(noted[test]), test)):  # who asks most covers most
        if noted[test] <= known:
            left_out.add(test)
        known |= noted[test]
    return left_out


def is_of_surface(item: pytest.Item) -> bool:
    """Whether a test is one of pages and interfaces."""
    return item.path.is_relative_to(TESTS) and item.path.relative_to(TESTS).parts[0] in SURFACES


def asking_something_new(config: pytest.Config, items: list[pytest.Item]) -> list[pytest.Item]:
    """What is left of the tests of the second run; all of them where nothing is written down."""
    folder = config.getoption("--noted-statements")
    if not folder:
        return items
    left_out = nothing_new({item.nodeid: is_of_surface(item) for item in items}, read_notes(Path(folder)))
    (Path(folder) / LEFT_OUT).write_text(str(len(left_out)), encoding="utf-8")
    return [item for item in items if item.nodeid not in left_out]


# --- both ------------------------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    folder, worker = config.getoption("--note-statements"), getattr(config, "workerinput", {}).get("workerid", "alone")
    if folder:
        config.pluginmanager.register(Notes(Path(folder), worker))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many were left out; the workers, which know it, say nothing."""
    folder = config.getoption("--noted-statements")
    if folder and (Path(folder) / LEFT_OUT).exists():
        number = (Path(folder) / LEFT_OUT).read_text(encoding="utf-8")
        terminalreporter.write_line(f"{number} tests of surfaces send only statements other tests send too: left out")
