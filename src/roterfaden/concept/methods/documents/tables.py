"""Tables: data stays a table; a table used as a form, as a list of records or to place things becomes its content."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roterfaden.concept.enums import BlockKind
from roterfaden.concept.methods.documents import marks
from roterfaden.concept.methods.documents.blocks import Block
from roterfaden.concept.methods.documents.package import Tree, W

LONGEST_LABEL = 60
LABELS = re.compile(
    r"^(?:(?:ober|teil|unter|handlungs|leit|gesamt)?ziele?\b|leits[aä]tz|handlungsfeld|themenfeld|herausforderung|"
    r"handlungsbedarf|ma(?:ß|ss)nahme|projekt|aktivität|verantwort|zuständig|federführ|ansprech|akteur|beteiligt|"
    r"partner|zeitraum|laufzeit|zeitplan|umsetzung|beginn|ende|frist|termin|indikator|messgröße|zielwert|kennzahl|"
    r"ausgangs|ist-?stand|sachstand|stand\b|beschreibung|inhalt|begründung|kosten|finanzierung|ressourcen|priorität|"
    r"zielgruppe|bemerkung|anmerkung|nr\b|nummer|lfd)",
    re.IGNORECASE,
)
"""How cells begin that name what stands beside or below them."""
RECORDS = re.compile(
    r"^(?:(?:ober|teil|handlungs)?ziele?\b|ma(?:ß|ss)nahmen?\b|herausforderung(?:en)?\b|leits[aä]tze?\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Cell:
    """A cell as found; `content` is empty where it only continues the one above."""

    content: Tree | None
    span: int = 1


@dataclass(frozen=True)
class ReadCell:
    """A cell once read."""

    blocks: tuple[Block, ...]
    span: int = 1

    @property
    def plain(self) -> str:
        """All its words in one line."""
        return " ".join(" ".join(filter(None, (each.marker, each.plain))) for each in self.blocks).replace("\n", " ")


def rows_of(table: Tree) -> list[list[Cell]]:
    """The rows that still stand, with content controls and tracked insertions opened."""
    rows = []
    for row in _below(table, f"{W}tr"):
        if _is_removed(row):
            continue
        cells = []
        for cell in _below(row, f"{W}tc"):
            span, merged = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            has_text = any((each.text or "").strip() for each in cell.iter(f"{W}t", f"{W}delText"))
            content = None if goes_on and not has_text else cell
            cells.append(Cell(content, _span(span)))
        rows.append(cells)
    return [row for row in rows if row]


def removed_rows(table: Tree) -> list[Tree]:
    """Rows somebody has deleted with tracked changes."""
    return [row for row in _below(table, f"{W}tr") if _is_removed(row)]


def has_heading_row(table: Tree) -> bool:
    """Whether the first row is repeated on each page, as people set it for headings."""
    row = table.find(f"{W}tr")
    return row is not None and row.find(f"{W}trPr/{W}tblHeader") is not None


def _below(parent: Tree, name: str) -> Iterator[Tree]:
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag not in (f"{W}tr", f"{W}tc", f"{W}tblPr", f"{W}trPr", f"{W}tcPr"):
            yield from _below(child, name)


def _is_removed(row: Tree) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _span(element: Tree | None) -> int:
    try:
        return 1 if element is None else min(max(int(element.get(f"{W}val", "1")), 1), 63)
    except ValueError:
        return 1


# --- what kind of table -------------------------------------------------------------------------------------------
def blocks_of(rows: Sequence[Sequence[ReadCell]], has_heading: bool) -> Iterator[Block]:
    """The blocks of a table: its cells, its records, or the table as one block."""
    filled = [[cell for cell in row if cell.blocks] for row in rows]
    filled = [row for row in filled if row]
    if not filled:
        return
    if max(len(row) for row in filled) == 1:
        yield from (block for row in filled for cell in row for block in cell.blocks)
    elif is_form(filled):
        yield from _form(filled)
    elif is_list_of_records(rows):
        yield from _records(rows)
    elif is_layout(filled, has_heading):
        yield from (block for row in filled for cell in row for block in cell.blocks)
    else:
        yield _data(rows)


def is_form(rows: Sequence[Sequence[ReadCell]]) -> bool:
    """Two filled cells a row at most, and most of the first ones name what stands beside them."""
    pairs = [row for row in rows if len(row) == 2]  # noqa: PLR2004 -- label and value
    if max(len(row) for row in rows) > 2 or len(pairs) * 2 < len(rows):  # noqa: PLR2004
        return False
    labels = [row[0].plain.strip() for row in pairs]
    named = [text for text in labels if len(text) <= LONGEST_LABEL and (LABELS.match(text) or text.endswith(":"))]
    return len(named) * 2 >= len(labels) and (len(labels) > 1 or len(rows) > 1)


def is_list_of_records(rows: Sequence[Sequence[ReadCell]]) -> bool:
    """The first row names columns, one of them goals, initiatives or the like: each row is one of these."""
    if len(rows) < 2 or len({len(row) for row in rows}) != 1:  # noqa: PLR2004 -- a heading and a row
        return False
    heads = [cell.plain.strip() for cell in rows[0]]
    known = [text for text in heads if LABELS.match(text)]
    has_records = any(cell.blocks for row in rows[1:] for cell in row)
    is_head = has_records and all(len(text) <= LONGEST_LABEL for text in heads) and len(known) * 2 >= len(heads)
    return is_head and any(RECORDS.match(text) for text in heads)


def is_layout(rows: Sequence[Sequence[ReadCell]], has_heading: bool) -> bool:
    """Cells that hold headings, lists or several long paragraphs place text on the page."""
    if has_heading:
        return False
    cells = [cell for row in rows for cell in row]
    heavy = [
        cell for cell in cells
        if any(block.kind == BlockKind.HEADING and not block.is_guess for block in cell.blocks)
        or len(cell.blocks) > 3  # noqa: PLR2004 -- a cell of data is a line or two
    ]  # fmt: skip
    return bool(heavy) and len(heavy) * 3 >= len(cells)


def _form(rows: Sequence[Sequence[ReadCell]]) -> Iterator[Block]:
    for row in rows:
        if len(row) == 1:
            yield from row[0].blocks
        else:
            yield from _labelled(row[0].plain, row[1], "".join(block.source for block in row[0].blocks))


def _labelled(label: str, cell: ReadCell, source: str = "") -> Iterator[Block]:
    """The blocks of a cell; the first carries the label, headings by their looks are running text here."""
    for number, block in enumerate(cell.blocks):
        if block.kind == BlockKind.HEADING and block.is_guess:
            plain = " ".join(filter(None, (block.marker, block.plain)))
            block = replace(
                block, kind=BlockKind.PARAGRAPH, text=marks.escaped(plain), plain=plain, marker="", level=0,
                is_guess=False,
            )  # fmt: skip
        first = number == 0
        yield replace(block, label=label.strip().rstrip(":").strip() if first else "",
                      source=(source if first else "") + block.source)  # fmt: skip


def _records(rows: Sequence[Sequence[ReadCell]]) -> Iterator[Block]:
    heads = [cell.plain for cell in rows[0]]
    order = sorted(range(len(heads)), key=lambda each: (not RECORDS.match(heads[each].strip()), each))
    source = "".join(block.source for cell in rows[0] for block in cell.blocks)
    for row in rows[1:]:
        for column in order:
            for block in _labelled(heads[column], row[column], source):
                yield block
                source = ""


def _data(rows: Sequence[Sequence[ReadCell]]) -> Block:
    cells = [[text for cell in row for text in (_cell_text(cell), *[""] * (cell.span - 1))] for row in rows]
    blocks = [block for row in rows for cell in row for block in cell.blocks]
    plain = "\n".join(" | ".join(filter(None, (cell.plain for cell in row))) for row in rows)
    return Block(BlockKind.TABLE, marks.table(cells), plain, "".join(block.source for block in blocks))


def _cell_text(cell: ReadCell) -> str:
    pieces = []
    for block in cell.blocks:
        text = block.plain if block.kind == BlockKind.TABLE else block.text
        text = marks.escaped(text.replace("\n", "; ")) if block.kind == BlockKind.TABLE else text
        text = marks.escaped(text) if block.kind == BlockKind.HEADING else text
        head = f"[{block.marker}]" if block.kind == BlockKind.NOTE and block.marker else block.marker
        pieces.append(" ".join(filter(None, (f"{block.label}:" if block.label else "", marks.escaped(head), text))))
    return " / ".join(pieces)
