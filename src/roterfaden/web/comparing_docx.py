"""Two versions of a concept as Word document with tracked changes: accept all for the new, reject all for the old.

What came and went is `w:ins` and `w:del`, what moved `w:moveFrom` and `w:moveTo` with a name for both places (ECMA-376
part 1, 17.13.5). Paragraphs are written as XML: the library knows no tracked changes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import IO, Any

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from roterfaden.concept.methods.differences import Piece, Side, words
from roterfaden.concept.queries import ComparedRow, Comparison, Standing
from roterfaden.ui.filters import day
from roterfaden.web.comparing import facts
from roterfaden.web.context import house_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOWEST_HEADING = 9
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class _Line:
    """A paragraph in both versions; None where a version does not have it."""

    style: str
    old: str | None
    new: str | None


class _Tracker:
    """Numbers the changes and signs them: every one has an author and a moment."""

    def __init__(self, author: str, at: datetime) -> None:
        self._numbers = count(1)
        moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._signed = f'w:author="{_escaped(author)}" w:date="{moment}"'

    def mark(self, kind: str, inner: str = "") -> str:
        """`<w:ins …>inner</w:ins>`, or the empty tag that marks the end of a paragraph."""
        opening = f'w:{kind} w:id="{next(self._numbers)}" {self._signed}'
        return f"<{opening}>{inner}</w:{kind}>" if inner else f"<{opening}/>"

    def around(self, kind: str, name: str, inner: Sequence[str]) -> Iterator[str]:
        """A named range: Word pairs what moved from here with what moved there."""
        number = next(self._numbers)
        yield f'<w:{kind}RangeStart {nsdecls("w")} w:id="{number}" {self._signed} w:name="{name}"/>'
        yield from inner
        yield f'<w:{kind}RangeEnd {nsdecls("w")} w:id="{number}"/>'


def comparison_docx(found: Comparison, *, author: str, made_at: datetime, language: str) -> IO[bytes]:
    """The document. Changes carry `author` and the day the newer version was frozen (`made_at` for the draft)."""
    document = Document()
    title = found.new.concept.title
    core = document.core_properties
    core.title, core.author, core.language, core.comments = title, author, language, ""
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    _speak(document, language)
    document.add_heading(title, level=0)
    document.add_paragraph(_lead(found))
    tracker = _Tracker(author, found.new.frozen_at or made_at)
    for row in found.rows:
        for xml in _row(row, tracker):
            document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    made = io.BytesIO()
    document.save(made)
    made.seek(0)
    return made


def author_of(request: HttpRequest) -> str:
    """Who signs the changes: the office, not a person."""
    house = house_of(request)
    return f"{house.contact_unit}, {house.name}" if house else ""


def _lead(found: Comparison) -> str:
    names = [
        f"{version.title} ({day(version.frozen_at)})" if version.frozen_at else version.title
        for version in (found.old, found.new)
    ]
    told = _("Änderungen von „%(old)s“ zu „%(new)s“. Alle annehmen ergibt die neue Fassung, alle ablehnen die alte.")
    return told % {"old": names[0], "new": names[1]}


def _speak(document: Any, language: str) -> None:
    """What the words of the document are in."""
    said = parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>')
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(said)


def _row(row: ComparedRow, tracker: _Tracker) -> Iterator[str]:
    has_moved = row.side != Side.BOTH and row.old is not None and row.new is not None
    old = row.old if row.side != Side.NEW else None
    new = row.new if row.side != Side.OLD else None
    lines = _lines(old, new)
    if not has_moved:
        for line in lines:
            yield _paragraph(line, tracker, came="ins", went="del")
        return
    kind = "moveFrom" if row.side == Side.OLD else "moveTo"
    inner = [_paragraph(line, tracker, came="moveTo", went="moveFrom") for line in lines]
    yield from tracker.around(kind, f"element{row.element_id}", inner)


def _lines(old: Standing | None, new: Standing | None) -> Iterator[_Line]:
    depth = next(each.depth for each in (new, old) if each)
    heads = [f"{each.number} {each.revision.title}" if each else None for each in (old, new)]
    yield _Line(f"Heading{min(depth + 1, LOWEST_HEADING)}", heads[0], heads[1])
    bodies = [each.revision.body or None if each else None for each in (old, new)]
    if any(bodies):
        yield _Line("", bodies[0], bodies[1])
    ours, theirs = facts(old), facts(new)
    for label in dict.fromkeys([*theirs, *ours]):
        pair = [f"{label}: {each[label]}" if label in each else None for each in (ours, theirs)]
        yield _Line("", pair[0], pair[1])


def _paragraph(line: _Line, tracker: _Tracker, *, came: str, went: str) -> str:
    """A paragraph whose words are tracked one by one; as a whole where only one version has it."""
    mark = "" if line.old is not None and line.new is not None else tracker.mark(came if line.old is None else went)
    style = f'<w:pStyle w:val="{line.style}"/>' if line.style else ""
    props = f"<w:pPr>{style}{f'<w:rPr>{mark}</w:rPr>' if mark else ''}</w:pPr>" if style or mark else ""
    runs = "".join(_tracked(piece, tracker, came, went) for piece in words(line.old or "", line.new or ""))
    return f"<w:p {nsdecls('w')}>{props}{runs}</w:p>"


def _tracked(piece: Piece, tracker: _Tracker, came: str, went: str) -> str:
    if piece.is_added:
        return tracker.mark(came, _run(piece.text, "t"))
    if piece.is_removed:
        return tracker.mark(went, _run(piece.text, "delText" if went == "del" else "t"))
    return _run(piece.text, "t")


def _run(text: str, tag: str) -> str:
    """One run; line breaks stay line breaks."""
    parts = (f'<w:{tag} xml:space="preserve">{_escaped(part)}</w:{tag}>' if part else "" for part in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(parts)}</w:r>"


def _escaped(text: str) -> str:
    return str(escape(_UNWRITABLE.sub("", text)))
