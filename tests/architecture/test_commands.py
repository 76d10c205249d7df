"""Every command is documented, and every documented command exists."""

import re

from django.core.management import get_commands

from tests.architecture.house import ROOT


def documented(heading: str) -> set[str]:
    """The names in the first column of the table that begins with `heading`."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    table = text.split(f"| `{heading} …` |")[1].split("\n\n")[0]
    return set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


def test_commands_of_the_entry_point_are_documented():
    offered = re.search(r"^    (demo(?: \| \w+)+)\) ", (ROOT / "faden").read_text(encoding="utf-8"), re.MULTILINE)

    assert offered is not None
    assert documented("./faden") == {*offered[1].split(" | "), "help"}


def test_management_commands_are_documented():
    ours = {name for name, package in get_commands().items() if str(package).startswith("roterfaden.")}

    assert documented("./faden manage") == ours
