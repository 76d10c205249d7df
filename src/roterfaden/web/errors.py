"""Pages for what cannot be shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the reader's language, with a way on."""
    return render(request, "web/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: visible, but not allowed; says why not."""
    return render(request, "web/403.html", {"exception": exception}, status=403)


def server_error(request: HttpRequest, *_args: Any) -> HttpResponse:
    """500: no database, no context processors."""
    return render(None, "web/500.html", status=500) if request is None else HttpResponse(status=500)
