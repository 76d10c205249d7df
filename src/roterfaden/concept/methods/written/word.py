"""A document as DOCX, in the office template of the house.

The template gives the look: styles, header, footer, logo. What belongs to the text is written here: real headings that
count themselves where the numbers of the version allow it, real lists, tables with a heading row, and the language.
Paragraphs are written as XML, because through the library a concept of 400 elements would take many seconds.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC
from itertools import count
from typing import Any

from django.utils.html import escape
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate

from roterfaden.concept.methods.written.document import (
    LOWEST_HEADING,
    Part,
    Sheet,
    WrittenDocument,
    counts_by_itself,
    levels,
)
from roterfaden.concept.methods.written.template import CONTENTS, INSIDE, MARKS, environment
from roterfaden.ui.filters import base_language, text_dir
from roterfaden.ui.prose import Block, Run, blocks

BULLETS = ("•", "–", "▪")
DEEPEST_LIST = 9
INDENT = 360
"""Twentieths of a point by which each level of a list is set in."""
TOP = 1
TOC_DEPTH = 3
PLAIN_RUN: Run = {"text": "", "bold": False, "italic": False, "code": False, "href": "", "is_break": False}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_W = nsdecls("w", "r")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>' for side in ("top", "bottom", "insideH"))


def as_word(document: WrittenDocument, template: bytes) -> bytes:
    """The document in this template, which has passed `check_template`. The same document gives the same words."""
    opened = DocxTemplate(io.BytesIO(template))
    opened.render(_values(document), jinja_env=environment())
    made = opened.docx
    _describe(made, document)
    writer = _Writer(made, document)
    _put(made, MARKS[CONTENTS], writer.contents())
    _put(made, MARKS[INSIDE], writer.everything())
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _values(document: WrittenDocument) -> dict[str, str]:
    """What the placeholders of a template stand for."""
    facts = "; ".join(f"{label}: {words}" for label, words in document.facts)
    values = {
        "titel": document.title, "untertitel": document.subtitle, "angaben": facts, "einleitung": document.lead,
        "haus": document.site, "fusszeile": document.foot, **dict(document.more), **MARKS,
    }  # fmt: skip
    return {name: _UNWRITABLE.sub("", words) for name, words in values.items()}


def _describe(made: Any, document: WrittenDocument) -> None:
    """Title, author and language of the file: what a screen reader says first."""
    core = made.core_properties
    core.title, core.author, core.language = document.title[:255], document.site[:255], document.language
    core.comments = core.subject = core.keywords = core.category = ""
    core.created = core.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)
    language = base_language(document.language)
    said = parse_xml(f'<w:lang {_W} w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>')
    defaults = _child(_child(_child(made.styles.element, "w:docDefaults", first=True), "w:rPrDefault"), "w:rPr")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(said)


def _child(parent: Any, tag: str, *, first: bool = False) -> Any:
    """The child of this name; made where a sparse template has none."""
    found = parent.find(qn(tag))
    if found is None:
        found = parse_xml(f"<{tag} {_W}/>")
        parent.insert(0, found) if first else parent.append(found)
    return found


def _put(made: Any, mark: str, content: Iterable[str]) -> None:
    """Put paragraphs and tables in the place of the paragraph that holds the mark; nothing where there is no mark."""
    place = next((each for each in made.element.body.findall(qn("w:p")) if mark in _text_of(each)), None)
    if place is None:
        return
    for xml in content:
        place.addprevious(parse_xml(xml))
    place.getparent().remove(place)


def _text_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


# --- styles and numbers -------------------------------------------------------------------------------------------
@dataclass
class _Styles:
    """The styles of a template by their English names; what it lacks comes from the built-in one of the library."""

    made: Any
    _known: dict[str, str] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> str:
        wanted = name.lower()
        for style in self.made.styles.element.findall(qn("w:style")):
            named = style.find(qn("w:name"))
            if named is not None and named.get(qn("w:val"), "").lower() == wanted:
                return str(style.get(qn("w:styleId")))
        source = Document().styles[name].element
        style = deepcopy(source)
        for tag in ("w:link", "w:basedOn", "w:next"):
            if (reference := style.find(qn(tag))) is not None:
                style.remove(reference)
        if (numbers := style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None:
            numbers.getparent().remove(numbers)
        taken = {each.get(qn("w:styleId")) for each in self.made.styles.element.findall(qn("w:style"))}
        key = str(style.get(qn("w:styleId")))
        while key in taken:
            key += "RF"
        style.set(qn("w:styleId"), key)
        self.made.styles.element.append(style)
        return key


class _Numbers:
    """Lists and headings that count: added behind what the template has, never changing it."""

    def __init__(self, made: Any) -> None:
        self._root = made.part.numbering_part.element
        self._next_kind = self._highest("w:abstractNum", "w:abstractNumId") + 1
        self._next = self._highest("w:num", "w:numId") + 1
        self._kinds: dict[str, int] = {}

    def _highest(self, tag: str, attribute: str) -> int:
        return max((int(each.get(qn(attribute))) for each in self._root.findall(qn(tag))), default=0)

    def headings(self, styles: Sequence[str]) -> int:
        """The number under which headings of these styles count: 1, 1.1, 1.1.1 …"""
        rows = (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            f'<w:lvlText w:val="{".".join(f"%{step + 1}" for step in range(level + 1))}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
            for level, _style in enumerate(styles)
        )
        return self._of(self._kind("headings", rows))

    def bullets(self) -> int:
        """The number of a list with signs."""
        return self._of(self._kind("bullets", (self._level(level, "bullet") for level in range(DEEPEST_LIST))))

    def ordered(self, start: int, level: int) -> int:
        """The number of one counted list: it begins at `start`, whatever was counted before."""
        return self._of(
            self._kind("ordered", (self._level(each, "decimal") for each in range(DEEPEST_LIST))), (level, start)
        )

    def _level(self, level: int, form: str) -> str:
        sign = BULLETS[level % len(BULLETS)] if form == "bullet" else f"%{level + 1}."
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr>'
            "</w:lvl>"
        )

    def _kind(self, name: str, rows: Iterable[str]) -> int:
        if name not in self._kinds:
            self._kinds[name] = self._next_kind
            xml = (
                f'<w:abstractNum {_W} w:abstractNumId="{self._next_kind}"><w:multiLevelType w:val="multilevel"/>'
                f"{''.join(rows)}</w:abstractNum>"
            )
            first = self._root.find(qn("w:num"))  # kinds stand before numbers
            first.addprevious(parse_xml(xml)) if first is not None else self._root.append(parse_xml(xml))
            self._next_kind += 1
        return self._kinds[name]

    def _of(self, kind: int, start: tuple[int, int] | None = None) -> int:
        begin = ""
        if start is not None:
            level, value = start
            begin = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
        number = self._next
        self._root.append(parse_xml(f'<w:num {_W} w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{begin}</w:num>'))
        self._next += 1
        return number


# --- writing ------------------------------------------------------------------------------------------------------
class _Writer:
    """Paragraphs and tables of one document as XML."""

    def __init__(self, made: Any, document: WrittenDocument) -> None:
        self._made, self._document = made, document
        self._styles, self._numbers = _Styles(made), _Numbers(made)
        self._levels = levels([part.depth for part in document.parts], top=TOP)
        self._marks = count(1)
        self._headings = 0
        if counts_by_itself([part.number for part in document.parts], [level - TOP for level in self._levels]):
            names = [self._styles.id_of(f"Heading {level}") for level in range(1, LOWEST_HEADING + 1)]
            self._headings = self._numbers.headings(names)

    def contents(self) -> Iterator[str]:
        """A field Word fills anew when it opens the file; until then the headings as links, without pages."""
        heading = self._document.contents
        yield self._paragraph([_plain(heading, bold=True)], style="TOC Heading") if heading else ""
        shown = [
            (number, part, level)
            for number, (part, level) in enumerate(zip(self._document.parts, self._levels, strict=True), 1)
            if level <= TOC_DEPTH
        ]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
            f'TOC \\o "1-{TOC_DEPTH}" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, (number, part, level) in enumerate(shown):
            words = _run(PLAIN_RUN | {"text": f"{part.number} {part.title}".strip()}, self._lang(part.language))
            link = f'<w:hyperlink w:anchor="rf{number}" w:history="1">{words}</w:hyperlink>'
            inner = (begin if not place else "") + link + (end if place == len(shown) - 1 else "")
            yield self._wrap(inner, style=f"TOC {level}", language=part.language, fallback="Normal")

    def everything(self) -> Iterator[str]:
        for number, (part, level) in enumerate(zip(self._document.parts, self._levels, strict=True), 1):
            yield from self._part(part, level, number)
        for sheet in self._document.sheets:
            yield from self._sheet(sheet)

    def _part(self, part: Part, level: int, number: int) -> Iterator[str]:
        title = part.title if self._headings else f"{part.number} {part.title}".strip()
        yield self._heading(title, level, part.language, bookmark=f"rf{number}")
        if part.kind:
            yield self._paragraph([PLAIN_RUN | {"text": part.kind, "italic": True}])
        yield from self._blocks(blocks(part.body), level, part.language, 0)
        for label, words in part.facts:
            yield self._paragraph([_plain(f"{label}: ", bold=True), _plain(words)])
        if part.note:
            yield self._paragraph([PLAIN_RUN | {"text": part.note, "italic": True}])
        if part.table is not None:
            yield from self._rows(part.table)

    def _heading(self, title: str, level: int, language: str, *, bookmark: str = "", counted: bool = True) -> str:
        runs = _run(_plain(title), self._lang(language))
        if bookmark:
            number = next(self._marks)
            runs = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
        numbering = (self._headings if counted else 0, level - TOP)  # 0 takes the template's own numbers away
        return self._wrap(runs, style=f"Heading {level}", language=language, numbering=numbering)

    def _blocks(self, found: Sequence[Block], level: int, language: str, depth: int) -> Iterator[str]:
        for block in found:
            match block["kind"]:
                case "heading":
                    title = "".join(run["text"] for run in block["runs"])
                    lowered = min(level + 1 + block["rank"], LOWEST_HEADING)
                    yield self._heading(title, lowered, language, counted=False)
                case "list":
                    yield from self._list(block, level, language, depth)
                case "quote":
                    for inner in block["blocks"]:
                        style = "Quote" if inner["kind"] == "paragraph" else ""
                        yield from (
                            [self._paragraph(inner["runs"], language, style=style)]
                            if style
                            else self._blocks([inner], level, language, depth)
                        )
                case "table":
                    heads = [block["head"], *block["rows"]]
                    yield self._table(heads, [1] * len(block["head"]), language, block["aligns"], title="")
                    yield self._paragraph([])
                case "rule":
                    yield self._paragraph([_plain("* * *")], language)
                case "code":
                    yield self._paragraph(_broken(block["text"]), language)
                case _:
                    yield self._paragraph(block["runs"], language, indent=depth * INDENT)

    def _list(self, block: Block, level: int, language: str, depth: int) -> Iterator[str]:
        step = min(depth, DEEPEST_LIST - 1)
        number = self._numbers.ordered(block["start"], step) if block["ordered"] else self._numbers.bullets()
        style = "List Number" if block["ordered"] else "List Bullet"
        for item in block["items"]:
            first, *others = item or [{"kind": "paragraph", "runs": []}]
            if first["kind"] != "paragraph":
                first, others = {"kind": "paragraph", "runs": []}, item
            yield self._paragraph(first["runs"], language, style=style, numbering=(number, step))
            yield from self._blocks(others, level, language, depth + 1)

    def _sheet(self, sheet: Sheet) -> Iterator[str]:
        yield self._heading(sheet.heading, TOP, "", counted=False)
        yield from self._rows(sheet)

    def _rows(self, sheet: Sheet) -> Iterator[str]:
        rows = [[[_plain(words)] for words in row] for row in (sheet.heads, *sheet.rows)]
        yield self._table(rows, sheet.widths, sheet.language, ["start"] * len(sheet.heads), title=sheet.heading)
        yield self._paragraph([])

    def _table(
        self, rows: Sequence[Sequence[Sequence[Run]]], widths: Sequence[int], language: str, aligns: Sequence[str],
        *, title: str,
    ) -> str:  # fmt: skip
        """A table whose first row is a heading for eyes and ears, and stands on every page."""
        across = self._width() / sum(widths)
        grid = "".join(f'<w:gridCol w:w="{round(width * across)}"/>' for width in widths)
        mirrored = "<w:bidiVisual/>" if _is_from_right(self._document.language) else ""
        caption = f'<w:tblCaption w:val="{_escaped(title)}"/>' if title else ""
        body = "".join(
            f"<w:tr><w:trPr><w:cantSplit/>{'' if place else '<w:tblHeader/>'}</w:trPr>"
            + "".join(
                f"<w:tc><w:tcPr/>{self._paragraph(_bold(cell) if not place else cell, language, align=align)}</w:tc>"
                for cell, align in zip(row, aligns, strict=True)
            )
            + "</w:tr>"
            for place, row in enumerate(rows)
        )
        return (
            f'<w:tbl {_W}><w:tblPr>{mirrored}<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        )

    def _width(self) -> float:
        page = self._made.sections[-1]
        return float((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)) / 635 or 9000

    def _paragraph(
        self, runs: Sequence[Run], language: str = "", *, style: str = "", numbering: tuple[int, int] | None = None,
        indent: int = 0, align: str = "",
    ) -> str:  # fmt: skip
        inner = "".join(self._linked(run, self._lang(language)) for run in runs)
        return self._wrap(inner, style=style, language=language, numbering=numbering, indent=indent, align=align)

    def _wrap(
        self, inner: str, *, style: str = "", language: str = "", numbering: tuple[int, int] | None = None,
        indent: int = 0, align: str = "", fallback: str = "",
    ) -> str:  # fmt: skip
        """A paragraph around runs. The order inside `w:pPr` is that of the schema."""
        props = f'<w:pStyle w:val="{self._style(style, fallback)}"/>' if style else ""
        if numbering is not None:
            number, level = numbering
            props += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if _is_from_right(language or self._document.language):
            props += "<w:bidi/>"
        props += f'<w:ind w:left="{indent}"/>' if indent else ""
        props += f'<w:jc w:val="{align}"/>' if align in ("center", "end") else ""
        return f"<w:p {_W}>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"

    def _style(self, name: str, fallback: str) -> str:
        try:
            return self._styles.id_of(name)
        except KeyError:  # the library has no built-in style of this name either
            return self._styles.id_of(fallback or "Normal")

    def _linked(self, run: Run, language: str) -> str:
        written = _run(run, language)
        if not run["href"]:
            return written
        key = self._made.part.relate_to(run["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{key}" w:history="1">{written}</w:hyperlink>'

    def _lang(self, language: str) -> str:
        """The language to mark; empty where it is that of the document."""
        return language if language and base_language(language) != base_language(self._document.language) else ""


def _plain(text: str, *, bold: bool = False) -> Run:
    return PLAIN_RUN | {"text": text, "bold": bold}


def _bold(runs: Sequence[Run]) -> list[Run]:
    return [run | {"bold": True} for run in runs]


def _broken(text: str) -> list[Run]:
    """Lines of a text as runs with breaks between them."""
    runs: list[Run] = []
    for line in text.split("\n"):
        runs += [*([PLAIN_RUN | {"is_break": True}] if runs else []), PLAIN_RUN | {"text": line, "code": True}]
    return runs


def _run(run: Run, language: str) -> str:
    """One run; the order inside `w:rPr` is that of the schema."""
    if run["is_break"]:
        return "<w:r><w:br/></w:r>"
    from_right = _is_from_right(language)
    props = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>' if run["code"] else ""
    props += "<w:b/><w:bCs/>" if run["bold"] else ""
    props += "<w:i/><w:iCs/>" if run["italic"] else ""
    props += '<w:color w:val="0B5394"/><w:u w:val="single"/>' if run["href"] else ""
    props += "<w:rtl/>" if from_right else ""
    if language:
        props += f'<w:lang w:{"bidi" if from_right else "val"}="{base_language(language)}"/>'
    text = _escaped(run["text"])
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _escaped(text: str) -> str:
    return str(escape(_UNWRITABLE.sub("", text)))


def _is_from_right(language: str) -> bool:
    return bool(language) and text_dir(language) == "rtl"
