"""A long table as DOCX. Rows are written as XML: through the library's cells 5,000 of them would take minutes."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import IO, Any, Protocol

from django.utils.html import escape
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

LONG, SHORT, MARGIN = 297, 210, 16  # A4 in millimetres
TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
SMALL = 16  # half points
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>' for side in ("top", "bottom", "insideH"))


class Words(Protocol):
    """A line of a cell: see `web.synopsis.Line`."""

    @property
    def text(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def dir(self) -> str: ...
    @property
    def is_small(self) -> bool: ...


def write_docx(
    title: str,
    above: Sequence[str],
    heads: Sequence[str],
    rows: Iterable[Sequence[Sequence[Words]]],
    *,
    widths: Sequence[int],
    language: str,
    author: str,
    made_at: datetime,
) -> IO[bytes]:
    """A document across with a heading, lines `above`, and one table; `widths` in parts of the page.

    Each line carries its language; the row of `heads` stands on every page and is a heading for screen readers.
    """
    document = Document()
    _page(document)
    _language(document, language)
    moment = made_at.astimezone(UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title, core.author, core.language, core.comments = title, author, language, ""
    core.created = core.modified = moment
    document.add_heading(title, level=1)
    for text in above:
        document.add_paragraph(text)
    across = (LONG - 2 * MARGIN) * TWIPS / sum(widths)
    table = parse_xml(_table([round(width * across) for width in widths], title, from_right=language == "ar"))
    table.append(parse_xml(_row([_paragraph(head, bold=True) for head in heads], is_head=True)))
    for row in rows:
        table.append(parse_xml(_row(["".join(_line(line) for line in cell) or "<w:p/>" for cell in row])))
    document.element.body.insert_element_before(table, "w:sectPr")
    made = io.BytesIO()
    document.save(made)
    made.seek(0)
    return made


def _page(document: Any) -> None:
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(LONG), Mm(SHORT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)


def _language(document: Any, language: str) -> None:
    """What the words of the document are in, unless a run says otherwise."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(9)
    normal.paragraph_format.space_after = Pt(2)
    said = parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>')
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(said)


def _table(widths: Sequence[int], title: str, *, from_right: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    mirrored = "<w:bidiVisual/>" if from_right else ""
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr>{mirrored}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{_escaped(title)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    rules = "<w:tblHeader/>" if is_head else ""
    inner = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{rules}</w:trPr>{inner}</w:tr>"


def _line(line: Words) -> str:
    return "".join(
        _paragraph(text, lang=line.lang, from_right=line.dir == "rtl", is_small=line.is_small)
        for text in line.text.splitlines()
    )


def _paragraph(
    text: str, *, lang: str = "", from_right: bool = False, is_small: bool = False, bold: bool = False
) -> str:
    """One paragraph; the order inside `w:rPr` is that of the schema."""
    run = "<w:b/>" if bold else ""
    run += f'<w:sz w:val="{SMALL}"/><w:szCs w:val="{SMALL}"/>' if is_small else ""
    run += "<w:rtl/>" if from_right else ""
    if lang:
        run += f'<w:lang w:bidi="{lang}"/>' if from_right else f'<w:lang w:val="{lang}"/>'
    side = "<w:pPr><w:bidi/></w:pPr>" if from_right else ""
    return f'<w:p>{side}<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r></w:p>'


def _escaped(text: str) -> str:
    return str(escape(_UNWRITABLE.sub("", text)))
