"""The only way a value gets from a row into a bundle: fields that are declared public, and no others."""

from datetime import date
from typing import Any

from django.db.models import Model

from roterfaden.kernel.privacy import Level, level_of
from roterfaden.transfer.errors import NotPublic


def carried(row: Model, *names: str) -> dict[str, Any]:
    """The values of these fields of a row, days as ISO text.

    Raises NotPublic when one of them is not declared public in `Privacy`: then nothing leaves the house.
    """
    return {name: _plain(public_value(row, name)) for name in names}


def public_value(row: Model, name: str) -> Any:
    """The value of one field as it is. Raises NotPublic like `carried`."""
    if level_of(type(row), name) is not Level.PUBLIC:
        raise NotPublic(f"{row._meta.label}.{name}")
    return getattr(row, name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
