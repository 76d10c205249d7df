"""The words inside of one paragraph: runs, fields, tracked changes, notes, and what hangs on a paragraph."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from roterfaden.concept.enums import LeftBecause
from roterfaden.concept.methods.documents.blocks import LeftOut
from roterfaden.concept.methods.documents.marks import SAFE_LINK, Span
from roterfaden.concept.methods.documents.package import MATH, MC, A, R, Tree, W
from roterfaden.concept.methods.documents.styles import Look, Styles, look_of

CONTENTS_FIELDS = ("TOC", "INDEX", "TOA")
SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
SYMBOLS = {
    0xB7: "•", 0xA7: "▪", 0xA8: "◻", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x6F: "◻", 0x71: "❑", 0x6E: "■",
    0x6C: "●", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0x4A: "☺",
    0x4C: "☹", 0xAE: "→", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB9: "≠",
}  # fmt: skip
"""Signs that symbol fonts draw in the place of letters; what is not here becomes a plain bullet."""
PRIVATE_SIGNS = range(0xF000, 0xF100)
SKIPPED = frozenset({f"{W}{name}" for name in (
    "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "permStart",
    "permEnd", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "lastRenderedPageBreak", "footnoteRef", "endnoteRef",
    "separator", "continuationSeparator", "annotationRef",
)})  # fmt: skip
BREAKS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
REMOVED = {
    f"{W}del": LeftBecause.DELETED, f"{W}moveFrom": LeftBecause.MOVED,
}  # fmt: skip
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})


@dataclass
class Field:
    """A field that is open: what it shall show, and whether its result has begun. Fields run over paragraphs."""

    order: str = ""
    in_result: bool = False

    @property
    def name(self) -> str:
        return (self.order.split() or [""])[0].upper()


@dataclass(frozen=True)
class Note:
    """A reference to a foot- or endnote, and the number people see."""

    part: str
    key: str
    marker: str


@dataclass
class Words:
    """What was found in one paragraph."""

    spans: list[Span] = field(default_factory=list)
    sizes: list[tuple[int, int | None, bool]] = field(default_factory=list)
    source: str = ""
    boxes: list[Tree] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    contents: str = ""

    @property
    def plain(self) -> str:
        """The words alone, lines kept."""
        lines = "".join(span.text for span in self.spans).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines if line.strip())


@dataclass(frozen=True)
class Around:
    """What the elements around a run say about it."""

    look: Look
    href: str = ""
    is_moved: bool = False


class Inline:
    """Reads paragraphs one after the other; remembers open fields, note numbers and what was left out."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.fields: list[Field] = []
        self.left: list[LeftOut] = []
        self.accepted = 0
        self._notes = {"footnotes": 0, "endnotes": 0}
        self._relations: Mapping[str, tuple[str, bool]] = {}
        self._looks: dict[str, Look] = {}

    def within(self, relations: Mapping[str, tuple[str, bool]]) -> Mapping[str, tuple[str, bool]]:
        """Follow links by these relations from now on; gives those of before."""
        before, self._relations = self._relations, relations
        return before

    def words(self, paragraph: Tree) -> Words:
        """Everything in `w:p`."""
        words = Words()
        key = self.styles.key_of(paragraph.find(f"{W}pPr"))
        self._walk(paragraph, words, Around(self._look(key)))
        return words

    def leave(self, because: LeftBecause, text: str) -> None:
        """Note down what is not part of the text. Empty text is worth a line for pictures and the like only."""
        if text.strip() or because in (LeftBecause.PICTURE, LeftBecause.CHART, LeftBecause.EMBEDDED):
            self.left.append(LeftOut(because, text))

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(each.in_result and each.name in CONTENTS_FIELDS for each in self.fields)

    def _look(self, style: str) -> Look:
        if style not in self._looks:
            self._looks[style] = self.styles.look(style)
        return self._looks[style]

    # --- what stands between paragraph and run --------------------------------------------------------------------
    def _walk(self, parent: Tree, words: Words, around: Around) -> None:
        for child in parent:
            if child.tag in SKIPPED:
                continue
            if child.tag in REMOVED:
                self.leave(REMOVED[child.tag], every_text(child))
            elif child.tag == f"{W}r":
                self._run(child, words, around)
            elif child.tag == f"{MC}AlternateContent":
                self._walk(chosen(child), words, around)
            elif child.tag.startswith(MATH):
                formula = "".join(each.text or "" for each in child.iter(f"{MATH}t"))
                self._text(formula, words, Span(""), around.look)
            else:
                self._container(child, words, around)

    def _container(self, child: Tree, words: Words, around: Around) -> None:
        if child.tag in INSERTED:
            self.accepted += 1
        if child.tag == f"{W}sdt" and is_placeholder(child):
            self.leave(LeftBecause.PLACEHOLDER, every_text(child))
        elif child.tag == f"{W}hyperlink":
            self._walk(child, words, replace(around, href=self._target(child.get(f"{R}id", ""))))
        elif child.tag == f"{W}fldSimple":
            self.fields.append(Field(child.get(f"{W}instr", ""), in_result=True))
            self._walk(child, words, around)
            self.fields.pop()
        elif len(child):
            self._walk(child, words, around)
        elif child.text and child.text.strip():  # a sign of a kind nobody has thought of yet
            self._text(child.text, words, Span(""), around.look)

    def _target(self, key: str) -> str:
        target, is_outside = self._relations.get(key, ("", False))
        return target if is_outside and SAFE_LINK.fullmatch(target) else ""

    # --- runs -----------------------------------------------------------------------------------------------------
    def _run(self, run: Tree, words: Words, around: Around) -> None:
        properties = run.find(f"{W}rPr")
        own = look_of(properties)
        if properties is not None and (style := properties.find(f"{W}rStyle")) is not None:
            own = own.over(self._look(style.get(f"{W}val", "")))
        look = own.over(around.look)
        span = Span("", bool(look.bold), bool(look.italic), around.href or self._field_link())
        for child in run:
            self._in_run(child, words, around, span, look)

    def _in_run(self, child: Tree, words: Words, around: Around, span: Span, look: Look) -> None:
        known: dict[str, Callable[[], None]] = {
            f"{W}t": lambda: self._text(child.text or "", words, span, look),
            f"{W}delText": lambda: self.leave(LeftBecause.DELETED, child.text or ""),
            f"{W}fldChar": lambda: self._field_sign(child),
            f"{W}instrText": lambda: self._field_order(child.text or ""),
            f"{W}sym": lambda: self._symbol(child, words, span, look),
            f"{W}br": lambda: self._say(words, " " if child.get(f"{W}type") in ("page", "column") else "\n", span),
            f"{W}footnoteReference": lambda: self._note("footnotes", child, words),
            f"{W}endnoteReference": lambda: self._note("endnotes", child, words),
        }  # fmt: skip
        if child.tag in SKIPPED or child.tag == f"{W}commentReference":
            return
        if child.tag == f"{MC}AlternateContent":
            for each in chosen(child):
                self._in_run(each, words, around, span, look)
        elif child.tag in BREAKS:
            self._say(words, BREAKS[child.tag], span)
        elif child.tag in known:
            known[child.tag]()
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._graphic(child, words)
        elif len(child):
            self._walk(child, words, around)  # ruby and whatever else holds runs

    def _text(self, text: str, words: Words, span: Span, look: Look) -> None:
        if any(not each.in_result for each in self.fields):
            self.leave(LeftBecause.FIELD, text)
        elif look.hidden:
            self.leave(LeftBecause.HIDDEN, text)
        elif self.in_contents:
            words.contents += text
        else:
            words.source += text
            words.sizes.append((len(text.strip()), look.size, span.bold))
            self._say(words, readable(text, look.font), span)

    def _say(self, words: Words, text: str, look: Span) -> None:
        if text and not self.in_contents and all(each.in_result for each in self.fields):
            words.spans.append(replace(look, text=text))

    def _symbol(self, child: Tree, words: Words, span: Span, look: Look) -> None:
        try:
            code = int(child.get(f"{W}char", ""), 16)
        except ValueError:
            return
        if not look.hidden:
            self._say(words, symbol(code, child.get(f"{W}font", "")), span)

    def _note(self, part: str, child: Tree, words: Words) -> None:
        own = child.get(f"{W}customMarkFollows") in ("1", "true")
        self._notes[part] += 0 if own else 1
        marker = "" if own else str(self._notes[part]) if part == "footnotes" else f"E{self._notes[part]}"
        words.notes.append(Note(part, child.get(f"{W}id", ""), marker))
        if marker:
            self._say(words, f"[{marker}]", Span(""))

    # --- fields ---------------------------------------------------------------------------------------------------
    def _field_sign(self, child: Tree) -> None:
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _field_order(self, text: str) -> None:
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].order += text

    def _field_link(self) -> str:
        for each in reversed(self.fields):
            if each.in_result and each.name == "HYPERLINK":
                pieces = each.order.split('"')
                target = pieces[1].strip() if len(pieces) > 1 and "\\l" not in pieces[0] else ""
                return target if SAFE_LINK.fullmatch(target) else ""
        return ""

    # --- pictures and boxes ---------------------------------------------------------------------------------------
    def _graphic(self, graphic: Tree, words: Words) -> None:
        """Text boxes are read after the paragraph; pictures, charts and embedded files are named."""
        names, loose = set(), []
        for each in _outside_boxes(graphic):
            name = etree.QName(each).localname
            names.add(name)
            if name == "txbxContent":
                words.boxes.append(each)
            elif each.tag in (f"{A}t", f"{W}t"):
                loose.append(each.text or "")
        if loose:
            self.leave(LeftBecause.CHART, " ".join(loose))
        if "OLEObject" in names:
            self.leave(LeftBecause.EMBEDDED, "")
        elif names & {"pic", "imagedata"}:
            self.leave(LeftBecause.PICTURE, "")


def _outside_boxes(element: Tree) -> Any:
    """Everything below a drawing down to its text boxes; what is in them is read as text."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            yield from _outside_boxes(chosen(child))
            continue
        yield child
        if etree.QName(child).localname != "txbxContent":
            yield from _outside_boxes(child)


def every_text(element: Tree) -> str:
    """All text below an element, deleted and hidden text too, alternatives once."""
    pieces = []
    for each in walk_chosen(element):
        if each.tag in (f"{W}t", f"{W}delText", f"{MATH}t", f"{A}t"):
            pieces.append(each.text or "")
        elif each.tag in BREAKS or each.tag in (f"{W}br", f"{W}p"):
            pieces.append(" ")
    return "".join(pieces)


def walk_chosen(element: Tree) -> Any:
    """Everything below an element in document order; of alternatives only the chosen one."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            yield from walk_chosen(chosen(child))
        else:
            yield child
            yield from walk_chosen(child)


def chosen(alternatives: Tree) -> Tree:
    """The alternative that counts: the first with text, else the first. Programs write the same twice."""
    found = [each for each in alternatives if etree.QName(each).localname in ("Choice", "Fallback")]
    with_text = [each for each in found if any((text.text or "").strip() for text in each.iter(f"{W}t", f"{A}t"))]
    return (with_text or found or [alternatives])[0]


def is_placeholder(content: Tree) -> bool:
    """Whether a content control shows "click here" instead of something somebody wrote."""
    return content.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def readable(text: str, font: str = "") -> str:
    """Text without signs nobody sees; letters of symbol fonts as the signs they draw."""
    if any(ord(sign) in PRIVATE_SIGNS for sign in text):
        text = "".join(symbol(ord(sign), font) if ord(sign) in PRIVATE_SIGNS else sign for sign in text)
    for sign in ("\u00ad", "\u200b", "\ufeff", "\u2060"):
        text = text.replace(sign, "")
    return text.replace("\t", " ").replace("\n", " ")


def symbol(code: int, font: str) -> str:
    """The sign a symbol font draws."""
    if code in PRIVATE_SIGNS or font.lower().startswith(SYMBOL_FONTS):
        return SYMBOLS.get(code & 0xFF, "•")
    return chr(code) if 0x20 <= code <= 0xD7FF else "•"  # noqa: PLR2004 -- signs that are characters
