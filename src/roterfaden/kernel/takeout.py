"""Everything a house owns in open formats: to look at, to take elsewhere, to keep for ever (ADR 58).

A ZIP with each table as JSON and as CSV, a JSON Schema for each, and the kept files. Unlike a backup it is for people
and other programs: it cannot be loaded again. What is declared personal (kernel.privacy) and the kept files, which may
name people, are in it only when asked for; sealed words and passwords never.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from roterfaden.kernel.archive.rows import AT_ONCE, columns, kept_models, stored
from roterfaden.kernel.archive.snapshot import snapshot
from roterfaden.kernel.archive.writing import stored_files
from roterfaden.kernel.privacy import Level, level_of
from roterfaden.kernel.tables import write_csv
from roterfaden.kernel.vault import SealedField

FORMAT = "roterfaden-bestand/1"
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
NEVER = frozenset({"password"})
"""Columns that give power and no information."""
TYPES: tuple[tuple[tuple[type[Any], ...], dict[str, str]], ...] = (
    ((models.BooleanField,), {"type": "boolean"}),
    ((models.IntegerField,), {"type": "integer"}),
    ((models.FloatField, models.DurationField), {"type": "number"}),
    ((models.DecimalField,), {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}),
    ((models.DateTimeField,), {"type": "string", "format": "date-time"}),
    ((models.DateField,), {"type": "string", "format": "date"}),
    ((models.TimeField,), {"type": "string"}),
    ((models.UUIDField,), {"type": "string", "format": "uuid"}),
    ((models.BinaryField,), {"type": "string", "contentEncoding": "base64"}),
    ((models.JSONField,), {}),
)
"""How a kind of column is described; what stands nowhere is text."""
README = """Roter Faden: der ganze Bestand in offenen Formaten, Stand {made_at}.

daten/….json   jede Tabelle als JSON, eine Zeile je Datensatz
daten/….csv    dieselbe Tabelle für Tabellenprogramme (UTF-8, Semikolon)
schema/….json  was jede Spalte bedeutet (JSON Schema 2020-12), mit der Stufe public, internal oder personal
{files}
manifest.json  Tabellen, Zeilen, Prüfsummen und was fehlt

{personal}
Verschlossene Worte und Passwörter sind nie enthalten. Auch ohne persönliche Angaben steht hier Internes, etwa noch
nicht veröffentlichte Beiträge: Geben Sie die Datei nicht ungeprüft weiter. Zum Wiederherstellen ist eine Sicherung da
(./faden manage backup), nicht diese Datei.
"""
WITH_PERSONAL = (
    "ACHTUNG: Diese Datei enthält persönliche Angaben und Dateien, in denen Namen stehen können. Verwahren Sie sie\n"
    "verschlossen und löschen Sie sie, sobald sie nicht mehr gebraucht wird.\n"
)
WITHOUT_PERSONAL = (
    "Spalten mit persönlichen Angaben und die hochgeladenen Dateien fehlen; manifest.json nennt die Spalten.\n"
)


@dataclass(frozen=True)
class TakenOut:
    """What was written: tables, rows, files."""

    tables: int
    rows: int
    files: int


def write_takeout(
    target: Path,
    *,
    now: datetime,
    with_personal: bool = False,
    without: Collection[str] = (),
    tell: Callable[[int, int], None] = lambda _done, _total: None,
    using: str = "",
) -> TakenOut:
    """Write everything to `target`, which appears only when it is complete. The rows are those of one moment: of a
    snapshot, or of `using`, a database nobody changes meanwhile.

    The tables of the contexts `without` are left out. `tell` hears how many tables of how many are written; what it
    raises ends the writing, and nothing is left.
    """
    models_in = [model for model in our_models() if model._meta.app_label not in without]
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            with nullcontext(using) if using else snapshot() as alias:
                tables = {}
                for count, model in enumerate(models_in):
                    tell(count, len(models_in))
                    tables[model._meta.label_lower] = _table(archive, model, alias, with_personal)
            files = _files(archive) if with_personal else 0
            manifest = {
                "format": FORMAT, "made_at": now.isoformat(), "with_personal": with_personal, "files": files,
                "without": sorted(without), "tables": tables,
            }  # fmt: skip
            archive.writestr("manifest.json", _json(manifest))
            archive.writestr("LIESMICH.txt", _readme(now, with_personal=with_personal, without=without))
        unfinished.chmod(0o600)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return TakenOut(len(tables), sum(table["rows"] for table in tables.values()), files)


def our_models() -> list[type[models.Model]]:
    """The tables of the house itself, by label; those of libraries say how it works, not what it knows."""
    return [model for model in kept_models() if model.__module__.startswith("roterfaden.")]


def shown_columns(model: type[models.Model], *, with_personal: bool) -> list["models.Field[Any, Any]"]:
    """The columns of a table that may be taken out."""
    return [
        field
        for field in columns(model)
        if not isinstance(field, SealedField)
        and field.name not in NEVER
        and (with_personal or level_of(model, field.name) != Level.PERSONAL)
    ]


def schema_of(model: type[models.Model], fields: list["models.Field[Any, Any]"]) -> dict[str, Any]:
    """The JSON Schema of a table: an array of rows, each column with its German name, level and allowed words."""
    return {
        "$schema": SCHEMA,
        "title": str(model._meta.verbose_name_plural),
        "type": "array",
        "items": {
            "type": "object",
            "properties": {field.attname: _described(model, field) for field in fields},
            "required": [field.attname for field in fields],
            "additionalProperties": False,
        },
    }


def _described(model: type[models.Model], field: "models.Field[Any, Any]") -> dict[str, Any]:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    known: dict[str, Any] = next(
        (dict(words) for kinds, words in TYPES if isinstance(target, kinds)), {"type": "string"}
    )
    if field.null and "type" in known:
        known["type"] = [known["type"], "null"]
    found: dict[str, Any] = {"title": str(field.verbose_name), **known, "x-level": level_of(model, field.name).value}
    if isinstance(field, models.ForeignKey):
        found["x-points-to"] = field.target_field.model._meta.label_lower
    if field.choices:
        found["x-words"] = {str(value): str(words) for value, words in field.flatchoices}
    return found


def _table(archive: zipfile.ZipFile, model: type[models.Model], using: str, with_personal: bool) -> dict[str, Any]:
    """One table in both formats with its schema; what the manifest says of it."""
    label, fields = model._meta.label_lower, shown_columns(model, with_personal=with_personal)
    names = [field.attname for field in fields]
    archive.writestr(f"schema/{label}.json", _json(schema_of(model, fields)))
    count, digest = 0, hashlib.sha256()
    with archive.open(f"daten/{label}.json", "w", force_zip64=True) as part:
        for count, values in enumerate(_rows(model, fields, using), start=1):
            row = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, separators=(",", ":"))
            piece = (b"[\n" if count == 1 else b",\n") + row.encode("utf-8")
            part.write(piece)
            digest.update(piece)
        part.write(b"\n]\n" if count else b"[]\n")
    with archive.open(f"daten/{label}.csv", "w", force_zip64=True) as part:
        for piece in write_csv(names, (map(_cell, values) for values in _rows(model, fields, using))):  # type: ignore[misc]
            part.write(piece)
    left_out = [field.attname for field in columns(model) if field not in fields]
    return {"rows": count, "columns": names, "left_out": left_out, "sha256": digest.hexdigest()}


def _rows(model: type[models.Model], fields: list["models.Field[Any, Any]"], using: str) -> Iterator[list[Any]]:
    """The rows in the order of their keys, in constant memory."""
    found = model._base_manager.using(using).order_by("pk").only(*[field.attname for field in fields])
    for row in found.iterator(chunk_size=AT_ONCE):
        yield [stored(field, row) for field in fields]


def _cell(value: Any) -> Any:
    """A value in one cell: what has parts stands there as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _files(archive: zipfile.ZipFile) -> int:
    """The kept files under their names in the store; how many."""
    count = 0
    for path in stored_files(settings.MEDIA_ROOT):
        with suppress(FileNotFoundError):  # erased meanwhile
            archive.write(path, f"dateien/{path.relative_to(settings.MEDIA_ROOT).as_posix()}")
            count += 1
    return count


def _readme(now: datetime, *, with_personal: bool, without: Collection[str]) -> str:
    files = "dateien/…       was hochgeladen wurde; files.keptfile sagt, was es ist" if with_personal else ""
    personal = WITH_PERSONAL if with_personal else WITHOUT_PERSONAL
    if without:
        personal += f"Ganz fehlen die Tabellen dieser Bereiche: {', '.join(sorted(without))}.\n"
    return README.format(made_at=now.isoformat(timespec="minutes"), files=files, personal=personal)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
