"""Consultations on a version, for residents and for the office: a passage in its place, differences, the synopsis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roterfaden.concept.methods.consulting import as_proposed
from roterfaden.concept.methods.differences import words
from roterfaden.concept.models import Consultation, Remark
from roterfaden.concept.queries import RemarkRow
from roterfaden.kernel.tables import write_xlsx
from roterfaden.ui.filters import day
from roterfaden.web.comparing import marked
from roterfaden.web.synopsis import DOCX, XLSX, Line
from roterfaden.web.synopsis_docx import write_docx

FILES = {"xlsx": XLSX, "docx": DOCX}
BEFORE_AND_AFTER = 160
"""Characters shown around a passage; what is left out is marked."""


@dataclass(frozen=True)
class ShownRemark:
    """A remark as a page shows it: the passage in its place, what is proposed, and how the text differs now.

    `lang` marks the texts of the house on a page in another language.
    """

    row: RemarkRow
    passage: SafeString
    proposal: SafeString
    difference: SafeString

    @property
    def remark(self) -> Remark:
        return self.row.remark


def shown_remarks(rows: Iterable[RemarkRow], *, lang: str = "", differences: bool = True) -> list[ShownRemark]:
    """Rows as pages show them."""
    return [shown_remark(row, lang=lang, differences=differences) for row in rows]


def shown_remark(row: RemarkRow, *, lang: str = "", differences: bool = True) -> ShownRemark:
    """One row as pages show it. The difference is empty when nothing changed or nothing newer is there."""
    remark = row.remark
    has_changed = differences and row.now is not None and row.seen_now != remark.seen
    return ShownRemark(
        row=row,
        passage=in_place(remark.seen, remark.passage_start, remark.passage_end),
        proposal=marked(words(remark.passage, remark.proposed), lang) if remark.proposed else SafeString(""),
        difference=marked(words(remark.seen, row.seen_now), lang) if has_changed else SafeString(""),
    )


def in_place(text: str, start: int | None, end: int | None) -> SafeString:
    """The text with the passage marked; without a passage the whole text. What is far away is left out, with a sign."""
    if start is None or end is None:
        return SafeString(escape(text))
    first, last = max(0, start - BEFORE_AND_AFTER), min(len(text), end + BEFORE_AND_AFTER)
    if first:
        first = text.rfind(" ", 0, first) + 1
    if last < len(text):
        last = text.find(" ", last) if text.find(" ", last) != -1 else len(text)
    before = ("… " if first else "") + text[first:start]
    after = text[end:last] + (" …" if last < len(text) else "")
    parts = (escape(before), "<mark>", escape(text[start:end]), "</mark>", escape(after))
    return mark_safe("".join(parts))  # noqa: S308 -- every text is escaped


def proposed_text(remark: Remark) -> str:
    """The whole text as it would read."""
    return as_proposed(remark.seen, remark.passage_start, remark.passage_end, remark.proposed)


# --- synopsis -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RemarkSynopsis:
    """Remark | wording then | answer | wording now, element by element. `internal`: with what only the office reads."""

    consultation: Consultation
    rows: Sequence[RemarkRow]
    internal: bool
    site: str
    made_at: datetime

    @property
    def title(self) -> str:
        return _("Was wurde aus den Anmerkungen? %(title)s") % {"title": self.consultation.title}

    @property
    def above(self) -> str:
        """What it is about, in one sentence."""
        said = _("Zur Fassung „%(version)s“. Stand: %(day)s")
        return said % {"version": self.consultation.version.title, "day": day(self.made_at)}

    @property
    def heads(self) -> tuple[str, ...]:
        heads = (_("Nr."), _("Textstelle"), _("Anmerkung"), _("Wortlaut damals"), _("Antwort"), _("Wortlaut jetzt"))
        return (*heads, _("Intern")) if self.internal else heads

    @property
    def widths(self) -> tuple[int, ...]:
        """Parts of the width of the page."""
        return (4, 13, 24, 22, 22, 22, 12) if self.internal else (4, 14, 26, 24, 24, 24)

    def cells(self) -> list[tuple[tuple[Line, ...], ...]]:
        """Every row as cells."""
        return [synopsis_cells(self, row) for row in self.rows]


def synopsis_cells(synopsis: RemarkSynopsis, row: RemarkRow) -> tuple[tuple[Line, ...], ...]:
    """One row of the table, a cell being lines in their languages."""
    remark, house = row.remark, settings.LANGUAGE_CODE
    then = _line(remark.passage, house)
    state = row.state
    cells: list[Sequence[Line]] = [
        (_line(str(remark.number)),),
        (_line(f"{row.outline} {remark.revision.title}".strip(), house),),
        (
            _line(str(remark.get_kind_display()), small=True), _line(remark.text, remark.language),
            _line(_("Vorschlag: %(words)s") % {"words": remark.proposed} if remark.proposed else "", remark.language),
            _line(remark.actor_group.name if remark.actor_group else "", house, small=True),
        ),
        (then,),
        (_line(row.outcome_label), _line(state.reason if state else "", house)),
        (_line(row.seen_now if row.now else "", house), _line(_now_stands(row), small=True)),
    ]  # fmt: skip
    if synopsis.internal:
        cells.append((_line(str(remark.get_moderation_display())), _line(_not_public(remark), small=True)))
    return tuple(tuple(line for line in cell if line.text) for cell in cells)


def _now_stands(row: RemarkRow) -> str:
    if row.version is None:
        return _("Noch gibt es keine neue Fassung.")
    return f"{row.version.title}, {row.now.number}" if row.now else _("Steht nicht mehr im Konzept")


def _not_public(remark: Remark) -> str:
    return "" if remark.may_publish else _("nur für die Verwaltung geschrieben")


def _line(text: str, lang: str = "", *, small: bool = False) -> Line:
    return Line(text, "" if lang == get_language() else lang, small)


def synopsis_file(synopsis: RemarkSynopsis, form: str) -> IO[bytes]:
    """The whole table as "xlsx" or "docx"."""
    rows = (synopsis_cells(synopsis, row) for row in synopsis.rows)
    if form == "docx":
        return write_docx(
            synopsis.title, [synopsis.above], synopsis.heads, rows, widths=synopsis.widths,
            language=get_language() or settings.LANGUAGE_CODE, author=synopsis.site, made_at=synopsis.made_at,
        )  # fmt: skip
    widths = [3 * width for width in synopsis.widths]
    flat: Iterable[tuple[Any, ...]] = (tuple("\n".join(line.text for line in cell) for cell in row) for row in rows)
    return write_xlsx(
        synopsis.heads,
        flat,
        sheet=_("Anmerkungen"),
        widths=widths,
        above=[synopsis.title, synopsis.above],
        wrapped=True,
    )


def file_name(synopsis: RemarkSynopsis, form: str) -> str:
    """What the file is called."""
    return f"anmerkungen-{synopsis.consultation.slug}{'-intern' if synopsis.internal else ''}.{form}"
