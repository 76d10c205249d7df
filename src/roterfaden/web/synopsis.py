"""The synopsis (Abwägungstabelle) as people take it away: XLSX, DOCX and accessible PDF, from the same cells.

A cell is a few lines, each in its own language; what the house wrote is marked too, where the table is in another one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roterfaden.kernel.tables import write_xlsx
from roterfaden.participation.models import Contribution, Process
from roterfaden.places.models import Instance
from roterfaden.thread.queries.outcomes import end_labels
from roterfaden.thread.queries.synopsis import Synopsis, SynopsisRow
from roterfaden.thread.queries.voices import UNANSWERED, choices
from roterfaden.ui.documents import pdf, pdf_response
from roterfaden.ui.filters import day, number, text_dir
from roterfaden.web.outcomes import OutcomesFilter
from roterfaden.web.synopsis_docx import write_docx

PAGE_SIZE = 100
MOST = 2_000
"""Voices a DOCX or PDF holds at most; the XLSX holds all."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = ("xlsx", "docx", "pdf")
TEMPLATE = "web/typst/synopsis.typ"


@dataclass(frozen=True)
class Line:
    """A line of a cell; `lang` is empty where it is that of the table. Small: a remark about the line before."""

    text: str
    lang: str = ""
    is_small: bool = False

    @property
    def dir(self) -> str:
        """Where it is written from; empty as the table."""
        return text_dir(self.lang) if self.lang else ""


Cells = tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A synopsis with what stands above it. `narrowed` says what it is restricted to; empty: nothing."""

    synopsis: Synopsis
    title: str
    narrowed: str
    site: str
    made_at: datetime

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns of the readable table."""
        heads = (_("Nr."), _("Beitrag"), _("Handlungsfeld und Thema"), _("Stelle im Konzept"), _("Ergebnis"),
                 _("Begründung"))  # fmt: skip
        return (*heads, _("Für die Akte"), _("am")) if self.synopsis.internal else (*heads, _("am"))

    @property
    def widths(self) -> tuple[int, ...]:
        """Parts of the width of the page."""
        return (5, 25, 14, 14, 12, 22, 18, 9) if self.synopsis.internal else (5, 32, 16, 17, 13, 28, 10)

    @property
    def above(self) -> str:
        """What the table is restricted to, in one sentence."""
        return _("Auszug. Nur Beiträge mit: %(filter)s") % {"filter": self.narrowed} if self.narrowed else ""

    def cells(self, row: SynopsisRow) -> Cells:
        """A row of the readable table."""
        house = _house_language()
        file = (_said(row.reason, house), _said(row.role, small=True)) if self.synopsis.internal else ()
        unpublished = "" if row.is_published else _("noch nicht veröffentlicht")
        cells = [
            (_said(str(row.number)),),
            (_said(row.words, row.language), _said(row.note, small=True), _said(_translated(row), "de", small=True)),
            (_said(row.field_name, house), _said(row.theme, house, small=True)),
            (_said(f"{row.element_number} {row.element_title}".strip(), house),),
            (_said(outcome_words(row)), _said(row.referred_to, house, small=True), _said(unpublished, small=True)),
            (_said(row.plain_reason, house),),
            *([file] if self.synopsis.internal else []),
            (_said(day(row.answered_on, "medium") if row.answered_on else ""),),
        ]
        return tuple(tuple(line for line in cell if line.text) for cell in cells)


def _said(text: str, lang: str = "", *, small: bool = False) -> Line:
    return Line(text, "" if lang == get_language() else lang, small)


def _house_language() -> str:
    return settings.LANGUAGE_CODE


def _translated(row: SynopsisRow) -> str:
    """The German translation; its label is German too, because the line is marked as German."""
    if not row.translation:
        return ""
    label = "Maschinelle Übersetzung" if row.is_machine else "Übersetzung"
    return f"{label}: {row.translation}"


def outcome_words(row: SynopsisRow) -> str:
    """What became of it, in words."""
    return end_labels()[row.outcome or UNANSWERED]


# --- one address, four forms ------------------------------------------------------------------------------------------
def sheet_of(
    request: HttpRequest, *, process: Process | None = None, internal: bool = False
) -> tuple[Sheet, OutcomesFilter]:
    """The synopsis an address asks for, and its filter. Five queries, two more when an element is named."""
    form = OutcomesFilter(request.GET, offered=choices())
    instance = Instance.objects.select_related("county").order_by("pk").first()
    title = _("Abwägungstabelle: %(process)s") % {"process": process.title} if process else _("Abwägungstabelle")
    sheet = Sheet(
        Synopsis(form.wanted(), process, internal), title, form.in_words(), instance.name if instance else "",
        timezone.now(),
    )  # fmt: skip
    return sheet, form


def synopsis_context(request: HttpRequest, sheet: Sheet, form: OutcomesFilter) -> dict[str, Any]:
    """One page of the table for reading."""
    page = Paginator(sheet.synopsis.voices(), PAGE_SIZE).get_page(request.GET.get("seite"))
    rows = sheet.synopsis.rows(cast("QuerySet[Contribution]", page.object_list), sheet.synopsis.places())
    query = request.GET.copy()
    query.pop("seite", None)
    return {
        "sheet": sheet, "form": form, "page": page, "total": page.paginator.count, "most": MOST,
        "rows": [(row, sheet.cells(row)) for row in rows], "query": query.urlencode(),
        "too_many": page.paginator.count > MOST,
    }  # fmt: skip


def is_too_long(sheet: Sheet) -> bool:
    """Whether a DOCX or PDF of it would hold more than `MOST` voices. One query."""
    return sheet.synopsis.voices().count() > MOST


def synopsis_file(sheet: Sheet, form: str) -> HttpResponse | FileResponse:
    """The whole table as "xlsx", "docx" or "pdf"."""
    name = "abwaegungstabelle-auszug" if sheet.narrowed else "abwaegungstabelle"
    if form == "pdf":
        return pdf_response(synopsis_pdf(sheet), name)
    makers: dict[str, tuple[Callable[[Sheet], IO[bytes]], str]] = {
        "xlsx": (synopsis_xlsx, XLSX), "docx": (synopsis_docx, DOCX),
    }  # fmt: skip
    make, media_type = makers[form]
    return FileResponse(make(sheet), as_attachment=True, filename=f"{name}.{form}", content_type=media_type)


# --- XLSX ---------------------------------------------------------------------------------------------------------
def synopsis_xlsx(sheet: Sheet) -> IO[bytes]:
    """One column for each fact, however many voices, in constant memory."""
    columns, widths = zip(*_xlsx_columns(internal=sheet.synopsis.internal), strict=True)
    above = [line for line in (sheet.title, sheet.above, _as_of(sheet)) if line]
    rows = (_xlsx_row(row, internal=sheet.synopsis.internal) for row in sheet.synopsis.all_rows())
    return write_xlsx(columns, rows, sheet=_("Abwägungstabelle"), widths=widths, above=above, wrapped=True)


def _xlsx_columns(*, internal: bool) -> Iterable[tuple[str, int]]:
    yield from (
        (_("Nummer"), 8), (_("Beitrag"), 60), (_("Sprache"), 8), (_("Hinweis"), 20),
        (_("Übersetzung ins Deutsche"), 40), (_("Handlungsfeld"), 24), (_("Thema"), 24), (_("Nummer im Konzept"), 10),
        (_("Stelle im Konzept"), 30), (_("Ergebnis"), 20), (_("weitergegeben an"), 20), (_("Begründung"), 60),
        (_("am"), 12),
    )  # fmt: skip
    if internal:
        yield from ((_("Begründung für die Akte"), 60), (_("abgewogen als"), 20), (_("veröffentlicht"), 12))


def _xlsx_row(row: SynopsisRow, *, internal: bool) -> tuple[Any, ...]:
    shared = (
        row.number, row.words, row.language, row.note, row.translation, row.field_name, row.theme, row.element_number,
        row.element_title, outcome_words(row), row.referred_to, row.plain_reason, row.answered_on,
    )  # fmt: skip
    if not internal:
        return shared
    published = (_("ja") if row.is_published else _("nein")) if row.outcome else ""
    return (*shared, row.reason, row.role, published)


# --- DOCX and PDF -------------------------------------------------------------------------------------------------
def synopsis_docx(sheet: Sheet) -> IO[bytes]:
    """A4 across, the heading of the table on every page."""
    rows = (sheet.cells(row) for row in sheet.synopsis.all_rows())
    return write_docx(
        sheet.title, [text for text in (sheet.above, _as_of(sheet)) if text], sheet.heads, rows, widths=sheet.widths,
        language=_language(), author=sheet.site, made_at=sheet.made_at,
    )  # fmt: skip


def synopsis_pdf(sheet: Sheet) -> bytes:
    """A4 across, PDF/UA-1."""
    content = {
        "title": sheet.title,
        "language": _language(),
        "site": sheet.site,
        "day": day(sheet.made_at),
        "above": sheet.above,
        "heads": sheet.heads,
        "widths": sheet.widths,
        "rows": [[[_as_data(line) for line in cell] for cell in sheet.cells(row)] for row in sheet.synopsis.all_rows()],
    }
    return pdf(TEMPLATE, content, made_at=sheet.made_at)


def _as_data(line: Line) -> dict[str, Any]:
    return {"text": line.text, "lang": line.lang, "dir": line.dir, "small": line.is_small}


def _as_of(sheet: Sheet) -> str:
    return _("Stand: %(day)s") % {"day": day(sheet.made_at)}


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def too_long_words() -> str:
    """Why there is no DOCX or PDF, and what helps."""
    return _(
        "Für Word und PDF sind das zu viele Beiträge: Es gehen höchstens %(most)s. Wählen Sie ein Handlungsfeld oder "
        "eine Kommune – oder nehmen Sie die Excel-Tabelle, sie fasst alles."
    ) % {"most": number(MOST)}
