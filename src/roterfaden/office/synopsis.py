"""The synopsis for the office: every answer in force, with the reason for the file and in which role it was given."""

from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from roterfaden.office.moderation import PLANNING, chosen_process
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.synopsis import FORMS, is_too_long, sheet_of, synopsis_context, synopsis_file, too_long_words


@require_safe
@opens_with("concept.view_weighing")
def synopsis(request: HttpRequest) -> HttpResponse:
    """The table of one process, page by page."""
    return _page(request)


def _page(request: HttpRequest, *, status: int = HTTPStatus.OK) -> HttpResponse:
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    sheet, form = sheet_of(request, process=process, internal=True)
    context = synopsis_context(request, sheet, form) | {"too_long": too_long_words()}
    frame = {"process": process, "processes": processes}
    return office_page(request, "office/weighing/synopsis.html", context | frame, status=status)


@require_safe
@opens_with("concept.view_weighing")
def synopsis_download(request: HttpRequest, form: str) -> HttpResponse | FileResponse:
    """The whole table as a file."""
    process, _processes = chosen_process(request, *PLANNING)
    if form not in FORMS or process is None:
        raise Http404
    sheet, _filter = sheet_of(request, process=process, internal=True)
    if form != "xlsx" and is_too_long(sheet):
        return _page(request, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return synopsis_file(sheet, form)


urlpatterns: list[URLPattern] = [
    path("abwaegung/tabelle/", synopsis, name="synopsis"),
    path("abwaegung/tabelle.<slug:form>", synopsis_download, name="synopsis_file"),
]
