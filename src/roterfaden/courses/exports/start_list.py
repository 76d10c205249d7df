"""The start list of a course as the provider gets it: of each person only what the agreement and the person allow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.courses.enums import Disclosure
from roterfaden.courses.methods.words import PersonWords, told
from roterfaden.courses.models import CourseRun, Seat
from roterfaden.kernel.tables import write_xlsx
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import base_language, day

TEMPLATE = "courses/typst/start_list.typ"
WIDTHS = (12, 30, 14, 30, 34, 18, 24, 12)


@dataclass(frozen=True)
class StartLine:
    """One person of the list: the seat, what is known of them, and what this provider may be told."""

    seat: Seat
    words: PersonWords | None
    allowed: frozenset[str]


def start_heads() -> tuple[str, ...]:
    """The columns of the list."""
    return (
        _("Kennwort"), _("Name"), _("geboren am"), _("Telefon und E-Mail"), _("Anschrift"), _("Sprache"),
        _("Einstufung"), _("Kinder"),
    )  # fmt: skip


def start_rows(lines: Iterable[StartLine]) -> Iterator[Sequence[str]]:
    """One row a person. What may not be told stays empty, and so does what is erased."""
    for line in lines:
        candidate = line.seat.candidate
        allowed = line.allowed
        words = told(line.words, allowed) if line.words else None
        shown = {
            Disclosure.NAME: f"{words.family}, {words.given}" if words else "",
            Disclosure.BIRTH_DATE: day(words.born_on, "medium") if words else "",
            Disclosure.CONTACT: ", ".join(filter(None, (words.phone, words.email))) if words else "",
            Disclosure.ADDRESS: ", ".join(filter(None, (words.street, f"{words.postcode} {words.town}".strip())))
            if words else "",
            Disclosure.LANGUAGE: _language(candidate.language),
            Disclosure.PLACEMENT: _placement(line),
            Disclosure.CHILD_CARE: str(candidate.children) if candidate.children else "",
        }  # fmt: skip
        yield (candidate.pseudonym, *(text if kind in allowed else "" for kind, text in shown.items()))


def _language(code: str) -> str:
    """What a language is called in German: partners do not read its own name."""
    return str(Locale("de").languages.get(base_language(code), code))


def _placement(line: StartLine) -> str:
    candidate = line.seat.candidate
    if candidate.recommended is None:
        return ""
    return f"{candidate.recommended.name} {candidate.section}, {candidate.get_level_display()}"


def start_xlsx(run: CourseRun, lines: Iterable[StartLine]) -> IO[bytes]:
    """The list as a table."""
    return write_xlsx(start_heads(), start_rows(lines), sheet="Startliste", widths=WIDTHS, above=_above(run))


def start_pdf(run: CourseRun, lines: Iterable[StartLine], *, site: str, on: date, made_at: datetime) -> bytes:
    """The list on paper, PDF/UA-1. German, as the partners write to each other."""
    with translation.override("de"):
        content = {
            "title": _("Startliste %(number)s") % {"number": run.number}, "language": "de", "site": site,
            "day": day(on), "above": _above(run), "heads": list(start_heads()),
            "rows": [list(row) for row in start_rows(lines)],
        }  # fmt: skip
        return pdf(TEMPLATE, content, made_at=made_at)


def _above(run: CourseRun) -> tuple[str, ...]:
    return (
        f"{run.course_type.name} {run.section}, {run.provider.name}, {run.site.name}, {day(run.starts_on)}",
        _("Vertraulich. Leere Felder: Die Person hat der Weitergabe nicht zugestimmt, oder sie ist nicht vereinbart."),
    )
