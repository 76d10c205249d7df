"""The import contracts of pyproject.toml hold."""

from importlinter.cli import lint_imports


def test_imports_keep_the_contracts(capsys):
    exit_code = lint_imports(no_logo=True)

    assert exit_code == 0, capsys.readouterr().out
