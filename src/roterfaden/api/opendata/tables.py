"""Data sets as files: CSV by RFC 4180 with its Table Schema, JSON, and all of them as one Data Package.

For programs: comma, point, UTF-8 without a mark. What people open in a spreadsheet is on the pages (web.takeaway).
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.utils.translation import gettext as _

from roterfaden.api.opendata.addresses import address
from roterfaden.indicators.methods.licences import Licence
from roterfaden.kernel.tables import neutral
from roterfaden.thread.queries.datasets import DataRow, Dataset

IN_MEMORY = 2 * 1024 * 1024
KEY_PATTERN = "^[0-9]{1,12}$"


@dataclass(frozen=True)
class Field:
    """A column of a data set as its Table Schema describes it."""

    name: str
    type: str
    title: str
    description: str = ""
    constraints: tuple[tuple[str, Any], ...] = ()


def fields() -> tuple[Field, ...]:
    """The columns of every data set, in their order."""
    required = (("required", True),)
    return (
        Field("indicator", "string", _("Messgröße"), _("Kurzname, bleibt immer gleich"), required),
        Field("definition", "integer", _("Nummer der Definition"), _("steigt, wenn anders gezählt wird"), required),
        Field("area_key", "string", _("Gebietsschlüssel"), _("amtlich, mit führender Null"),
              (*required, ("pattern", KEY_PATTERN))),
        Field("area", "string", _("Gebiet"), "", required),
        Field("breakdown", "string", _("Gliederung"), _("leer: insgesamt")),
        Field("period_start", "date", _("Zeitraum von"), "", required),
        Field("period_end", "date", _("Stand"), _("letzter Tag, von dem der Wert spricht"), required),
        Field("value", "number", _("Wert"), _("leer, wo nur ein Zeichen gezeigt werden darf")),
        Field("unit", "string", _("Einheit"), "", required),
        Field("status", "string", _("Bedeutung"), _("normal, provisional, estimated …; suppressed: kleine Zahl"),
              required),
        Field("note", "string", _("Zeichen in Worten")),
        Field("known_on", "date", _("bekannt seit"), _("Tag, an dem der Wert hier bekannt wurde"), required),
        Field("base", "string", _("Bevölkerungsbasis")),
        Field("source", "string", _("Quelle"), "", required),
        Field("licence", "string", _("Lizenz"), _("Code aus DCAT-AP.de; other-closed: nicht angegeben"), required),
    )  # fmt: skip


def cells(row: DataRow) -> list[Any]:
    """A row in the order of `fields`."""
    return [
        row.indicator, row.definition, row.area_key, row.area, row.breakdown, row.period_start, row.period_end,
        None if row.value is None else plain_number(row.value), row.unit, row.status, row.note, row.known_on, row.base,
        row.source, row.licence.code,
    ]  # fmt: skip


def plain_number(value: Any) -> str:
    """A number with a point and without trailing zeros: 12.500000 is "12.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def csv_file(rows: Iterable[DataRow]) -> IO[bytes]:
    """All rows as CSV, open at its beginning; in constant memory. No text is a formula; numbers stay as they are."""
    found = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller reads and closes it
    text = io.TextIOWrapper(found, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    names = [field.name for field in fields()]
    number = names.index("value")
    writer.writerow(names)
    for row in rows:
        told = cells(row)
        writer.writerow(
            [neutral(cell) if isinstance(cell, str) and place != number else cell for place, cell in enumerate(told)]
        )
    text.detach()
    found.seek(0)
    return found


def table_schema() -> dict[str, Any]:
    """The Table Schema of every data set (specs.frictionlessdata.io/table-schema)."""
    return {
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                "title": field.title,
                **({"description": field.description} if field.description else {}),
                **({"constraints": dict(field.constraints)} if field.constraints else {}),
            }
            for field in fields()
        ],
        "missingValues": [""],
        "primaryKey": ["indicator", "definition", "area_key", "breakdown", "period_start", "period_end"],
    }


def resource(found: Dataset) -> dict[str, Any]:
    """A data set as a resource of a Data Package (specs.frictionlessdata.io/data-resource)."""
    return {
        "name": found.slug,
        "title": found.title,
        "description": found.text,
        "path": address("api:dataset_csv", found.slug),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": address("api:dataset_schema", found.slug),
        "sources": [{"title": source} for source in found.sources or (found.source,)],
        "licenses": [licence_object(found.licence)],
    }


def licence_object(licence: Licence) -> dict[str, str]:
    """A licence as a Data Package names it."""
    return {"name": licence.code, "title": licence.name or _("nicht angegeben"), "path": licence.url or licence.uri}


def json_content(found: Dataset, rows: Iterable[DataRow]) -> bytes:
    """A data set as JSON: what it is, its columns, its rows."""
    names = [field.name for field in fields()]
    data = []
    for row in rows:
        record = dict(zip(names, cells(row), strict=True))
        record["value"] = None if row.value is None else float(record["value"])
        data.append({name: str(value) if isinstance(value, date) else value for name, value in record.items()})
    content = resource(found) | {
        "path": address("api:dataset_json", found.slug), "format": "json", "mediatype": "application/json",
        "profile": "data-resource", "data": data,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")
