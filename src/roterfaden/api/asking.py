"""How programs ask: the types of parameters, and lists page by page. Shared by all interfaces of ours.

The place in a list is the key of the last record, so rows that are added or vanish move nothing. A parameter nobody
knows is refused: one that is ignored would give a wrong answer that looks right.
"""

import re
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from roterfaden.api.opendata.addresses import address

LARGEST_KEY = 2**63 - 1
MOST, USUAL = 500, 100
PLAIN = r"^[^\x00-\x1f\x7f]*$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written_day(value: Any) -> Any:
    """Days are written YYYY-MM-DD; a bare number is no day."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_written_day)]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$", max_length=80)]
AreaKey = Annotated[str, Field(pattern=r"^[0-9]{1,12}$")]
Key = Annotated[int, Field(ge=0, le=LARGEST_KEY)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Records on a page at most.")]


class Listed(Schema):
    """What every list understands: `after` is the key behind which the page begins."""

    limit: Limit = USUAL


class ByKey(Listed):
    """A list in the order of whole-number keys."""

    after: Key = 0


def only(request: HttpRequest, asked: Schema) -> None:
    """Refuse parameters this operation does not know, and those given twice."""
    known = type(asked).model_fields
    unknown = sorted(name for name in request.GET if name not in known)
    twice = sorted(name for name in request.GET if len(request.GET.getlist(name)) > 1)
    if unknown or twice:
        raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{', '.join(unknown or twice)}: nicht bekannt oder doppelt")


def a_page(request: HttpRequest, rows: list[Any], asked: Listed, key: Callable[[Any], Any]) -> dict[str, Any]:
    """The page, with one row too many dropped and the address of the next page in its place."""
    shown = rows[: asked.limit]
    following = None
    if len(rows) > asked.limit:
        kept = {name: value for name, value in request.GET.items() if name != "after"}
        route = request.resolver_match.view_name if request.resolver_match else ""
        args = request.resolver_match.kwargs.values() if request.resolver_match else ()
        following = address(route, *args, **kept, after=key(shown[-1]))
    return {"data": shown, "next": following}
