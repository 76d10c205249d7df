"""The import contracts in pyproject.toml hold."""

import subprocess
import sys


def test_import_contracts_hold():
    # In a process of its own: the linter configures logging and would switch off the loggers of all tests after it.
    run = subprocess.run(
        [sys.executable, "-c", "import sys, importlinter.cli as c; sys.exit(c.lint_imports(no_logo=True))"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
