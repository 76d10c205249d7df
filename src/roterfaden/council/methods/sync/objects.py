"""Whole answers: the entrance of a system, pages of lists, single objects and what is embedded in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from roterfaden.council.enums import ForeignKind, SyncFault
from roterfaden.council.errors.sync import NoOParl
from roterfaden.council.methods.sync.matching import reference_key
from roterfaden.council.methods.sync.values import (
    Json,
    as_day,
    as_flag,
    as_moment,
    as_objects,
    as_text,
    as_url,
    as_urls,
    digest_of,
    object_key,
    type_of,
    without_persons,
)

LONGEST_URL = 1_000
TYPES = {
    "Paper": ForeignKind.PAPER,
    "Consultation": ForeignKind.CONSULTATION,
    "AgendaItem": ForeignKind.AGENDA_ITEM,
    "Meeting": ForeignKind.MEETING,
    "Organization": ForeignKind.ORGANIZATION,
}
EMBEDDED = {
    ForeignKind.PAPER: {"consultation": ForeignKind.CONSULTATION},
    ForeignKind.CONSULTATION: {"agendaItem": ForeignKind.AGENDA_ITEM, "meeting": ForeignKind.MEETING},
    ForeignKind.AGENDA_ITEM: {"meeting": ForeignKind.MEETING},
    ForeignKind.MEETING: {"agendaItem": ForeignKind.AGENDA_ITEM},
}
"""Where an object holds others, or their addresses."""


@dataclass(frozen=True)
class Found:
    """A body a system has: its address, name, official key and lists."""

    url: str
    name: str
    ags: str
    papers: str


@dataclass(frozen=True)
class Entrance:
    """What stands behind the address somebody typed in: the system, a list of bodies, or one body."""

    version: str
    bodies_url: str
    bodies: tuple[Found, ...]
    next_url: str = ""


@dataclass(frozen=True)
class ListPage:
    """One page of a list: objects, where it goes on, what was odd."""

    objects: tuple[Json, ...]
    next_url: str
    faults: tuple[SyncFault, ...] = ()
    total_pages: int = 0
    """How many there are, as the list says; 0 when it does not."""


@dataclass(frozen=True)
class ForeignRow:
    """An object as it is kept: what is searched for, and everything it said apart from persons."""

    kind: ForeignKind
    url: str
    key: str
    name: str
    reference: str
    reference_key: str
    dated_on: date | None
    modified_at: datetime | None
    is_deleted: bool
    raw: Json
    digest: str


def read_entrance(value: Any) -> Entrance:
    """What stands behind an address. Raises NoOParl when it is neither system nor body."""
    page = read_page(value)
    single = value if isinstance(value, dict) and "data" not in value else None
    if single is not None and (type_of(single) == "System" or "oparlVersion" in single):
        embedded_bodies = tuple(_body(each) for each in as_objects(single.get("body")))
        return Entrance(_version(single), "" if embedded_bodies else as_url(single.get("body")), embedded_bodies)
    bodies = tuple(_body(each) for each in page.objects if as_url(each.get("paper")))
    if not bodies:
        raise NoOParl()
    return Entrance(_version(page.objects[0]), "", bodies, page.next_url)


def read_page(value: Any) -> ListPage:
    """One page of a list: as it should be, as a bare list, or as one object where a list is due."""
    if isinstance(value, list):
        return ListPage(as_objects(value), "", (SyncFault.WRONG_VALUE,) if value else ())
    if not isinstance(value, dict):
        return ListPage((), "", (SyncFault.UNREADABLE,))
    if "data" not in value:
        return ListPage((value,), "", (SyncFault.WRONG_VALUE,)) if value.get("id") else ListPage((), "")
    data, links = value["data"], value.get("links")
    odd = (SyncFault.WRONG_VALUE,) if not isinstance(data, list) or len(as_objects(data)) < len(data) else ()
    following = as_url(links.get("next")) if isinstance(links, dict) else ""
    counts = value.get("pagination")
    total = as_text(counts.get("totalPages"), 9) if isinstance(counts, dict) else ""
    return ListPage(as_objects(data), following, odd, int(total) if total.isascii() and total.isdigit() else 0)


def read_row(value: Json, expected: ForeignKind) -> tuple[ForeignRow | None, tuple[SyncFault, ...]]:
    """An object of a list that promises `expected`, and what was odd. None: it cannot be kept."""
    faults: list[SyncFault] = []
    url, named = as_url(value.get("id")), type_of(value)
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_URL:
        return None, (SyncFault.NO_ID,)
    if not named:
        # Tombstones of some servers (SD.NET) have no type; that is no fault worth a word.
        faults += [] if as_flag(value.get("deleted")) else [SyncFault.NO_TYPE]
    elif TYPES.get(named) != expected:
        return None, (SyncFault.OTHER_TYPE,)
    dated_on = as_day(value.get("date") or value.get("start"))
    if value.get("date") and dated_on is None:
        faults.append(SyncFault.WRONG_VALUE)
    reference = as_text(value.get("reference"), 80)
    raw = _without_embedded(without_persons(value), expected)
    row = ForeignRow(
        kind=expected,
        url=url,
        key=object_key(url),
        name=row_name(value),
        reference=reference,
        reference_key=reference_key(reference),
        dated_on=dated_on,
        modified_at=as_moment(value.get("modified")),
        is_deleted=bool(as_flag(value.get("deleted"))),
        raw=raw,
        digest=digest_of(raw),
    )
    return row, tuple(faults)


def row_name(value: Json) -> str:
    """What an object is called."""
    return as_text(value.get("name") or value.get("shortName"))


def embedded(value: Json, kind: ForeignKind) -> Iterator[tuple[Json, ForeignKind]]:
    """The objects that stand inside another one, and what they are."""
    for name, inner in EMBEDDED.get(kind, {}).items():
        for each in as_objects(value.get(name)):
            yield each, inner


def details_of(kind: ForeignKind, raw: Json) -> Iterator[tuple[str, ForeignKind]]:
    """Addresses that lead from an object to what was decided: paper → step → agenda item and meeting → body."""
    if kind == ForeignKind.PAPER:
        yield from ((url, ForeignKind.CONSULTATION) for url in as_urls(raw.get("consultation")))
    if kind == ForeignKind.CONSULTATION:
        yield from ((url, ForeignKind.AGENDA_ITEM) for url in as_urls(raw.get("agendaItem"))[:1])
    if kind in {ForeignKind.CONSULTATION, ForeignKind.AGENDA_ITEM}:
        yield from ((url, ForeignKind.MEETING) for url in as_urls(raw.get("meeting"))[:1])
    if kind in {ForeignKind.CONSULTATION, ForeignKind.MEETING}:
        yield from ((url, ForeignKind.ORGANIZATION) for url in as_urls(raw.get("organization"))[:3])


def _without_embedded(raw: Json, kind: ForeignKind) -> Json:
    """Objects inside become their addresses: each is kept once, or not at all. A meeting names no agenda items: there
    are hundreds, and a step knows its own."""
    kept = dict(raw)
    for name in EMBEDDED.get(kind, {}):
        if name in kept:
            kept[name] = list(as_urls(kept[name]))
    if kind == ForeignKind.MEETING:
        kept.pop("agendaItem", None)
    return kept


def _body(value: Json) -> Found:
    return Found(
        url=as_url(value.get("id")),
        name=row_name(value),
        ags=as_text(value.get("ags"), 12),
        papers=as_url(value.get("paper")),
    )


def _version(value: Json) -> str:
    """ "1.0" or "1.1", as the system says or as its types are called; empty when neither tells."""
    told = as_text(value.get("oparlVersion"), 200) + " " + as_text(value.get("type"), 200)
    return next((version for version in ("1.1", "1.0") if version in told), "")
