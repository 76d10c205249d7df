"""What may be asked of a list: time windows, size of a page, without embedded lists, from where on."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

PAGE_SIZE = 100
"""Objects on a page at most, and unless fewer are asked for."""
YEARS = (1900, 2999)
_LIMIT = re.compile(r"0*[1-9][0-9]{0,8}")
_AFTER = re.compile(r"([0-9])\.([1-9][0-9]{0,17})")
_SECOND = timedelta(seconds=1)


class BadParameter(ValueError):
    """A parameter that cannot be understood; better said than ignored."""


@dataclass(frozen=True)
class Asked:
    """Parameters of a list as understood. `kept` is how they stand in every link."""

    created: tuple[datetime | None, datetime | None] = (None, None)
    modified: tuple[datetime | None, datetime | None] = (None, None)
    internal: bool = True
    limit: int = PAGE_SIZE
    after: tuple[int, int] = (0, 0)
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def wants_tombstones(self) -> bool:
        """What is gone is told to who asks for changes, and to nobody else."""
        return self.modified[0] is not None


def asked(parameters: QueryDict) -> Asked:
    """Read the parameters. A `+` that came in unescaped arrives as a space and is taken for a plus."""
    query, kept = {name: str(parameters[name]) for name in parameters}, dict[str, str]()
    windows = {name: (_moment(f"{name}_since", query, kept), _moment(f"{name}_until", query, kept))
               for name in ("created", "modified")}  # fmt: skip
    omit = query.get("omit_internal", "false")
    if omit not in {"true", "false"}:
        raise BadParameter("omit_internal: true oder false")
    if omit == "true":
        kept["omit_internal"] = omit
    limit = PAGE_SIZE
    if "limit" in query:
        if not _LIMIT.fullmatch(query["limit"]):
            raise BadParameter("limit: eine ganze Zahl ab 1")
        limit = min(int(query["limit"]), PAGE_SIZE)
        kept["limit"] = str(limit)
    after = (0, 0)
    if "after" in query:
        found = _AFTER.fullmatch(query["after"])
        if found is None:
            raise BadParameter("after: nur aus den Links einer Seite")
        after = (int(found[1]), int(found[2]))
    return Asked(windows["created"], windows["modified"], omit == "false", limit, after, kept)


def within(name: str, window: tuple[datetime | None, datetime | None]) -> Q:
    """Rows whose moment lies in the window, both ends included, compared as it is written: in whole seconds."""
    since, until = window
    found = Q()
    if since is not None:
        found &= Q(**{f"{name}__gte": since if not since.microsecond else since.replace(microsecond=0) + _SECOND})
    if until is not None:
        found &= Q(**{f"{name}__lt": until.replace(microsecond=0) + _SECOND})
    return found


def _moment(name: str, query: dict[str, str], kept: dict[str, str]) -> datetime | None:
    if name not in query:
        return None
    text = query[name].strip().replace(" ", "+")
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadParameter(f"{name}: jjjj-mm-ttThh:mm:ss±hh:mm") from error
    kept[name] = text
    first, last = YEARS
    if not first <= value.year <= last:
        value = value.replace(year=min(max(value.year, first), last), month=1, day=1)
    return value if timezone.is_aware(value) else timezone.make_aware(value)
