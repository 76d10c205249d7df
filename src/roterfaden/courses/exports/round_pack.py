"""The pack of the round: PDF/UA and XLSX from the same frozen answers, with what changed since the quarter before."""

from collections.abc import Iterable, Iterator
from html import unescape
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.courses.methods.needs import QUESTIONS, Answer, Report, Sheet, changes, report_from
from roterfaden.courses.methods.needs.drawing import HIDDEN, change_words, chart_of, month_name, rows_of
from roterfaden.courses.models import RoundPack
from roterfaden.kernel.tables import SheetTable, write_book
from roterfaden.ui.charts.figures import figure
from roterfaden.ui.charts.standalone import description_of, standalone
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day

TEMPLATE = "courses/typst/round_pack.typ"


def pack_pdf(pack: RoundPack, before: RoundPack | None, *, site: str) -> bytes:
    """PDF/UA-1, German. The same packs give the same bytes."""
    report, earlier = report_from(pack.content), _content(before)
    with translation.override(settings.LANGUAGE_CODE):
        content = {
            "title": _("Bedarf an Sprachkursen"), "subtitle": f"{settings.COURSE_MANAGEMENT_NAME}, {pack.name}",
            "language": settings.LANGUAGE_CODE, "site": site,
            "foot": _("Stand %(day)s, Fassung %(number)s, Prüfsumme %(sum)s") % {
                "day": day(pack.as_of), "number": pack.number, "sum": pack.checksum[:12],
            },
            "summary": _("Auf einen Blick"),
            "sentences": [[answer.title, answer.sentence] for answer in report.answers],
            "changes": {"heading": _change_title(before), "heads": list(_change_heads()),
                        "rows": [list(row) for row in _change_rows(report, earlier)]},
            "answers": [_answer(answer) for answer in report.answers],
            "meaning": _("Was die Wörter bedeuten"), "definitions": [list(pair) for pair in report.definitions],
        }  # fmt: skip
        return pdf(TEMPLATE, content, made_at=pack.made_at)


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "title": answer.title, "sentence": answer.sentence, "notes": list(answer.notes),
        "sheets": [_sheet(sheet) for sheet in answer.sheets if sheet.rows],
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict[str, Any]:
    chart = chart_of(sheet)
    drawn = figure(chart) if chart is not None else None
    return {
        "caption": sheet.caption, "heads": list(sheet.heads), "rows": [list(row) for row in rows_of(sheet)],
        "numbers": list(sheet.numbers), "svg": standalone(drawn, source="") if drawn is not None else "",
        "alt": unescape(description_of(drawn)) if drawn is not None else "",
    }  # fmt: skip


def _change_title(before: RoundPack | None) -> str:
    if before is None:
        return _("Kennzahlen")
    return _("Was sich seit dem %(quarter)s geändert hat") % {"quarter": before.name}


def _change_heads() -> tuple[str, ...]:
    return _("Kennzahl"), _("vorher"), _("jetzt"), _("Änderung")


def _change_rows(report: Report, earlier: Report | None) -> Iterator[tuple[str, ...]]:
    for change in changes(report, earlier):
        yield change.figure.label, *change_words(change)


def _content(pack: RoundPack | None) -> Report | None:
    return report_from(pack.content) if pack is not None else None


def pack_xlsx(pack: RoundPack, before: RoundPack | None) -> IO[bytes]:
    """A sheet for what changed, one for each question and one for the definitions; numbers stay numbers."""
    report, earlier = report_from(pack.content), _content(before)
    with translation.override(settings.LANGUAGE_CODE):
        stand = _("Stand %(day)s, Fassung %(number)s") % {"day": day(pack.as_of), "number": pack.number}
        title = f"{settings.COURSE_MANAGEMENT_NAME}, {pack.name}"
        book = [
            (_("Änderungen"), (title, stand),
             [SheetTable(_change_title(before), (_("Kennzahl"), _("Einheit"), _("vorher"), _("jetzt"), _("Änderung")),
                         [(each.figure.label, each.figure.unit, each.before, each.figure.value, each.difference)
                          for each in changes(report, earlier)])]),
            *((str(QUESTIONS[each.slug][0]), (each.title, each.sentence, stand, *each.notes), list(_tables(each)))
              for each in report.answers),
            (_("Definitionen"), (stand,), [SheetTable("", (_("Wort"), _("Bedeutung")), report.definitions)]),
        ]  # fmt: skip
        return write_book(book)


def _tables(answer: Answer) -> Iterator[SheetTable]:
    for sheet in answer.sheets:
        yield SheetTable(sheet.caption, sheet.heads, _cells(sheet))


def _cells(sheet: Sheet) -> Iterable[tuple[Any, ...]]:
    for name, *values in sheet.rows:
        shown = [HIDDEN if value is None else value for value in values]
        yield (month_name(str(name)) if sheet.by_month else name, *shown)
