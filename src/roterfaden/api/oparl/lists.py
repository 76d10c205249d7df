"""Pages of a list. The place in it is the key of the last row, so rows that are added or vanish move nothing."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from roterfaden.api.oparl.addresses import with_query
from roterfaden.api.oparl.filters import Asked, within
from roterfaden.api.oparl.objects import Json
from roterfaden.api.oparl.rows import Source
from roterfaden.places.models import Instance


def page(url: str, sources: Sequence[Source], asked: Asked, house: Instance) -> Json:
    """One page: data, how many there are, links. Two queries a source, one for the last page, and what rows embed."""
    rows = [_rows(source, asked) for source in sources]
    counts = [found.count() for found in rows]
    total, pages = sum(counts), -(-sum(counts) // asked.limit)
    picked = _picked(rows, asked)
    shown, more = picked[: asked.limit], len(picked) > asked.limit
    data: list[Json] = []
    for index, source in enumerate(sources):
        part = [row for at, row in shown if at == index]
        if part and asked.wants_tombstones:
            data += source.with_tombstones(part, house, internal=asked.internal)
        elif part:
            data += source.present(part, house, asked.internal)
    links = {"first": with_query(url, asked.kept), "self": _link(url, asked, asked.after)}
    if more:
        index, row = shown[-1]
        links["next"] = _link(url, asked, (index, row.pk))
    links["last"] = _link(url, asked, _before((pages - 1) * asked.limit, rows, counts))
    pagination = {"totalElements": total, "elementsPerPage": asked.limit, "totalPages": pages}
    return {"data": data, "pagination": pagination, "links": links}


def _rows(source: Source, asked: Asked) -> QuerySet[Any]:
    rows = source.ever if asked.wants_tombstones else source.public
    inside = within(source.created, asked.created) & within(source.modified, asked.modified)
    return rows.filter(inside).order_by("pk")


def _picked(rows: Sequence[QuerySet[Any]], asked: Asked) -> list[tuple[int, Any]]:
    """One row more than the page holds, so that it is known whether there is a next one."""
    start, pk = asked.after
    picked: list[tuple[int, Any]] = []
    for index, found in enumerate(rows):
        wanted = asked.limit + 1 - len(picked)
        if index >= start and wanted:
            part = found.filter(pk__gt=pk) if index == start else found
            picked += [(index, row) for row in part[:wanted]]
    return picked


def _before(offset: int, rows: Sequence[QuerySet[Any]], counts: Sequence[int]) -> tuple[int, int]:
    """Behind which row the last page begins."""
    if offset > 0:
        for index, (found, count) in enumerate(zip(rows, counts, strict=True)):
            if offset <= count:
                keys = list(found.values_list("pk", flat=True)[offset - 1 : offset])
                return (index, keys[0]) if keys else (0, 0)
            offset -= count
    return (0, 0)


def _link(url: str, asked: Asked, after: tuple[int, int]) -> str:
    place = {"after": f"{after[0]}.{after[1]}"} if after != (0, 0) else {}
    return with_query(url, asked.kept | place)
