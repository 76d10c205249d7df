"""The display in the waiting room: which number goes to which room. Numbers only; nobody signs in at a screen."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.advice import queries
from roterfaden.kernel.time import local_day
from roterfaden.public.nav import private, public_page
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def waiting_room(request: HttpRequest, site: UUID) -> HttpResponse:
    """The newest call large, those before it below. The page renews itself, with and without scripts."""
    now = timezone.now()
    found = get_visible(queries.advised_sites(local_day(now)), uid=site)
    context = {"place": found, "display": queries.display(found, local_day(now))}
    template = (
        "public/waiting_room/_calls.html" if request.headers.get("HX-Request") else "public/waiting_room/room.html"
    )
    return private(public_page(request, template, context))


urlpatterns: list[URLPattern] = [path("beratung/warteraum/<uuid:site>/", waiting_room, name="waiting_room")]
