"""The synopsis for everybody: each voice with the published answer, to read and to take away."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import public_page
from roterfaden.web.synopsis import FORMS, is_too_long, sheet_of, synopsis_context, synopsis_file, too_long_words

DOCUMENTS = 10
"""DOCX and PDF for one address in ten minutes: making one takes seconds."""


@login_not_required
@require_safe
def synopsis(request: HttpRequest) -> HttpResponse:
    """The table page by page."""
    return _page(request)


def _page(request: HttpRequest, *, status: int = HTTPStatus.OK) -> HttpResponse:
    sheet, form = sheet_of(request)
    context = synopsis_context(request, sheet, form) | {"too_long": too_long_words()}
    return public_page(request, "public/outcome/synopsis.html", context, status=status)


@login_not_required
@require_safe
def synopsis_download(request: HttpRequest, form: str) -> HttpResponse | FileResponse:
    """The whole table as a file; what is too long for DOCX and PDF leads back to the filter."""
    if form not in FORMS:
        raise Http404
    sheet, _filter = sheet_of(request)
    if form != "xlsx":
        if is_too_long(sheet):
            return _page(request, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if too_many("synopsis", request, DOCUMENTS):
            return public_page(request, "public/outcome/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        tried("synopsis", request)
    return synopsis_file(sheet, form)
