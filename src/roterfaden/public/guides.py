"""Wegweiser: the first steps, housing, school … in the language of the reader; or the way to Integreat."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from roterfaden.directory.queries import guide_lines, guide_view
from roterfaden.public.nav import page_language, public_page


@login_not_required
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """All guides; where the house keeps them at Integreat, one link there."""
    if settings.INTEGREAT_URL:
        return redirect(settings.INTEGREAT_URL)
    return public_page(request, "public/directory/guides.html", {"guides": guide_lines(page_language())})


@login_not_required
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide, section by section, each with the words it explains."""
    if settings.INTEGREAT_URL:
        return redirect(settings.INTEGREAT_URL)
    found = guide_view(slug, page_language())
    if found is None:
        raise Http404
    others = [each for each in guide_lines(page_language()) if each.slug != slug]
    return public_page(request, "public/directory/guide.html", {"view": found, "others": others})


urlpatterns: list[URLPattern] = [
    path("beratung/wegweiser/", guides, name="guides"),
    path("beratung/wegweiser/<slug:slug>/", guide, name="guide"),
]
