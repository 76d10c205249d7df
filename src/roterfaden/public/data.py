"""Open data for people: what there is, under which terms, and where programs get it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.public.figure_files import house_licence, licence_words
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.datasets import datasets


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """All data sets with licence and formats, and the interfaces for programs."""
    own = house_licence()
    rows = [(found, licence_words(found.licence)) for found in datasets(on=local_day(timezone.now()), own=own)]
    return public_page(request, "public/open_data/data.html", {"rows": rows, "own": own})


urlpatterns: list[URLPattern] = [path("daten/", data, name="data")]
