"""A flow: from where things came, on one side, to what became of them, on the other (Sankey diagram, two columns).

Nodes and ribbons are links. Words and numbers stand beside them, so that nothing hangs on colour; in languages written
from the right the whole picture is mirrored.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.shapes import FlowChart, FlowNode, Ribbon
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row

BAR = 12
GAP = 10
BODY_WIDE, BODY_NARROW = 300, 340
LABELS_WIDE, LABELS_NARROW = 176, 128
HEAD = 34
THICK = 15
"""A ribbon as thick as this carries its number."""
ANCHORS = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True)
class _Sheet:
    """Where things stand: x counts from the side one begins to read."""

    width: int
    labels: int
    mirrored: bool

    def x(self, at: float) -> float:
        return self.width - at if self.mirrored else at

    def text(self, words: object, at: float, y: float, *, anchor: str = "start", class_: str = "rf-c-label") -> str:
        side = ANCHORS[anchor] if self.mirrored else anchor
        return svg.text(words, self.x(at), y, anchor=side, class_=class_)

    def bar(self, at: float, top: float, height: float, class_: str) -> str:
        left = self.width - at - BAR if self.mirrored else at
        return svg.element("rect", x=float(left), y=float(top), width=float(BAR), height=float(height), class_=class_)


@dataclass
class _Slot:
    """A node in its column: `top` and `height` of its bar, and how far ribbons have filled it."""

    node: FlowNode
    lines: list[str]
    top: float
    height: float
    filled: float = 0.0

    def take(self, thickness: float) -> float:
        """The upper edge for the next ribbon."""
        at = self.top + self.filled
        self.filled += thickness
        return at


def draw(chart: FlowChart, width: int) -> SafeString:
    """The drawing in one width; nothing when nothing flows."""
    total = sum(ribbon.value for ribbon in chart.ribbons)
    if not total:
        return SafeString("")
    narrow = width == svg.NARROW
    sheet = _Sheet(width, LABELS_NARROW if narrow else LABELS_WIDE, get_language_bidi())
    scale = (BODY_NARROW if narrow else BODY_WIDE) / total
    sources = _slots(chart.sources, _sums(chart, 0), scale, sheet)
    targets = _slots(chart.targets, _sums(chart, 1), scale, sheet)
    ribbons = [_ribbon(ribbon, sources[ribbon.source], targets[ribbon.target], scale, sheet)
               for ribbon in _ordered(chart)]  # fmt: skip
    foot = max(_foot(slot) for column in (sources, targets) for slot in column.values())
    heads = _heads(chart, sheet)
    nodes = [_node(slot, sheet, side) for side, column in enumerate((sources, targets)) for slot in column.values()]
    return svg.picture(
        heads, *ribbons, *nodes, width=width, height=foot + 6, title=chart.question, description=describe(chart),
        role="group",
    )  # fmt: skip


def _sums(chart: FlowChart, side: int) -> dict[str, float]:
    """Node → what its ribbons sum to."""
    found: dict[str, float] = {node.code: 0 for node in (chart.sources, chart.targets)[side]}
    for ribbon in chart.ribbons:
        code = (ribbon.source, ribbon.target)[side]
        found[code] += ribbon.value
    return found


def _ordered(chart: FlowChart) -> list[Ribbon]:
    """Ribbons in the order of both columns, so that those of one node do not cross."""
    places = [{node.code: place for place, node in enumerate(column)} for column in (chart.sources, chart.targets)]
    drawn = [ribbon for ribbon in chart.ribbons if ribbon.value]
    return sorted(drawn, key=lambda ribbon: (places[0][ribbon.source], places[1][ribbon.target]))


def _slots(nodes: Sequence[FlowNode], sums: dict[str, float], scale: float, sheet: _Sheet) -> dict[str, _Slot]:
    """A column from the top; each node has room for its words, however little flows through it."""
    found: dict[str, _Slot] = {}
    top = float(HEAD)
    for node in nodes:
        height = max(sums[node.code] * scale, 1.5) if node.value else 0.0
        lines = svg.wrap(node.label, sheet.labels - 8, most=4)
        room = max(height, (len(lines) + 1) * svg.LINE_HEIGHT)
        found[node.code] = _Slot(node, lines, top + (room - height) / 2, height)
        top += room + GAP
    return found


def _foot(slot: _Slot) -> float:
    half = max(slot.height, (len(slot.lines) + 1) * svg.LINE_HEIGHT) / 2
    return slot.top + slot.height / 2 + half


def _heads(chart: FlowChart, sheet: _Sheet) -> str:
    names = (chart.source_name, 0.0, "start"), (chart.target_name, float(sheet.width), "end")
    return "".join(sheet.text(name, at, 14, anchor=anchor, class_="rf-c-tick") for name, at, anchor in names)


def _node(slot: _Slot, sheet: _Sheet, side: int) -> str:
    """A node with its words outside of the flow: name, then its number."""
    node, is_source = slot.node, side == 0
    at = sheet.labels if is_source else sheet.width - sheet.labels - BAR
    words_at = sheet.labels - 8 if is_source else sheet.width - sheet.labels + 8
    anchor = "end" if is_source else "start"
    baseline = slot.top + slot.height / 2 + 5 - len(slot.lines) * svg.LINE_HEIGHT / 2
    words = [sheet.text(line, words_at, baseline + place * svg.LINE_HEIGHT, anchor=anchor)
             for place, line in enumerate(slot.lines)]  # fmt: skip
    count = sheet.text(
        number(node.value), words_at, baseline + len(slot.lines) * svg.LINE_HEIGHT, anchor=anchor,
        class_="rf-c-label rf-c-label--strong",
    )  # fmt: skip
    bar = sheet.bar(at, slot.top, slot.height, "rf-c-node rf-c-node--open" if node.is_open else "rf-c-node")
    return _linked(node.url if node.value else "", f"{node.label}: {number(node.value)}", bar, *words, count)


def _ribbon(ribbon: Ribbon, source: _Slot, target: _Slot, scale: float, sheet: _Sheet) -> str:
    thick = ribbon.value * scale
    start, end = sheet.labels + BAR, sheet.width - sheet.labels - BAR
    above, below = source.take(thick), target.take(thick)
    middle = (start + end) / 2
    x0, x1, x2 = (svg.num(sheet.x(at)) for at in (start, middle, end))
    upper = f"M{x0} {svg.num(above)}C{x1} {svg.num(above)} {x1} {svg.num(below)} {x2} {svg.num(below)}"
    lower = f"L{x2} {svg.num(below + thick)}C{x1} {svg.num(below + thick)} {x1} {svg.num(above + thick)} "
    shape = svg.element(
        "path", d=f"{upper}{lower}{x0} {svg.num(above + thick)}Z",
        class_="rf-c-ribbon rf-c-ribbon--open" if target.node.is_open else "rf-c-ribbon",
    )  # fmt: skip
    words = ""
    if thick >= THICK:
        words = sheet.text(number(ribbon.value), start + 6, above + thick / 2 + 4.5, class_="rf-c-tick")
    return _linked(ribbon.url, _said(source.node, target.node, ribbon), shape, words)


def _said(source: FlowNode, target: FlowNode, ribbon: Ribbon) -> str:
    return _("%(source)s, %(target)s: %(count)s") % {
        "source": source.label, "target": target.label, "count": number(ribbon.value),
    }  # fmt: skip


def _linked(url: str, name: str, *shapes: str) -> str:
    if not url:
        return svg.element("g", *shapes)
    return svg.element("a", svg.title(name), *shapes, href=url, aria_label=name, class_="rf-c-link")


def describe(chart: FlowChart) -> str:
    """Every number in words."""
    values = {(ribbon.source, ribbon.target): ribbon.value for ribbon in chart.ribbons}
    parts = [str(chart.answer)] if chart.answer else []
    parts.append(f"{chart.unit}: {number(chart.total)}.")
    parts.append(f"{chart.target_name}: " + "; ".join(f"{n.label}: {number(n.value)}" for n in chart.targets) + ".")
    for source in chart.sources:
        listed = "; ".join(
            f"{target.label}: {number(values.get((source.code, target.code), 0))}" for target in chart.targets
        )
        parts.append(f"{source.label}: {number(source.value)} ({listed}).")
    return " ".join(parts)


def table(chart: FlowChart) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same numbers: one row for each beginning, one column for each end, all together last."""
    columns = (
        Column(chart.source_name, row_head=True), Column(chart.unit, numeric=True),
        *(Column(node.label, numeric=True) for node in chart.targets),
    )  # fmt: skip
    values = {(ribbon.source, ribbon.target): ribbon for ribbon in chart.ribbons}
    rows: list[Row] = [
        (
            str(source.label), _cell(source.value, source.url),
            *(_flow_cell(values.get((source.code, target.code))) for target in chart.targets),
        )
        for source in chart.sources
    ]  # fmt: skip
    rows.append((
        _("alle"), _cell(chart.total, chart.url), *(_cell(target.value, target.url) for target in chart.targets),
    ))  # fmt: skip
    return columns, tuple(rows)


def _flow_cell(ribbon: Ribbon | None) -> Cell:
    return _cell(ribbon.value, ribbon.url) if ribbon else Cell("0")


def _cell(value: int, url: str) -> Cell:
    return Cell(number(value), url if value else "")
