"""What people take away from a page: a table as CSV, XLSX or JSON, a chart as SVG or PNG. Shared by all surfaces.

Tables for people open by double click in a German spreadsheet. Those for programs are in `api.opendata`.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import typst
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from roterfaden.kernel.tables import write_csv, write_xlsx
from roterfaden.ui.charts import figures
from roterfaden.ui.charts.standalone import description_of, standalone
from roterfaden.ui.documents import PACKAGE, fonts
from roterfaden.ui.parts import Text
from roterfaden.web.limits import too_many, tried

TABLES = ("csv", "xlsx", "json")
PICTURES = ("svg", "png")
DRAWINGS = 60
"""Pictures one network address may have drawn within the window of `web.limits`."""
WIDTH = 768
SHARPNESS = 144
"""Dots an inch: twice the size of the drawing."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its words for people, its width in characters."""

    name: str
    label: Text
    width: int = 16


@dataclass(frozen=True)
class Table:
    """A table to take away. `above` says what it is, from where and of when, a line each."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    above: tuple[str, ...] = ()


def table_file(table: Table, form: str, name: str) -> HttpResponseBase:
    """The table as a file called `name`; a form not in TABLES is a ValueError."""
    labels = [str(column.label) for column in table.columns]
    if form == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            write_csv(labels, table.rows), content_type="text/csv; charset=utf-8"
        )
    elif form == "xlsx":
        widths = [column.width for column in table.columns]
        made = write_xlsx(labels, table.rows, sheet=table.title, widths=widths, above=(table.title, *table.above))
        response = FileResponse(made, content_type=XLSX)
    elif form == "json":
        names = [column.name for column in table.columns]
        found = [{key: plain(value) for key, value in zip(names, row, strict=True)} for row in table.rows]
        content = {"title": table.title, "notes": list(table.above), "rows": found}
        response = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")
    else:
        raise ValueError(f"no table is written as {form!r}")
    return _named(response, name, form)


def plain(value: Any) -> Any:
    """A cell for JSON: days as YYYY-MM-DD, numbers as numbers, everything else as text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def may_draw(request: HttpRequest) -> bool:
    """Whether this address may have another picture drawn; counts it."""
    if too_many("drawn", request, DRAWINGS):
        return False
    tried("drawn", request)
    return True


def picture_file(chart: figures.Drawable, form: str, name: str, *, source: str, site: str = "") -> HttpResponse:
    """The chart as a file called `name`, with its question, source and description inside."""
    figure = figures.figure(chart)
    drawn = standalone(figure, source=source, site=site)
    if form == "svg":
        response = HttpResponse(drawn, content_type="image/svg+xml")
    elif form == "png":
        words = {"Title": str(figure.question), "Description": strip_tags(description_of(figure)), "Source": source}
        response = HttpResponse(png(drawn, words), content_type="image/png")
    else:
        raise ValueError(f"no picture is written as {form!r}")
    # An SVG opened by itself is a document of its own: it brings its styles and may load and run nothing.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    named: HttpResponse = _named(response, name, form)
    return named


def png(drawn: str, words: dict[str, str]) -> bytes:
    """A drawing as PNG, twice its size, with `words` as its text chunks (PNG 11.3.3)."""
    made = typst.compile(
        str(PACKAGE / "web" / "typst" / "picture.typ"), root=str(PACKAGE), font_paths=[str(fonts())],
        ignore_system_fonts=True, format="png", ppi=SHARPNESS, sys_inputs={"svg": drawn, "width": str(WIDTH)},
    )  # fmt: skip
    info = PngInfo()
    for key, text in words.items():
        info.add_itxt(key, text)
    out = io.BytesIO()
    with Image.open(io.BytesIO(made)) as image:
        image.save(out, "PNG", pnginfo=info)
    return out.getvalue()


def _named(response: Any, name: str, form: str) -> Any:
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
