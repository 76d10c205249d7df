"""How this house looks: its colour as a small stylesheet, and its logo. Both have addresses that change with them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from roterfaden.places.methods.colours import for_the_dark
from roterfaden.web.context import house_of
from roterfaden.web.files import send_file

KEPT_FOREVER = "public, max-age=31536000, immutable"
STYLE = """:root {{ --kern-color-action-default: {light}; }}
@media (prefers-color-scheme: dark) {{ :root {{ --kern-color-action-default: {dark}; }} }}
"""
"""KERN's colour for what one can act on: links, buttons, focus. The red thread and the status colours stay."""


@login_not_required
@require_safe
def house_style(request: HttpRequest) -> HttpResponse:
    """The colour of the house as two rules; no rule where it has none."""
    house = house_of(request)
    colour = house.colour if house else ""
    css = STYLE.format(light=colour, dark=for_the_dark(colour)) if colour else ""
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = _kept(request, colour[1:])
    return response


@login_not_required
@require_safe
def house_logo(request: HttpRequest) -> HttpResponseBase:
    """The logo, as small as it is shown, without its file's name; the program's mark where there is none."""
    house = house_of(request)
    if house is None or house.logo is None:
        return redirect(static("ui/img/roter-faden.svg"))
    response = send_file(house.logo, as_attachment=False, preview=True)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = _kept(request, str(house.logo_id))
    return response


def _kept(request: HttpRequest, version: str) -> str:
    """What is asked for by its version never changes."""
    return KEPT_FOREVER if version and request.GET.get("v") == version else "no-cache"


urlpatterns: list[URLPattern] = [
    path("haus/farbe.css", house_style, name="house_style"),
    path("haus/logo.jpg", house_logo, name="house_logo"),
]
