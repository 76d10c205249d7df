"""What a paragraph is by its looks: headings nobody formatted as such, numbers and bullets somebody typed."""

import re
from collections.abc import Iterable
from dataclasses import replace

from roterfaden.concept.enums import BlockKind, Origin
from roterfaden.concept.methods.documents.blocks import Block
from roterfaden.concept.methods.documents.inline import Words
from roterfaden.concept.methods.documents.marks import Span, marked
from roterfaden.concept.methods.documents.numbering import Marker

LONGEST_HEADING = 140
LARGER = 1.15
"""How much larger than running text a heading by its looks is at least."""
NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,5}\.?|[IVX]{1,5}\.|[A-Z]\.(?:\d{1,2}\.?)*)\s+(?=\S)")
KEYWORD = re.compile(
    r"^(?:handlungsfeld|themenfeld|leitsatz|leitziel|leitlinie|herausforderung|ziel|oberziel|teilziel|maßnahme)\b"
    r"\s*[A-Z]?\d*(?:\.\d+)*\s*[:.–-]?\s*\S?",
    re.IGNORECASE,
)
TYPED_BULLET = re.compile(r"^[•▪●◦■◻➢·–—*-]\s+(?=\S)")
TYPED_ITEM = re.compile(r"^(?P<number>\d{1,2}[.)]|\(?[a-z]\)|\(\d{1,2}\))\s+(?=\S)")
ENDS_SENTENCE = (".", ",", ";", "!")


def typed_number(text: str) -> tuple[str, str]:
    """The number somebody typed before a heading, and the rest."""
    found = NUMBER.match(text)
    return (found["number"], text[found.end() :]) if found else ("", text)


def guessed_heading(words: Words, marker: Marker | None, usual_size: int) -> Block | None:
    """A heading that is only bold or large – or None.

    Short, without a full stop, and all of it bold or clearly larger than the rest; a bullet is never one. Size and
    number give a first level, `levelled` gives the last.
    """
    plain = words.plain
    if not plain or "\n" in plain or len(plain) > LONGEST_HEADING or (marker and marker.is_bullet):
        return None
    if plain.endswith(ENDS_SENTENCE) or not any(sign.isalpha() for sign in plain):
        return None
    is_bold = all(bold for length, _size, bold in words.sizes if length)
    size = max((size or usual_size for length, size, _bold in words.sizes if length), default=usual_size)
    if not words.sizes or not (is_bold or size >= usual_size * LARGER):
        return None
    number, rest = ("", plain) if marker else typed_number(plain)
    return Block(
        BlockKind.HEADING, text=rest, plain=rest, source=words.source, marker=marker.text if marker else number,
        level=-size if is_bold else -size + 1, is_guess=True,
    )  # fmt: skip


def typed_item(words: Words) -> Block | None:
    """A paragraph that begins with a bullet or a small number somebody typed, as a list item – or None."""
    plain = words.plain
    if "\n" in plain:
        return None
    found = TYPED_BULLET.match(plain)
    numbered = None if found else TYPED_ITEM.match(plain)
    match = found or numbered
    if match is None or not words.spans:
        return None
    spans = without_start(words.spans, plain[: match.end()])
    number = numbered["number"] if numbered else ""
    return Block(BlockKind.ITEM, marked(spans), plain[match.end() :], words.source, marker=number)


def without_start(spans: list[Span], start: str) -> list[Span]:
    """Spans without the signs of `start` at their beginning; white space does not count."""
    signs, rest = [sign for sign in start if not sign.isspace()], list(spans)
    while signs and rest:
        text = rest[0].text.lstrip()
        while signs and text and text[0] == signs[0]:
            signs.pop(0)
            text = text[1:].lstrip() if signs else text[1:]
        rest[0] = replace(rest[0], text=text)
        if signs:
            rest.pop(0)
    return rest


def levelled(blocks: Iterable[Block]) -> list[Block]:
    """Give guessed headings a level: by the depth of their number, else by size, below the real heading before them.

    Negative levels are sizes; the largest size in use is the first level.
    """
    found = list(blocks)
    sizes = sorted({block.level for block in found if block.is_guess and block.origin != Origin.TABLE})
    real, done = 0, []
    for block in found:
        if block.kind == BlockKind.HEADING and not block.is_guess:
            real = block.level
        elif block.is_guess:
            block = replace(block, level=_guessed_level(block, sizes, real))
        done.append(block)
    return done


def _guessed_level(block: Block, sizes: list[int], real: int) -> int:
    depth = len([each for each in re.split(r"[.]", block.marker) if each])
    if depth and not real:
        return min(depth, 9)
    by_size = sizes.index(block.level) + 1 if block.level in sizes else len(sizes) + 1
    return min(real + max(by_size, depth if not real else 1), 9)
