"""Our own style sheets keep their rules; third-party files are what they were."""

import hashlib
import re
from pathlib import Path

import pytest

from roterfaden import ui

STATIC = Path(ui.__file__).parent / "static" / "ui"
LAYOUTS = Path(ui.__file__).parent / "templates" / "ui" / "layouts"
SHEETS = sorted(STATIC.glob("*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)(?:-\w+)?|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height)|float|clear)\s*:(?!\s*auto\s*\))"
)


def declarations(sheet: Path) -> str:
    """A sheet without comments and without the conditions of media queries."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "", text)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_uses_logical_properties_only(sheet):
    assert PHYSICAL.findall(declarations(sheet).replace("clear: both", "")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_is_loaded_by_the_layouts(sheet):
    assert f"ui/{sheet.name}" in (LAYOUTS / "_styles.html").read_text(encoding="utf-8")


def test_third_party_files_are_unchanged():
    vendor = STATIC / "vendor"
    listed = dict(reversed(row.split("  ", 1)) for row in (vendor / "SHA256SUMS").read_text().splitlines())
    found = {
        path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.glob("*/**/*")
        if path.is_file()
    }

    assert found == listed


def test_no_sheet_asks_another_server():
    for sheet in (*SHEETS, *STATIC.glob("vendor/*/*.css")):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")) == []
