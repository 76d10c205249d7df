"""What the modules of the office interface share: answers every operation may give, and whose rows are looked at."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from roterfaden.accounts.models import User
from roterfaden.api.asking import ByKey, Slug
from roterfaden.api.opendata.records import Problem
from roterfaden.machines.models import AccessToken
from roterfaden.participation.models import Process, ProcessQuerySet
from roterfaden.places.models import Area

ERRORS = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.UNPROCESSABLE_ENTITY: Problem,
    HTTPStatus.TOO_MANY_REQUESTS: Problem,
}
MISSING = {HTTPStatus.NOT_FOUND: Problem, **ERRORS}
"""What an operation about one row may answer besides the row."""


class OfProcess(ByKey):
    """Records of one process."""

    process: Slug | None = None


def owner(request: HttpRequest) -> User:
    """The person in whose name the program acts."""
    token: AccessToken = request.auth  # type: ignore[attr-defined]
    return token.owner


def one(rows: QuerySet[Any], **lookup: Any) -> Any:
    """The first row found, or 404."""
    found = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def own_processes(request: HttpRequest) -> ProcessQuerySet:
    """The processes the owner may open."""
    return Process.objects.visible_to(owner(request))


def area_of(key: str | None) -> Area | None:
    """The area with an official key, or 404; None without a key."""
    return one(Area.objects.all(), key=key) if key else None
