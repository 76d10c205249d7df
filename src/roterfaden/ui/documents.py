"""Accessible PDF (PDF/UA-1) from Typst templates. Text reaches a template as data and is never read as markup."""

import json
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


def pdf(template: str, content: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """A PDF/UA-1 document: `template` is a path below the package, such as "thread/typst/synopsis.typ".

    `content` must be what JSON can hold; the template reads it as `json(bytes(sys.inputs.content))`. The same content
    at the same moment gives the same bytes. Typst refuses what is not accessible: pictures without words, skipped
    headings.
    """
    made: bytes = typst.compile(
        str(PACKAGE / template),
        root=str(PACKAGE),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    return made


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
