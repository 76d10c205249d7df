"""The data sheet of a municipality, as it was published last."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import public_page
from roterfaden.reporting.models import Sheet
from roterfaden.reporting.queries.sheets import public_sheet
from roterfaden.ui.documents import pdf_response
from roterfaden.web.context import house_of
from roterfaden.web.files import send_file
from roterfaden.web.pages import get_visible
from roterfaden.web.reading import KEPT
from roterfaden.web.sheets import made_sheet, shown_sheet

DOCUMENTS = 10
"""Files that have to be made first, for one address in ten minutes."""


@login_not_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest published sheet to read."""
    area, found = _published(slug)
    context = {"area": area, "sheet": found, "shown": shown_sheet(found, house_of(request))}
    return public_page(request, "public/sheet/sheet.html", context)


@login_not_required
@require_safe
def sheet_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Its PDF; set now where nobody had it set before, and kept for a while."""
    area, found = _published(slug)
    if found.file is not None:
        return send_file(found.file)
    key = f"sheet:{found.checksum}"
    made = cache.get(key)
    if made is None:
        if too_many("written", request, DOCUMENTS):
            return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        tried("written", request)
        made = made_sheet(found, house_of(request))
        cache.set(key, made, KEPT)
    return pdf_response(made, f"datenspiegel-{area.slug}")


def _published(slug: str) -> tuple[Area, Sheet]:
    area = get_visible(partners(local_day(timezone.now())), slug=slug)
    found = public_sheet(area)
    if found is None:
        raise Http404
    return area, found


urlpatterns: list[URLPattern] = [
    path("kommunen/<slug:slug>/datenspiegel/", sheet, name="sheet"),
    path("kommunen/<slug:slug>/datenspiegel.pdf", sheet_file, name="sheet_file"),
]
