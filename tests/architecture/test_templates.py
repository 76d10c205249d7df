"""Every template compiles; none holds inline style, script or handlers."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.house import SOURCE, context_of, each_context

TEMPLATES = sorted(
    path
    for folder in SOURCE.glob("*/templates")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt", ".svg"}
)
INLINE = {
    "a <style> element": re.compile(r"<style\b", re.IGNORECASE),
    "a <script> element without src": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an hx- attribute (valid HTML says data-hx-)": re.compile(r"\shx-[a-z]"),
    "the safe filter": re.compile(r"\|\s*safe(?:seq)?\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
    "blocktranslate without trimmed": re.compile(r"{%\s*block(?:translate|trans)\b(?![^%]*\btrimmed\b)"),
}


def template_name(path):
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def inline_faults(text: str) -> list[str]:
    """What a template may not hold, in words."""
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


def test_house_has_templates():
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("paths", each_context(TEMPLATES, context_of))
def test_templates_compile(paths):
    for path in paths:
        get_template(template_name(path))  # its error names the template


@pytest.mark.parametrize("paths", each_context(TEMPLATES, context_of))
def test_templates_hold_no_inline_code(paths):
    found = {template_name(path): inline_faults(path.read_text(encoding="utf-8")) for path in paths}

    assert {name: faults for name, faults in found.items() if faults} == {}
