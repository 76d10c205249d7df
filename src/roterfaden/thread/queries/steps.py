"""One step of the thread, as a page shows it."""

from dataclasses import dataclass, field
from datetime import date

from roterfaden.indicators.queries import ShownValue
from roterfaden.thread.enums import Station

SHOWN = 3
"""How many single things of one station are shown before they are summed up."""


@dataclass(frozen=True)
class Tally:
    """How many of a kind: `label` in words, `code` for symbol and colour."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Step:
    """What happened at a station.

    `target` and `target_pk` name what the step links to (a `Focus` value or the kind of a page); the surface knows the
    address; a voice is named by the slug of its process and its number. `role` is the role of whoever did it, never a
    name. `code` is an outcome or status, shown with symbol and word. `language` is the language of `text` when people
    wrote it, else empty. `total` is set when a step stands for more things than it shows. A figure carries its `value`
    (small counts hidden) with `unit` and `decimals`.
    """

    station: Station
    title: str
    text: str = ""
    on: date | None = None
    until: date | None = None
    reason: str = ""
    role: str = ""
    code: str = ""
    language: str = ""
    target: str = ""
    target_pk: int | str | tuple[str, int] | None = None
    total: int | None = None
    tallies: tuple[Tally, ...] = field(default=())
    value: ShownValue | None = None
    unit: str = ""
    decimals: int = 0
    is_focus: bool = False
