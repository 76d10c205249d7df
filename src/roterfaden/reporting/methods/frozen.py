"""Frozen content: dataclasses as plain JSON and back, and how two contents differ. No database."""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

PLACES = 6


def rounded(value: float | None) -> float | None:
    """Six places, and no negative zero: the same text on every machine and database."""
    return None if value is None else round(float(value), PLACES) + 0.0


def as_json(snapshot: Any) -> dict[str, Any]:
    """A frozen dataclass as plain JSON values; dates as ISO text, tuples as lists."""
    plain: dict[str, Any] = _plain(asdict(snapshot))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


Part = TypeVar("Part")


def read_as(kind: type[Part], content: dict[str, Any]) -> Part:
    """What `as_json` wrote, as the dataclass it was."""
    shape: Any = kind
    hints = _hints(shape)
    return kind(**{field.name: _value(hints[field.name], content[field.name]) for field in fields(kind)})  # type: ignore[arg-type]


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, content: Any) -> Any:
    if content is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in content)
    kind: Any = next((option for option in get_args(hint) if option is not NoneType), hint)
    if kind is date:
        return date.fromisoformat(content)
    return read_as(kind, content) if isinstance(kind, type) and is_dataclass(kind) else content


@dataclass(frozen=True)
class Difference:
    """Where two contents differ: the path, what was frozen, what comes out now."""

    path: str
    frozen: Any
    now: Any


def differences(frozen: Any, now: Any, path: str = "") -> tuple[Difference, ...]:
    """All places where two JSON contents differ, in reading order."""
    if isinstance(frozen, dict) and isinstance(now, dict):
        names = list(frozen) + [name for name in now if name not in frozen]
        return tuple(
            each for name in names for each in differences(frozen.get(name), now.get(name), f"{path}.{name}".strip("."))
        )
    if isinstance(frozen, list) and isinstance(now, list) and len(frozen) == len(now):
        return tuple(
            each
            for index, (old, new) in enumerate(zip(frozen, now, strict=True))
            for each in differences(old, new, f"{path}[{index}]")
        )
    return () if frozen == now else (Difference(path, frozen, now),)
