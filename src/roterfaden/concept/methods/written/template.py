"""The office template of Word documents: which placeholders there are, what a template must fulfil, the built-in one.

A placeholder is a name in double braces, nothing else: no conditions, no loops, no calls. So a template can neither
read nor compute anything. Whatever somebody brings is measured first (kernel.containers).
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from roterfaden.concept.errors.written import (
    ContentsTwice,
    ImageWithoutWords,
    LeadsOutside,
    NoPlaceForContent,
    NotAPlaceholder,
    UnknownPlaceholder,
)
from roterfaden.kernel.containers import (
    MEDIA_TYPES,
    DamagedFile,
    FileKind,
    WrongType,
    check_container,
    kind_of,
)

INSIDE, CONTENTS = "inhalt", "verzeichnis"
PLACEHOLDERS = {
    "titel": _("Titel des Konzepts"),
    "untertitel": _("Name der Fassung oder des Auszugs"),
    "einleitung": _("ein Satz darüber, was das Dokument ist"),
    "angaben": _("Art, Tag und Prüfsumme der Fassung"),
    "haus": _("Name der Einrichtung"),
    "fusszeile": _("Fassung und Tag in einer Zeile, für die Fußzeile"),
    CONTENTS: _("Inhaltsverzeichnis; allein in einem Absatz"),
    INSIDE: _("der ganze Text; allein in einem Absatz, muss vorkommen"),
}
MARKS = {CONTENTS: "rf-verzeichnis-7d1c", INSIDE: "rf-inhalt-7d1c"}
"""What stands for a moment where paragraphs will be put."""
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
RELATIONS = re.compile(r"(?:.*/)?_rels/.*\.rels")
LINKS = "/hyperlink"
_W = nsdecls("w")
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}shape"
_BRACES = re.compile(r"\{\{|\{%|\{#")


def environment() -> SandboxedEnvironment:
    """How placeholders are filled: as text, in a sandbox."""
    return SandboxedEnvironment(autoescape=True)


def check_template(data: bytes, placeholders: Collection[str] = PLACEHOLDERS) -> None:
    """Refuses a file that cannot serve as template, with the fault in words.

    Raises WrongType, DamagedFile and what kernel.containers raises; NotAPlaceholder, UnknownPlaceholder,
    NoPlaceForContent, ContentsTwice, ImageWithoutWords, LeadsOutside.
    """
    if kind_of(data) != FileKind.DOCX:
        raise WrongType(wanted="DOCX")
    check_container(data)
    _check_parts(data)
    try:
        template = DocxTemplate(io.BytesIO(data))
        template.init_docx()
        body = template.get_docx().element.body
        sources = list(_sources(template))
    except (KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        raise DamagedFile() from error
    for source in sources:
        _check_placeholders(source, placeholders)
    _check_place(body, "".join(sources))


def _check_parts(data: bytes) -> None:
    """No document types, nothing loaded from outside, no picture without words."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            is_relations = RELATIONS.fullmatch(name) is not None
            if not (is_relations or PARTS.fullmatch(name)):
                continue
            try:
                root = etree.fromstring(archive.read(name), parser)
            except etree.XMLSyntaxError as error:
                raise DamagedFile() from error
            if root.getroottree().docinfo.doctype:
                raise DamagedFile()
            if is_relations and any(_leads_outside(each) for each in root):
                raise LeadsOutside()
            if not is_relations and any(_is_silent(each) for each in (*root.iter(_WP), *root.iter(_VML))):
                raise ImageWithoutWords()


def _leads_outside(relation: Any) -> bool:
    return relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(LINKS)


def _is_silent(drawing: Any) -> bool:
    """A picture without words that does not say it is decoration."""
    if drawing.tag == _VML:
        return (
            not (drawing.get("alt") or "").strip()
            and drawing.find("{urn:schemas-microsoft-com:vml}imagedata") is not None
        )
    is_decoration = any(each.get("val") in ("1", "true") for each in drawing.iter(_DECORATIVE))
    return not is_decoration and not (drawing.get("descr") or drawing.get("title") or "").strip()


def _sources(template: Any) -> Iterator[str]:
    """Every text in which placeholders are filled, as the filler sees it."""
    made = template.get_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in made.part.package.iter_parts():
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8", "replace"))
    core = made.core_properties
    yield "\n".join([core.author, core.comments, core.identifier, core.language, core.subject, core.title])


def _check_placeholders(source: str, placeholders: Collection[str]) -> None:
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        raise NotAPlaceholder(found=_near(source)) from error
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            raise NotAPlaceholder(found=_near(source))
        if isinstance(node, nodes.Name) and node.name not in placeholders:
            raise UnknownPlaceholder(name=node.name[:60], known=", ".join(placeholders))


def _near(source: str) -> str:
    """The first thing in braces that is no plain name, for the message."""
    for found in _BRACES.finditer(source):
        text = re.sub(r"<[^>]*>", "", source[found.start() : found.start() + 400])[:60]
        if not re.match(r"\{\{\s*[a-z]+\s*\}\}", text):
            return text
    return "{{ }}"


def _check_place(body: Any, sources: str) -> None:
    """The text needs one place of its own: a paragraph of the body, not a cell, a box or a header."""
    for name in MARKS:
        wanted = re.compile(r"\{\{\s*" + name + r"\s*\}\}")
        alone = [each for each in body.findall(qn("w:p")) if wanted.fullmatch(_text_of(each).strip())]
        written = len(wanted.findall(re.sub(r"<[^>]*>", "", sources)))
        if written > 1:
            raise ContentsTwice(name=name)
        if written != len(alone) or (name == INSIDE and not alone):
            raise NoPlaceForContent(name=name)


def _text_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


# --- the built-in template ----------------------------------------------------------------------------------------
INK = RGBColor(0x1A, 0x1A, 0x1A)
SIZES = {1: 18, 2: 14, 3: 12, 4: 11, 5: 11, 6: 11}


@cache
def built_in_template() -> bytes:
    """A calm A4 document with title page, contents, page numbers and all placeholders; also a pattern to begin with."""
    made = calm_document()
    made.styles["Title"].paragraph_format.space_before = Pt(150)
    made.add_paragraph("{{ titel }}", style="Title")
    made.add_paragraph("{{ untertitel }}", style="Subtitle")
    made.add_paragraph("{{ haus }}")
    made.add_paragraph("{{ einleitung }}")
    made.add_paragraph("{{ angaben }}")
    made.add_paragraph().add_run().add_break()
    made.paragraphs[-1].paragraph_format.page_break_before = True
    made.add_paragraph("{{ verzeichnis }}")
    made.add_paragraph("{{ inhalt }}").paragraph_format.page_break_before = False
    made.sections[0].header.paragraphs[0].text = "{{ titel }}"
    return as_bytes(made)


def calm_document() -> Any:
    """An empty A4 document in the look of the built-in templates, with the foot line and the number of the page."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin = page.bottom_margin = Mm(25)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.25
    for level, size in SIZES.items():
        _look(made.styles[f"Heading {level}"], size)
    _look(made.styles["Title"], 26)
    for level in (1, 2, 3):
        _contents_style(made, level)
    foot = page.footer.paragraphs[0]
    foot.text = "{{ fusszeile }} · "
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = foot.add_run()._r
        run.append(
            parse_xml(f'<w:fldChar {_W} w:fldCharType="{kind}"/>')
            if kind
            else parse_xml(f'<w:instrText {_W} xml:space="preserve">{text}</w:instrText>')
        )
    core = made.core_properties
    core.title = core.author = core.comments = ""
    return made


def as_bytes(made: Any) -> bytes:
    """A document of the library as a file."""
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _look(style: Any, size: int) -> None:
    """One typeface and one ink, instead of the blue of the library."""
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = "Calibri", Pt(size), True, INK
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    if (border := style.element.pPr.find(qn("w:pBdr"))) is not None:
        style.element.pPr.remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(6)
    style.paragraph_format.keep_with_next = True


def _contents_style(made: Any, level: int) -> None:
    """The lines of the contents, set in by level; the library brings none."""
    made.styles.element.append(
        parse_xml(
            f'<w:style {_W} w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:pPr>'
            f'<w:spacing w:before="0" w:after="40"/><w:ind w:left="{(level - 1) * 240}"/></w:pPr></w:style>'
        )
    )


def media_type() -> str:
    """The media type of Word documents."""
    return MEDIA_TYPES[FileKind.DOCX]
