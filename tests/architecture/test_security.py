"""The documents on security name only places that exist, and every section of the standard."""

import re

import pytest

from tests.architecture.house import ROOT

DOCUMENTS = sorted((ROOT / "docs" / "security").glob("*.md"))
PLACE = re.compile(r"`([a-z]+/[\w./-]+)`")
CHAPTERS = 17


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_evidence_exists(document):
    named = set(PLACE.findall(document.read_text(encoding="utf-8")))

    assert len(named) > 20
    assert [place for place in sorted(named) if not (ROOT / place).exists()] == []


def test_every_chapter_of_the_standard_has_an_honest_state():
    rows = re.findall(r"^\| (\d+)[^|]*\| ([^|]+) \|", (ROOT / "docs/security/asvs.md").read_text("utf-8"), re.MULTILINE)

    assert {int(chapter) for chapter, _state in rows} == set(range(1, CHAPTERS + 1))
    assert {state for _chapter, state in rows} <= {"yes", "part", "house", "no", "–"}
