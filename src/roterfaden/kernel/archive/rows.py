"""Rows as lines of JSON, the same on SQLite and PostgreSQL: one array for each row, in the order of the columns."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from django.db.models.sql import InsertQuery

LEFT_OUT = {"sessions.session"}
"""Who is signed in is not kept: people sign in again."""
AT_ONCE = 1_000
VARIABLES = 30_000
"""SQLite takes 32,766 values in one statement."""


def kept_models() -> list[type[models.Model]]:
    """Every model with a table of its own, by label."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def columns(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The columns of a model's own table, in the order in which they are written."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines(model: type[models.Model], using: str) -> Iterator[bytes]:
    """All rows in the order of their keys, each as one line. Constant memory."""
    fields = columns(model)
    rows = model._base_manager.using(using).order_by("pk").only(*[field.attname for field in fields])
    for row in rows.iterator(chunk_size=AT_ONCE):
        values = [stored(field, row) for field in fields]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def checksum(model: type[models.Model], using: str) -> tuple[int, str]:
    """How many rows there are, and the SHA-256 of their lines."""
    count, digest = 0, hashlib.sha256()
    for line in lines(model, using):
        count += 1
        digest.update(line)
    return count, digest.hexdigest()


def insert(model: type[models.Model], found: Iterable[bytes], using: str) -> int:
    """Put lines back as rows with their keys, past every default and automatic value. Returns how many."""
    fields, batch, count = columns(model), [], 0
    most = max(1, min(AT_ONCE, VARIABLES // len(fields)))
    for line in found:
        values = json.loads(line)
        batch.append(model(**{field.attname: _value(field, each) for field, each in zip(fields, values, strict=True)}))
        count += 1
        if len(batch) == most:
            _insert(model, fields, batch, using)
            batch = []
    if batch:
        _insert(model, fields, batch, using)
    return count


def _insert(model: type[models.Model], fields: list[Any], batch: list[models.Model], using: str) -> None:
    query = InsertQuery(model)
    query.insert_values(fields, batch, raw=True)
    query.get_compiler(connection=connections[using]).execute_sql(None)


def stored(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    """The value of a column as JSON knows it. A JSON column that reads as objects of ours is taken as it is kept."""
    value = field.value_from_object(row)
    return field.get_prep_value(value) if isinstance(field, models.JSONField) else plain(value)


def plain(value: Any) -> Any:
    """A value as JSON knows it. Moments keep their microseconds, amounts their digits."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case timedelta():
            return value.total_seconds()
        case bytes() | memoryview():
            return base64.b64encode(value).decode("ascii")
        case models.fields.files.FieldFile():
            return value.name
        case _:
            return value


def _value(field: "models.Field[Any, Any]", value: Any) -> Any:
    """The value a field held; keys go through the column they point to."""
    if value is None:
        return None
    if isinstance(field, models.DurationField):
        return timedelta(seconds=value)
    if isinstance(field, models.JSONField):
        return value
    return field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)
