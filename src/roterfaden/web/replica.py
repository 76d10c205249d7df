"""Public reading pages may be answered from a copy of the database that follows it (setting FADEN_REPLICA_URL, ADR 58).

The rule for what lags behind: only a GET or HEAD of a page in READING, and only without any cookie. Whoever has a
session or has opened a form has a cookie and reads from the database itself; a page with a code in its address is
never in READING, because it is read right after writing. What is written during such a request ends it: from then on
the request reads where it wrote. When the copy does not answer, the database does.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connections, models
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("roterfaden.replica")

REPLICA, PRIMARY = "replica", "default"
READING = frozenset({
    "start", "process", "heard", "emphases", "emphases_file", "events", "event", "event_documentation", "events_feed",
    "events_calendar", "contributions", "contributions_csv", "contributions_feed", "contribution", "outcomes",
    "synopsis", "synopsis_file", "concept", "field", "thread", "resolutions", "resolution", "paper", "paper_file",
    "municipalities", "municipality", "goals", "goal", "goal_file", "goal_picture", "reports", "report", "report_file",
    "data", "plain_language", "accessibility", "privacy", "imprint",
})  # fmt: skip
"""Pages that show the same to everybody and are not read to see what one has just done."""
REST_SECONDS = 30.0
"""How long a copy that did not answer is left alone."""

_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)
_resting_until = 0.0


class Router:
    """Sends reads to the copy while a request may read there; everything else to the database."""

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str | None:
        """The copy, or no opinion."""
        return REPLICA if _reads_replica.get() else None

    def db_for_write(self, model: type[models.Model], **_hints: Any) -> str:
        """Always the database; and this request does not read from the copy any more."""
        _reads_replica.set(False)
        return PRIMARY

    def allow_relation(self, one: models.Model, other: models.Model, **_hints: Any) -> bool | None:
        """The copy holds the same rows."""
        return True if {one._state.db, other._state.db} <= {PRIMARY, REPLICA} else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """The copy gets its tables from the database it follows."""
        return False if db == REPLICA else None


class ReplicaMiddleware:
    """Decides once for each request, when its page is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _reads_replica.set(False)
        try:
            return self.get_response(request)
        finally:
            _reads_replica.reset(token)

    def process_view(self, request: HttpRequest, *_args: object) -> None:
        """From here on this request reads from the copy, if it may."""
        _reads_replica.set(may_read_replica(request) and _is_awake())


def may_read_replica(request: HttpRequest) -> bool:
    """Whether a request is one of those that may see what was true a moment ago."""
    match = request.resolver_match
    return (
        request.method in {"GET", "HEAD"}
        and not request.COOKIES
        and match is not None
        and match.namespaces == ["public"]
        and match.url_name in READING
    )


def _is_awake() -> bool:
    """Whether the copy can be reached; one that cannot is not asked again for a while."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return False
    try:
        connections[REPLICA].ensure_connection()
    except OperationalError as error:
        _resting_until = time.monotonic() + REST_SECONDS
        logger.warning("the copy of the database does not answer: %s", type(error).__name__)
        return False
    return True
