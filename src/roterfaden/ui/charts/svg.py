"""A few lines that write SVG: every text is escaped, every number rounded, colour only by class."""

from collections.abc import Iterable
from math import ceil

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDE = 720
NARROW = 340
LABEL_SIZE = 14
TICK_SIZE = 13
LINE_HEIGHT = 17
AVERAGE_GLYPH = 0.54
"""Mean advance width of Fira Sans in em, for space that must be known without a browser."""


def num(value: float) -> str:
    """A coordinate, short and never in exponent notation."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value else "0"


def element(name: str, *children: str, **attributes: object) -> str:
    """``element("g", …, class_="x", stroke_width=2)``; children are SVG already, attribute values are escaped."""
    parts = [name]
    for key, value in attributes.items():
        if value is not None and value != "":
            text = num(value) if isinstance(value, float) else str(value)
            parts.append(f'{_attribute(key)}="{escape(text)}"')
    inner = "".join(children)
    return f"<{' '.join(parts)}>{inner}</{name}>" if inner else f"<{' '.join(parts)}/>"


def _attribute(key: str) -> str:
    return "viewBox" if key == "viewBox" else key.rstrip("_").replace("_", "-")


def text(content: object, x: float, y: float, *, anchor: str = "start", class_: str = "rf-c-label") -> str:
    """One line of text; ``anchor`` is start, middle or end, always counted from the left (charts run left to right)."""
    return element("text", escape(str(content)), x=float(x), y=float(y), text_anchor=anchor, class_=class_)


def lines(content: Iterable[str], x: float, y: float, *, anchor: str = "start", class_: str = "rf-c-label") -> str:
    """Several lines of text, the first with its baseline at ``y``."""
    return "".join(
        text(line, x, y + index * LINE_HEIGHT, anchor=anchor, class_=class_) for index, line in enumerate(content)
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def circle(x: float, y: float, r: float, class_: str) -> str:
    """A circle."""
    return element("circle", cx=float(x), cy=float(y), r=float(r), class_=class_)


def polyline(points: Iterable[tuple[float, float]], class_: str) -> str:
    """An open line through points; nothing for fewer than two."""
    pairs = [f"{num(x)},{num(y)}" for x, y in points]
    return element("polyline", points=" ".join(pairs), class_=class_) if len(pairs) > 1 else ""


def text_width(content: object, size: float = LABEL_SIZE) -> float:
    """Estimated width of a text in pixels."""
    return len(str(content)) * size * AVERAGE_GLYPH


def wrap(content: object, width: float, size: float = LABEL_SIZE, most: int = 3) -> list[str]:
    """Break a text at spaces into lines of about ``width`` pixels; the last line keeps the rest."""
    room = max(4, int(width / (size * AVERAGE_GLYPH)))
    rows: list[str] = []
    for word in str(content).split():
        if rows and (len(rows[-1]) + 1 + len(word) <= room or len(rows) == most):
            rows[-1] += " " + word
        else:
            rows.append(word)
    return rows or [""]


def title(content: object) -> str:
    """The name of a drawing or of a part of it."""
    return element("title", escape(str(content)))


def picture(
    *children: str, width: int, height: float, title: object, description: object, role: str = "img"
) -> SafeString:
    """The whole drawing with its name and the text that says what it shows; role "group" when parts of it are links."""
    drawing = element(
        "svg",
        element("title", escape(str(title))),
        element("desc", escape(str(description))),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {ceil(height)}",
        role=role,
        class_="rf-svg",
    )
    return mark_safe(drawing)  # noqa: S308 -- built by element(), which escapes


def spread(positions: list[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Move label positions apart until none is nearer than ``gap``, keeping their order; stays within the bounds."""
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    moved = list(positions)
    previous = lowest - gap
    for index in order:
        moved[index] = previous = max(moved[index], previous + gap)
    following = highest + gap
    for index in reversed(order):
        moved[index] = following = min(moved[index], following - gap)
    return moved
