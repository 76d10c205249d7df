"""Verarbeitungen: the record of processing and the template of the impact assessment, as a page and as DOCX."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.web.context import house_of
from roterfaden.web.processing import Record, assessment_docx, records, records_docx, risks

add_entry(
    route="office:processing", label=gettext_lazy("Verarbeitungen"), position=892, permission="accounts.view_processing"
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class ProcessingPage:
    """What is processed, by activity."""

    records: tuple[Record, ...]


@require_safe
@opens_with("accounts.view_processing")
def processing(request: HttpRequest) -> HttpResponse:
    """Which personal data the program keeps, for what, and for how long."""
    return office_page(request, "office/settings/processing.html", ProcessingPage(records()))


@require_safe
@opens_with("accounts.view_processing")
def processing_file(request: HttpRequest, name: str) -> HttpResponse:
    """One of the two documents, to be completed and signed."""
    house = house_of(request)
    title, now = house.name if house else "", timezone.now()
    with translation.override("de"):
        if name == "verzeichnis":
            made = records_docx(records(), house=title, made_at=now)
        elif name == "folgenabschaetzung":
            made = assessment_docx(records(), risks(), house=title, made_at=now)
        else:
            raise Http404
    response = HttpResponse(made, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.docx") or ""
    return response


urlpatterns: list[URLPattern] = [
    path("einstellungen/verarbeitungen/", processing, name="processing"),
    path("einstellungen/verarbeitungen/<slug:name>.docx", processing_file, name="processing_file"),
]
