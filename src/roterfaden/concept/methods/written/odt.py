"""A document as OpenDocument text, for offices that write with LibreOffice. Same words and order as in Word.

Made with odfpy, which refuses elements and attributes the standard (ISO/IEC 26300) does not allow where they stand.
There is no template of the house here: the file is plain on purpose, to be pasted into whatever the clerk uses.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from odf import dc, meta, style, table, text
from odf.element import Element
from odf.opendocument import OpenDocumentText

from roterfaden.concept.methods.written.document import LOWEST_HEADING, Part, WrittenDocument, levels
from roterfaden.ui.filters import base_language
from roterfaden.ui.prose import Block, Run, blocks

TOP = 1
FONT = "Calibri"
SIZES = {1: "18pt", 2: "14pt", 3: "12pt", 4: "11pt", 5: "11pt", 6: "11pt"}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ODT = "application/vnd.oasis.opendocument.text"


def as_odt(document: WrittenDocument) -> bytes:
    """The document as ODT: title, facts, parts with real headings and lists, tables with heading rows."""
    return _Writer(document).written()


class _Writer:
    """One document on its way into a file."""

    def __init__(self, document: WrittenDocument) -> None:
        self._document = document
        self._made = OpenDocumentText()
        self._styles()

    def written(self) -> bytes:
        document = self._document
        self._describe()
        self._put(text.H(outlinelevel=1, stylename="rfTitle"), document.title)
        for words in (document.subtitle, document.lead):
            self._line(words)
        for label, words in document.facts:
            self._pair(label, words)
        depths = levels([part.depth for part in document.parts], top=TOP + 1)
        for part, level in zip(document.parts, depths, strict=True):
            self._part(part, level)
        for sheet in document.sheets:
            self._put(text.H(outlinelevel=TOP + 1, stylename=f"rfHeading{TOP + 1}"), sheet.heading)
            self._table(sheet.heading, [_cells(sheet.heads), *map(_cells, sheet.rows)])
        self._line(document.foot)
        file = io.BytesIO()
        self._made.write(file)
        return file.getvalue()

    def _describe(self) -> None:
        """Title, language and author of the file: what a screen reader says first."""
        document, about = self._document, self._made.meta
        moment = document.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        about.addElement(dc.Title(text=_clean(document.title)))
        about.addElement(dc.Language(text=base_language(document.language)))
        about.addElement(dc.Creator(text=_clean(document.site)))
        about.addElement(meta.CreationDate(text=moment))
        about.addElement(dc.Date(text=moment))

    def _styles(self) -> None:
        language = base_language(self._document.language)
        default = style.DefaultStyle(family="paragraph")
        default.addElement(style.TextProperties(fontname=FONT, fontsize="11pt", language=language, country="none"))
        default.addElement(style.ParagraphProperties(marginbottom="0.2cm"))
        self._made.fontfacedecls.addElement(style.FontFace(name=FONT, fontfamily=FONT))
        self._made.styles.addElement(default)
        self._add("rfTitle", "paragraph", fontsize="20pt", fontweight="bold")
        for level, size in SIZES.items():
            self._add(f"rfHeading{level}", "paragraph", fontsize=size, fontweight="bold")
        for name, looks in (("rfBold", {"fontweight": "bold"}), ("rfItalic", {"fontstyle": "italic"}),
                            ("rfBoldItalic", {"fontweight": "bold", "fontstyle": "italic"}),
                            ("rfCode", {"fontname": "Consolas"})):  # fmt: skip
            self._add(name, "text", **looks)
        for name, kind in (("rfBullets", text.ListLevelStyleBullet), ("rfNumbers", text.ListLevelStyleNumber)):
            self._made.automaticstyles.addElement(_list_style(name, kind))

    def _add(self, name: str, family: str, **looks: str) -> None:
        made = style.Style(name=name, family=family)
        made.addElement(style.TextProperties(**looks))
        self._made.styles.addElement(made)

    # --- parts ---
    def _part(self, part: Part, level: int) -> None:
        heading = f"{part.number} {part.title}".strip()
        self._put(text.H(outlinelevel=level, stylename=f"rfHeading{min(level, LOWEST_HEADING)}"), heading)
        if part.kind:
            self._put(text.P(), part.kind, "rfItalic")
        self._all(blocks(part.body), level, self._made.text)
        for label, words in part.facts:
            self._pair(label, words)
        if part.note:
            self._put(text.P(), part.note, "rfItalic")
        if part.table is not None:
            self._table(part.table.heading, [_cells(part.table.heads), *map(_cells, part.table.rows)])

    def _all(self, found: Sequence[Block], level: int, parent: Element) -> None:
        for block in found:
            for element in self._block(block, level):
                parent.addElement(element)

    def _block(self, block: Block, level: int) -> Iterator[Element]:
        match block["kind"]:
            case "heading":
                lowered = min(level + 1 + block["rank"], LOWEST_HEADING)
                yield self._runs(text.H(outlinelevel=lowered, stylename=f"rfHeading{lowered}"), block["runs"])
            case "list":
                made = text.List(stylename="rfNumbers" if block["ordered"] else "rfBullets")
                for place, item in enumerate(block["items"]):
                    started = {"startvalue": block["start"]} if block["ordered"] and not place else {}
                    line = text.ListItem(**started)
                    self._all([each for each in item if each["kind"] not in ("table", "rule")], level, line)
                    made.addElement(line)
                yield made
            case "quote":
                for inner in block["blocks"]:
                    yield from self._block(inner, level)
            case "table":
                rows = [block["head"], *block["rows"]]
                yield self._rows("", rows)
            case "rule":
                yield self._runs(text.P(), [{"text": "* * *"}])
            case "code":
                for line in block["text"].split("\n"):
                    yield self._runs(text.P(), [{"text": line, "code": True}])
            case _:
                yield self._runs(text.P(), block["runs"])

    def _table(self, name: str, rows: Sequence[Sequence[Sequence[Run]]]) -> None:
        self._made.text.addElement(self._rows(name, rows))
        self._made.text.addElement(text.P())

    def _rows(self, name: str, rows: Sequence[Sequence[Sequence[Run]]]) -> Element:
        """A table whose first row is a heading for eyes and ears, and stands on every page."""
        made = table.Table(**({"name": _clean(name)} if name else {}))
        made.addElement(table.TableColumn(numbercolumnsrepeated=len(rows[0])))
        head = table.TableHeaderRows()
        head.addElement(self._row([[run | {"bold": True} for run in cell] for cell in rows[0]]))
        made.addElement(head)
        for row in rows[1:]:
            made.addElement(self._row(row))
        return made

    def _row(self, cells: Sequence[Sequence[Run]]) -> Element:
        made = table.TableRow()
        for runs in cells:
            cell = table.TableCell(valuetype="string")
            cell.addElement(self._runs(text.P(), runs))
            made.addElement(cell)
        return made

    # --- words ---
    def _pair(self, label: str, words: str) -> None:
        runs: list[Run] = [{"text": f"{label}: ", "bold": True}, {"text": words}]
        self._made.text.addElement(self._runs(text.P(), runs))

    def _line(self, words: str) -> None:
        if words:
            self._put(text.P(), words)

    def _put(self, element: Element, words: str, look: str = "") -> None:
        if look:
            element.addElement(text.Span(stylename=look, text=_clean(words)))
        else:
            element.addText(_clean(words))
        self._made.text.addElement(element)

    def _runs(self, element: Element, runs: Sequence[Run]) -> Element:
        for run in runs:
            if run.get("is_break"):
                element.addElement(text.LineBreak())
                continue
            place = element
            if run.get("href"):
                place = text.A(type="simple", href=run["href"])
                element.addElement(place)
            look = _look(run)
            if look:
                place.addElement(text.Span(stylename=look, text=_clean(run["text"])))
            else:
                place.addText(_clean(run["text"]))
        return element


def _cells(words: Sequence[str]) -> list[list[Run]]:
    return [[{"text": each}] for each in words]


def _look(run: Run) -> str:
    if run.get("code"):
        return "rfCode"
    return {(True, True): "rfBoldItalic", (True, False): "rfBold", (False, True): "rfItalic"}.get(
        (bool(run.get("bold")), bool(run.get("italic"))), ""
    )


def _list_style(name: str, kind: Any) -> Element:
    made = text.ListStyle(name=name)
    for level in range(1, 10):
        sign = {"bulletchar": "•"} if kind is text.ListLevelStyleBullet else {"numformat": "1", "numsuffix": "."}
        step = kind(level=level, **sign)
        step.addElement(style.ListLevelProperties(spacebefore=f"{level * 0.5:.1f}cm", minlabelwidth="0.5cm"))
        made.addElement(step)
    return made


def _clean(words: str) -> str:
    return _UNWRITABLE.sub("", words)
