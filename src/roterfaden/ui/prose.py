"""CommonMark as plain data, of which PDF and Word documents are made. A text stays text: nothing in it is an order.

A block is a dict that JSON can hold, with `kind` and what belongs to it:

* `paragraph`: `runs`; `heading`: `rank` (0 is the highest of this text, none is skipped) and `runs`
* `list`: `ordered`, `start` and `items`, each a list of blocks; `quote`: `blocks`; `code`: `text`; `rule`: nothing
* `table`: `aligns` (start, center or end for each column), `head` (a list of runs for each column) and `rows`

A run is a piece of text in one style: `text`, `bold`, `italic`, `code`, `href` (empty: no link), `is_break`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
Run = dict[str, Any]

COMMONMARK = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
"""HTML stays text, images are off, nesting ends at twenty levels."""

SAFE_LINKS = ("https://", "http://", "mailto:")
"""Addresses that lead somewhere from a document on its own."""
PLAIN: Run = {"text": "", "bold": False, "italic": False, "code": False, "href": "", "is_break": False}
SIDES = {"text-align:right": "end", "text-align:center": "center"}


def blocks(text: str) -> list[Block]:
    """The blocks of a text in reading order. No sign that is read as text is left out."""
    ranks = Ranks()
    return [block for node in SyntaxTreeNode(COMMONMARK.parse(text or "")).children for block in _blocks(node, ranks)]


class Ranks:
    """Headings of one text by rank: a level somebody skipped is no level. `#`, `###`, `##` are 0, 1, 1."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def of(self, level: int) -> int:
        """The rank of the next heading, which stands at `level` (1 to 6)."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return len(self._open) - 1


def _blocks(node: SyntaxTreeNode, ranks: Ranks) -> Iterator[Block]:
    match node.type:
        case "paragraph":
            yield {"kind": "paragraph", "runs": _runs(node)}
        case "heading":
            yield {"kind": "heading", "rank": ranks.of(int(node.tag[1])), "runs": _runs(node)}
        case "bullet_list" | "ordered_list":
            items = [[block for child in item.children for block in _blocks(child, ranks)] for item in node.children]
            yield {
                "kind": "list", "ordered": node.type == "ordered_list", "start": int(node.attrs.get("start", 1)),
                "items": items,
            }  # fmt: skip
        case "blockquote":
            yield {"kind": "quote", "blocks": [block for child in node.children for block in _blocks(child, ranks)]}
        case "fence" | "code_block":
            yield {"kind": "code", "text": node.content.rstrip("\n")}
        case "table":
            yield _table(node)
        case "hr":
            yield {"kind": "rule"}
        case _:  # nothing the parser is told to know; its words stay all the same
            yield {"kind": "paragraph", "runs": [PLAIN | {"text": node.content}]}


def _table(node: SyntaxTreeNode) -> Block:
    rows = [row.children for part in node.children for row in part.children]
    aligns = [SIDES.get(str(cell.attrs.get("style", "")), "start") for cell in rows[0]]
    head, *body = ([_runs(cell) for cell in row] for row in rows)
    return {"kind": "table", "aligns": aligns, "head": head, "rows": body}


def _runs(node: SyntaxTreeNode) -> list[Run]:
    found = (run for inline in node.children for child in inline.children or () for run in _inline(child, PLAIN))
    return [run for run in found if run["text"] or run["is_break"]]


def _inline(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    match node.type:
        case "strong":
            yield from _inside(node.children, style | {"bold": True})
        case "em":
            yield from _inside(node.children, style | {"italic": True})
        case "link":
            href = str(node.attrs.get("href", ""))
            yield from _inside(node.children, style | {"href": href if href.startswith(SAFE_LINKS) else ""})
        case "softbreak":
            yield style | {"text": " "}
        case "hardbreak":
            yield style | {"is_break": True}
        case "code_inline":
            yield style | {"text": node.content, "code": True}
        case _:
            yield style | {"text": node.content}


def _inside(children: Sequence[SyntaxTreeNode], style: Run) -> Iterator[Run]:
    for child in children:
        yield from _inline(child, style)


def plain_text(found: Sequence[Block]) -> str:
    """The words of blocks without their marks, a line for each paragraph, item and cell."""
    return "\n".join(line for block in found for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    yield "".join("\n" if run["is_break"] else run["text"] for run in block.get("runs", ()))
    yield block.get("text", "")
    for inner in (*block.get("items", ()), block.get("blocks", ())):
        yield plain_text(inner)
    for row in (block.get("head", ()), *block.get("rows", ())):
        for cell in row:
            yield "".join(run["text"] for run in cell)
