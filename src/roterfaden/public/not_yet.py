"""What pages that speak for the house show while there is none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from roterfaden.public.nav import public_page
from roterfaden.web.context import house_of

View = Callable[..., HttpResponse]


def needs_house(view: View) -> View:
    """Decorator: before set-up the page says kindly that there is nothing yet, and where set-up begins."""

    @wraps(view)
    def housed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if house_of(request) is None:
            return public_page(request, "public/start/not_yet.html")
        return view(request, *args, **kwargs)

    return housed
