"""Accessible PDF (PDF/UA-1) from Typst templates. Text reaches a template as data and is never read as markup."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.encoding import iri_to_uri
from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).resolve().parent.parent
VENDOR = PACKAGE / "ui" / "static" / "ui" / "vendor"
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
MISSING_SIGN = "[?]"


def pdf(template: str, content: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """A PDF/UA-1 document: `template` is a path below the package, such as "thread/typst/synopsis.typ".

    `content` must be what JSON can hold; the template reads it as `json(bytes(sys.inputs.content))`. The same content
    at the same moment gives the same bytes. Typst refuses what is not accessible: pictures without words, skipped
    headings, and signs no font has; in their place stands a sign that is there.
    """
    made: bytes = typst.compile(
        str(PACKAGE / template),
        root=str(PACKAGE),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(_legible(content), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    return made


def _legible(value: Any) -> Any:
    """The same content with every sign that none of our fonts has replaced: emoji, for one, or Chinese."""
    if isinstance(value, str):
        known = _signs()
        if known.issuperset(map(ord, value)):
            return value
        return "".join(sign if ord(sign) in known else _replacement(sign) for sign in value)
    if isinstance(value, Mapping):
        return {name: _legible(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_legible(each) for each in value]
    return value


def _replacement(sign: str) -> str:
    """The same sign spelt otherwise (ﬁ as fi), nothing for what cannot be seen, else a question mark in brackets."""
    if unicodedata.category(sign) in INVISIBLE:
        return ""
    spelt = unicodedata.normalize("NFKC", sign)
    return spelt if spelt != sign and _signs().issuperset(map(ord, spelt)) else MISSING_SIGN


@cache
def _signs() -> frozenset[int]:
    """The signs our fonts have between them, and the line breaks no font needs."""
    found = {ord(sign) for sign in "\n\t"}
    for file in fonts().glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            found |= font.getBestCmap().keys()
    return frozenset(found)


@cache
def fonts() -> Path:
    """A folder with the fonts of the pages, unpacked: Typst reads no WOFF2. Made once an installation."""
    folder = Path(settings.DATA_DIR) / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for packed in sorted(VENDOR.rglob("*.woff2")):
        plain = folder / f"{packed.stem}.ttf"
        if not plain.exists():
            font = TTFont(packed)
            font.flavor = None
            part = plain.with_suffix(".part")
            font.save(part)
            part.replace(plain)  # whole or not at all, also when two processes do it at once
    return folder


def pdf_response(document: bytes, name: str) -> HttpResponse:
    """A PDF to keep, under this file name (without ending)."""
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{iri_to_uri(name)}.pdf"
    return response
