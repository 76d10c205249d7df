"""Words as CommonMark: escaped where a sign would mean something, marked where people marked them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\`*\[\]<]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+])(?=\s|$)|(>)|(=+|-+|~{3,})(?=\s*$))")
_ORDERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True)
class Span:
    """Some words in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


def escaped(text: str) -> str:
    """Text as CommonMark that reads exactly so; lines break where they broke."""
    lines = [_escaped_line(" ".join(line.split())) for line in text.split("\n")]
    return "\\\n".join(line for line in lines if line)


def _escaped_line(line: str) -> str:
    line = _SPECIAL.sub(lambda found: "\\" + found[0], line)
    line = _ENTITY.sub(r"\\&", _UNDERSCORE.sub(r"\\_", line))
    return protected_start(line)


def protected_start(line: str) -> str:
    """A line that begins like a heading, a list or a quotation, but is none."""
    line = _ORDERED.sub(r"\1\\\2", line)
    return _LINE_START.sub(lambda found: "\\" + found[0], line)


def marked(spans: Sequence[Span]) -> str:
    """Spans as one paragraph of CommonMark."""
    joined, text = list(_joined(spans)), ""
    for number, span in enumerate(joined):
        following = joined[number + 1].text[:1] if number + 1 < len(joined) else ""
        text += _marked_span(span, before=text[-1:], after=following)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\\\n".join(protected_start(line) for line in lines if line)


def _joined(spans: Sequence[Span]) -> Iterable[Span]:
    """Neighbours of the same look as one: Word cuts words into pieces wherever somebody has typed."""
    waiting: Span | None = None
    for span in spans:
        if waiting and not span.text.strip():
            waiting = Span(waiting.text + span.text, waiting.bold, waiting.italic, waiting.href)
        elif waiting and _look(waiting) == _look(span):
            waiting = Span(waiting.text + span.text, *_look(span))
        else:
            if waiting:
                yield waiting
            waiting = span
    if waiting:
        yield waiting


def _look(span: Span) -> tuple[bool, bool, str]:
    return (span.bold, span.italic, span.href)


def _marked_span(span: Span, *, before: str, after: str) -> str:
    """White space stays outside of the marks, and each line has its own: CommonMark wants it so."""
    lines = span.text.split("\n")
    last = len(lines) - 1
    return "\n".join(
        _marked_line(line, span, before if number == 0 else "", after if number == last else "")
        for number, line in enumerate(lines)
    )


def _marked_line(line: str, span: Span, before: str, after: str) -> str:
    words = line.strip()
    if not words:
        return line
    start, end = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    text = _inner(words)
    sign = "***" if span.bold and span.italic else "**" if span.bold else "*" if span.italic else ""
    opens = bool(start) or not before.strip() or (words[0].isalnum() and before != "*")
    closes = bool(end) or not after.strip() or words[-1].isalnum()
    if opens and closes:  # elsewhere a mark would stand there as a sign; words are worth more than looks
        text = f"{sign}{text}{sign}"
    if span.href:
        text = f"[{text}](<{span.href}>)"
    return start + text + end


def _inner(words: str) -> str:
    text = _SPECIAL.sub(lambda found: "\\" + found[0], words)
    return _ENTITY.sub(r"\\&", _UNDERSCORE.sub(r"\\_", text))


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of CommonMark cells as a table; the first row is the heading."""
    width = max(len(row) for row in rows)
    lines = [_row(row, width) for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _row(cells: Sequence[str], width: int) -> str:
    filled = [*cells, *[""] * (width - len(cells))]
    return "| " + " | ".join(cell.replace("\\\n", " ").replace("\n", " ").replace("|", "\\|") for cell in filled) + " |"
