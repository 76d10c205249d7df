"""Reading a Word document from the beginning to the end into a flat list of blocks.

Nothing is dropped in silence: every text of the file is in a block or among what was left out, with the reason. What
people see as one document is spread over the file: numbers are counted by a rule in another part, notes stand apart,
text boxes hang on paragraphs (twice, for old and new programs), tables are used as forms and to place things.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from roterfaden.concept.enums import BlockKind, LeftBecause, Origin
from roterfaden.concept.methods.documents import looks, tables
from roterfaden.concept.methods.documents.blocks import Block, ReadDocument
from roterfaden.concept.methods.documents.inline import (
    Inline,
    Note,
    Words,
    chosen,
    every_text,
    is_placeholder,
)
from roterfaden.concept.methods.documents.marks import marked
from roterfaden.concept.methods.documents.numbering import Marker, Numbering
from roterfaden.concept.methods.documents.package import DOCUMENT, MC, Package, Tree, W
from roterfaden.concept.methods.documents.styles import Styles
from roterfaden.kernel.containers import DamagedFile

PARTS_OF_TEXT = {"footnotes": Origin.FOOTNOTE, "endnotes": Origin.ENDNOTE}


def read_document(data: bytes) -> ReadDocument:
    """The blocks of a DOCX file. Raises the errors of kernel.containers: EmptyFile, NotWord, OldOfficeFile,
    EncryptedFile, FileWithMacros, FileTooLarge, UnpacksTooLarge, DamagedFile."""
    try:
        return _Reader(Package(data)).read()
    except RecursionError as error:  # boxes in tables in boxes, hundreds deep: nobody writes so
        raise DamagedFile() from error


@dataclass
class _Waiting:
    """A paragraph whose mark somebody has deleted: the next one goes on in the same line."""

    words: Words
    properties: Tree | None


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.optional("word/styles.xml"))
        self._numbering = Numbering(package.optional("word/numbering.xml"), self._styles)
        self._inline = Inline(self._styles)
        self._inline.within(package.relations(DOCUMENT))
        self._usual_size = self._styles.usual_size()
        self._notes = {name: self._notes_of(name) for name in PARTS_OF_TEXT}
        self._told: set[tuple[str, str]] = set()
        self._waiting: _Waiting | None = None

    def read(self) -> ReadDocument:
        """Everything: the text, then what stands around it."""
        blocks = list(self._flow(self._package.body))
        blocks += self._rest()
        blocks += self._unread_notes()
        self._around()
        return ReadDocument(tuple(looks.levelled(blocks)), tuple(self._inline.left), self._inline.accepted)

    # --- paragraphs and tables ------------------------------------------------------------------------------------
    def _flow(self, parent: Tree) -> Iterator[Block]:
        for child in parent:
            name = child.tag
            if name == f"{W}p":
                yield from self._paragraph(child)
            elif name == f"{W}tbl":
                yield from self._rest()
                yield from self._table(child)
            elif name == f"{MC}AlternateContent":
                yield from self._flow(chosen(child))
            elif name in (f"{W}del", f"{W}moveFrom"):
                self._inline.leave(LeftBecause.DELETED, every_text(child))
            elif name == f"{W}altChunk":
                self._inline.leave(LeftBecause.EMBEDDED, "")
            elif name == f"{W}sdt" and is_placeholder(child):
                self._inline.leave(LeftBecause.PLACEHOLDER, every_text(child))
            elif name == f"{W}sdt" and _is_contents(child):
                self._inline.leave(LeftBecause.CONTENTS, every_text(child))
            elif name != f"{W}sectPr" and len(child):
                yield from self._flow(child)

    def _paragraph(self, paragraph: Tree) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        words = self._inline.words(paragraph)
        if words.contents:
            self._inline.leave(LeftBecause.CONTENTS, words.contents)
        if self._waiting:
            words, self._waiting = _joined(self._waiting.words, words), None
        if _is_mark_deleted(properties):
            self._waiting = _Waiting(words, properties)
            return
        yield from self._told_paragraph(words, properties)

    def _rest(self) -> Iterator[Block]:
        """The last paragraph, when nothing follows that it could go on in."""
        if self._waiting:
            waiting, self._waiting = self._waiting, None
            yield from self._told_paragraph(waiting.words, waiting.properties)

    def _told_paragraph(self, words: Words, properties: Tree | None) -> Iterator[Block]:
        if self._styles.is_contents(self._styles.key_of(properties)):
            self._inline.leave(LeftBecause.CONTENTS, words.source)
        elif words.plain:
            yield self._block(words, properties)
        elif words.source:  # only signs nobody sees
            self._inline.leave(LeftBecause.HIDDEN, words.source)
        for box in words.boxes:
            waiting, self._waiting = self._waiting, None
            yield from (block.at(Origin.BOX) for block in [*self._flow(box), *self._rest()])
            self._waiting = waiting
        for note in words.notes:
            yield from self._note(note)

    def _block(self, words: Words, properties: Tree | None) -> Block:
        marker = self._numbering.marker(properties)
        level = self._styles.heading_level(properties)
        if level is not None:
            plain, counted = " ".join(words.plain.split()), marker.text if marker else ""
            typed, rest = ("", plain) if counted else looks.typed_number(plain)
            return Block(BlockKind.HEADING, rest, rest, words.source, level=level, marker=counted or typed)
        if found := looks.guessed_heading(words, marker, self._usual_size):
            return found
        if marker is not None:
            return _item(words, marker)
        if found := looks.typed_item(words):
            return found
        return Block(BlockKind.PARAGRAPH, marked(words.spans), words.plain, words.source)

    # --- tables ---------------------------------------------------------------------------------------------------
    def _table(self, table: Tree) -> Iterator[Block]:
        """A table of data is one block; a table used as a form or to place things becomes what stands in it."""
        rows = tables.rows_of(table)
        for gone in tables.removed_rows(table):
            self._inline.leave(LeftBecause.DELETED, every_text(gone))
        cells = [[self._cell(cell) for cell in row] for row in rows]
        for block in tables.blocks_of(cells, tables.has_heading_row(table)):
            yield block.at(Origin.TABLE)

    def _cell(self, cell: tables.Cell) -> tables.ReadCell:
        waiting, self._waiting = self._waiting, None
        blocks = [] if cell.content is None else [*self._flow(cell.content), *self._rest()]
        self._waiting = waiting
        return tables.ReadCell(tuple(blocks), cell.span)

    # --- notes ----------------------------------------------------------------------------------------------------
    def _notes_of(self, part: str) -> dict[str, Tree]:
        root = self._package.optional(f"word/{part}.xml")
        if root is None:
            return {}
        kinds = ("separator", "continuationSeparator", "continuationNotice")
        notes = [each for each in root if each.tag in (f"{W}footnote", f"{W}endnote")]
        for each in notes:
            if each.get(f"{W}type") in kinds:
                self._inline.leave(LeftBecause.HEADER, every_text(each))
        return {each.get(f"{W}id", ""): each for each in notes if each.get(f"{W}type") not in kinds}

    def _note(self, note: Note) -> Iterator[Block]:
        element = self._notes.get(note.part, {}).get(note.key)
        if element is None or (note.part, note.key) in self._told:
            return
        self._told.add((note.part, note.key))
        before = self._inline.within(self._package.relations(f"word/{note.part}.xml"))
        fields, self._inline.fields = self._inline.fields, []
        waiting, self._waiting = self._waiting, None
        blocks = [*self._flow(element), *self._rest()]
        self._inline.within(before)
        self._inline.fields, self._waiting = fields, waiting
        origin = PARTS_OF_TEXT[note.part]
        for number, block in enumerate(blocks):
            marker = note.marker if number == 0 else ""
            yield replace(block, kind=BlockKind.NOTE, marker=marker, origin=origin, level=0, is_guess=False)

    def _unread_notes(self) -> Iterator[Block]:
        """Notes nothing refers to any more: Word keeps them."""
        for part, notes in self._notes.items():
            for key in notes:
                yield from self._note(Note(part, key, ""))

    # --- around the text ------------------------------------------------------------------------------------------
    def _around(self) -> None:
        reasons = (
            (("word/header", "word/footer"), LeftBecause.HEADER),
            (("word/comments.xml",), LeftBecause.COMMENT),
            (("word/diagrams/data", "word/charts/chart"), LeftBecause.CHART),
        )
        for beginnings, because in reasons:
            for name in self._package.named(*beginnings):
                root = self._package.part(name)
                for piece in root if because == LeftBecause.COMMENT else [root]:
                    self._inline.leave(because, " ".join(every_text(piece).split()))


def _item(words: Words, marker: Marker) -> Block:
    return Block(BlockKind.ITEM, marked(words.spans), words.plain, words.source, level=marker.level, marker=marker.text)


def _joined(first: Words, second: Words) -> Words:
    return Words(
        spans=[*first.spans, *second.spans], sizes=[*first.sizes, *second.sizes], source=first.source + second.source,
        boxes=[*first.boxes, *second.boxes], notes=[*first.notes, *second.notes],
    )  # fmt: skip


def _is_mark_deleted(properties: Tree | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _is_contents(content: Tree) -> bool:
    gallery = content.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
