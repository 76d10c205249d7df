"""Editions to take away: PDF and DOCX of what the page says, and the cited figures as XLSX and CSV."""

from collections.abc import Callable

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from roterfaden.concept.methods.written import WrittenDocument
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.exports import annex_csv, annex_xlsx, edition_document
from roterfaden.reporting.models import Edition, SheetEdition
from roterfaden.reporting.queries.annex import cited_values
from roterfaden.reporting.queries.editions import EditionView
from roterfaden.ui.filters import day
from roterfaden.web.feedback import feedback, feedback_document
from roterfaden.web.reading import FORMS, document_bytes, file_response

ANNEXES = ("xlsx", "csv")
EDITION_FORMS = (*FORMS, *ANNEXES)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = {Audience.GROUP: "dossier", Audience.COUNCIL: "bericht", Audience.PUBLIC: "rueckmeldung"}


def document_of(edition: Edition, view: EditionView, *, site: str) -> WrittenDocument:
    """What an audience reads, as a document: the feedback in the language of the page, the others in German."""
    if edition.audience == Audience.PUBLIC:
        return feedback_document(view, feedback(edition, view.content), site=site)
    return edition_document(view, site=site)


def edition_file(
    edition: Edition, view: EditionView, form: str, *, site: str, may_make: Callable[[], bool]
) -> HttpResponseBase | None:
    """One of `EDITION_FORMS`; None when it would have to be made and may not be now."""
    name = f"{NAMES[Audience(edition.audience)]}-{view.report_slug}-{edition.number}"
    if form in ANNEXES:
        return annex_file(edition, form, name=f"werte-{name}", above=[view.title, view.checksum])
    made = document_bytes(document_of(edition, view, site=site), form, may_make=may_make)
    return None if made is None else file_response(made, name, form)


def annex_file(edition: Edition | SheetEdition, form: str, *, name: str, above: list[str]) -> HttpResponseBase:
    """All cited values as "xlsx" or "csv"."""
    if form == "csv":
        response = StreamingHttpResponse(annex_csv(cited_values(edition)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    known = _("Datenstand: %(day)s") % {"day": day(edition.known_on)}
    made = annex_xlsx(cited_values(edition), above=[*above, known])
    return FileResponse(made, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
