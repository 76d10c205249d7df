"""Pages for what cannot be shown."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the reader's language, with a way on."""
    return render(request, "web/404.html", status=HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: it exists, but not for this person. Says which roles the person holds."""
    roles = [membership.get_role_display() for membership in _memberships(request)]
    return render(request, "web/403.html", {"roles": roles}, status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: most often the page stood open too long."""
    return render(request, "web/csrf_failure.html", status=HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: uses neither the database nor the session, because one of them may be the reason."""
    return HttpResponse(render_to_string("web/500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _memberships(request: HttpRequest) -> list:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return list(user.memberships.filter(ended_at=None).order_by("pk"))
