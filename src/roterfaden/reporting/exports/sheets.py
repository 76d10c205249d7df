"""A data sheet as people read it: one content for the page and for the PDF, so that both say the same.

The content is German on every page: it is frozen, and the figures carry German names.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.implementation.enums import Answer, Progress
from roterfaden.places.enums import AreaKind
from roterfaden.reporting.exports import sheet_words as words
from roterfaden.reporting.methods import (
    ATTRIBUTION,
    SheetAnswer,
    SheetFigure,
    SheetInitiative,
    SheetSnapshot,
    picture_of,
)
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day, number

TEMPLATE = "reporting/typst/datasheet.typ"
KEY_FIGURES = 6
"""Figures on the first page."""
_PAGE = re.compile(rb"/Type\s*/Page(?![s\w])")


def sheet_pdf(sheet: SheetSnapshot, *, edition: str, checksum: str, site: str, made_at: datetime) -> bytes:
    """PDF/UA-1. The same sheet gives the same bytes."""
    return pdf(TEMPLATE, sheet_content(sheet, edition=edition, checksum=checksum, site=site), made_at=made_at)


def page_count(document: bytes) -> int:
    """How many pages a PDF of Typst has: it writes each page as an object that can be read without unpacking."""
    return len(_PAGE.findall(document))


def sheet_content(sheet: SheetSnapshot, *, edition: str, checksum: str, site: str) -> dict[str, Any]:
    """Nothing but texts, numbers and places of lines. Strings are German."""
    with translation.override(settings.LANGUAGE_CODE):
        sources, notes = _Numbered(), _Numbered()
        chapters = [
            {
                "key": chapter.key,
                "heading": chapter.title,
                "lead": chapter.lead,
                "rows": [_row(figure, sheet, sources, notes) for figure in chapter.figures],
            }
            for chapter in sheet.chapters
        ]
        return {
            "title": _("Datenspiegel %(name)s") % {"name": sheet.name}, "language": settings.LANGUAGE_CODE,
            "subtitle": edition, "site": site, "name": sheet.name, "county": sheet.county,
            "foot": f"{sheet.name} · {_('Datenstand')} {day(sheet.known_on, 'medium')} · {checksum[:12]}",
            "words": _words(sheet), "facts": list(_facts(sheet)), "keys": list(_keys(sheet)), "chapters": chapters,
            "answers": [_answer(each) for each in sheet.answers],
            "initiatives": [_initiative(each) for each in sheet.initiatives],
            "sources": sources.lines, "notes": notes.lines, "checksum": checksum, "attribution": str(ATTRIBUTION),
        }  # fmt: skip


def _words(sheet: SheetSnapshot) -> dict[str, str]:
    """The words around the figures."""
    return {
        "figure": _("Messgröße"), "comparison": _("Vergleich und Entwicklung"), "fictitious": _("Werte erfunden"),
        "at_a_glance": _("Auf einen Blick"), "contents": _("Inhalt"), "reading": _("So lesen Sie die Bilder"),
        "how_line": _(
            "Durchgezogene Linie: %(name)s. Gestrichelte Linie: %(county)s. Anzahlen sind so gezeichnet, dass beide "
            "Linien am ersten gemeinsamen Tag gleich hoch beginnen. Wo eine Linie aussetzt, hat sich die Zählweise "
            "geändert."
        ) % {"name": sheet.name, "county": sheet.county},
        "how_dots": _("Gefüllter Punkt: %(name)s. Offener Punkt: %(county)s.")
        % {"name": sheet.name, "county": sheet.county},
        "missing": _(
            "Wo keine Zahl steht, steht der Grund. Kleine Zahlen zeigen wir nicht, damit niemand erkannt wird."
        ),
        "answers": _("Antworten auf die Ziele des Konzepts"), "goal": _("Ziel"), "answer": _("Antwort"),
        "why": _("Wie und warum"),
        "no_answer": _("Die Kommune hat noch auf kein Ziel geantwortet."),
        "answered": _("%(concept)s, %(version)s: %(count)s Antworten.") % {
            "concept": sheet.concept, "version": sheet.version, "count": number(len(sheet.answers)),
        },
        "initiatives": _("Maßnahmen in der Kommune"), "initiative": _("Maßnahme"), "state": _("Stand"),
        "no_initiative": _("Aus der Kommune ist noch keine Maßnahme gemeldet."),
        "sources": _("Quellen und Hinweise"), "number": _("Nr."), "source": _("Quelle"), "checksum": _("Prüfsumme"),
        "note": _("Hinweis"),
    }  # fmt: skip


def _facts(sheet: SheetSnapshot) -> Iterator[list[str]]:
    yield [_("Art"), str(AreaKind(sheet.kind).label)]
    if sheet.members:
        yield [_("Mitgliedsgemeinden"), ", ".join(sheet.members)]
    if sheet.area_km2 is not None:
        yield [_("Fläche"), f"{number(sheet.area_km2, 1)} km²"]
    yield [_("Verglichen mit"), sheet.county]
    yield [_("Datenstand"), day(sheet.known_on)]
    known = {"known": number(sheet.known_count), "all": number(len(sheet.figures))}
    yield [_("Eigene Zahlen"), _("%(known)s von %(all)s Messgrößen liegen für die Kommune vor") % known]


def _keys(sheet: SheetSnapshot) -> Iterator[dict[str, str]]:
    """The first real figures the municipality has, for the first page."""
    known = [figure for figure in sheet.figures if figure.is_known and figure.own and not figure.is_fictitious]
    for figure in known[:KEY_FIGURES]:
        if figure.own is None:
            continue
        yield {
            "value": number(figure.own.value, figure.decimals), "unit": figure.unit, "title": _title(figure),
            "on": words.day_words(figure.own.on), "comparison": words.comparison_words(figure, sheet.county),
        }  # fmt: skip


def _title(figure: SheetFigure) -> str:
    return f"{figure.title} ({figure.breakdown})" if figure.breakdown else figure.title


def _row(figure: SheetFigure, sheet: SheetSnapshot, sources: "_Numbered", notes: "_Numbered") -> dict[str, Any]:
    picture = picture_of(figure)
    value = figure.own or figure.county
    source = sources.number(value.source if value else figure.source)
    base = value.base if value else ""
    return {
        "indicator": figure.indicator, "title": _title(figure), "is_fictitious": figure.is_fictitious,
        "own": words.own_words(figure), "is_known": figure.is_known, "absence": words.absence_words(figure),
        "own_on": words.day_words(figure.own.on) if figure.own else "",
        "county": words.value_words(figure.county, figure) if figure.county else "",
        "county_on": words.day_words(figure.county.on) if figure.county else "",
        "comparison": words.comparison_words(figure, sheet.county),
        "development": words.development_words(figure, sheet.county)
        or words.county_course_words(figure, sheet.county),
        "base": base, "source": source,
        "breaks": _breaks([notes.number(note) for note in figure.breaks]),
        "picture": {
            "kind": picture.kind, "own": picture.own, "county": picture.county,
            "alt": words.picture_words(figure, sheet.name, sheet.county) if picture.kind else "",
        },
    }  # fmt: skip


def _breaks(numbers: list[int]) -> str:
    """That the series has breaks, and where they are explained; empty where it has none."""
    if not numbers:
        return ""
    return _("Bruch in der Reihe, Hinweis %(numbers)s") % {"numbers": ", ".join(map(str, numbers))}


class _Numbered:
    """Every source or note once, numbered as it is met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, words: str) -> int:
        """The number of these words; 0 where there are none."""
        return self._numbers.setdefault(words, len(self._numbers) + 1) if words else 0

    @property
    def lines(self) -> list[list[str]]:
        return [[str(number), words] for words, number in self._numbers.items()]


def _answer(each: SheetAnswer) -> dict[str, str]:
    decided = [each.resolution, day(each.resolved_on) if each.resolved_on else ""]
    more = [each.adapted_text, each.reason, " · ".join(part for part in decided if part)]
    return {
        "goal": f"{each.number} {each.title}", "answer": str(Answer(each.answer).label),
        "why": "\n".join(part for part in more if part),
    }  # fmt: skip


def _initiative(each: SheetInitiative) -> dict[str, str]:
    said = f"{Progress(each.progress).label}, {day(each.as_of, 'medium')}"
    return {"initiative": f"{each.number} {each.title}", "state": said, "why": each.reason}
