"""The map: areas where the geometry is known, circles at their coordinates where it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.shapes import AreaMap, MapArea, Position
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row

PAD = 34
RADIUS = 15
KEY_ROW = 24
TALLEST = 1.25
"""Height of a map in widths at most, so that a long narrow county does not fill the page."""


def class_bounds(values: Sequence[float], classes: int) -> tuple[float, ...]:
    """Inner bounds of classes of about equal count (quantiles); fewer when values repeat."""
    ordered = sorted(values)
    picked = {ordered[len(ordered) * index // classes] for index in range(1, classes)} if ordered else set()
    return tuple(sorted(picked - {ordered[0]})) if ordered else ()


def bounds_of(chart: AreaMap) -> tuple[float, ...]:
    """The inner bounds a map uses: the given ones, else quantiles of its values."""
    return chart.bounds or class_bounds([area.value for area in chart.areas if area.value is not None], chart.classes)


def class_of(value: float | None, bounds: Sequence[float]) -> int:
    """1 for the lowest class; 0 for no value. A value on a bound belongs to the class above."""
    return 0 if value is None else 1 + sum(1 for bound in bounds if value >= bound)


@dataclass(frozen=True)
class _Projection:
    """Plate carrée shrunk by the cosine of the middle latitude: true enough for a county."""

    west: float
    north: float
    scale: float
    shrink: float
    shift: float

    def __call__(self, position: Position) -> tuple[float, float]:
        longitude, latitude = position
        return (
            PAD + self.shift + (longitude - self.west) * self.shrink * self.scale,
            PAD + (self.north - latitude) * self.scale,
        )


def _positions(chart: AreaMap) -> list[Position]:
    rings = [position for area in chart.areas for ring in area.rings for position in ring]
    return rings + [area.point for area in chart.areas if area.point and not area.rings]


def _projection(chart: AreaMap, width: int) -> tuple[_Projection, float]:
    spots = _positions(chart)
    west, east = min(spot[0] for spot in spots), max(spot[0] for spot in spots)
    south, north = min(spot[1] for spot in spots), max(spot[1] for spot in spots)
    shrink = cos(radians((south + north) / 2))
    across, down = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    room = width - 2 * PAD
    scale = min(room / across, room * (TALLEST if width == svg.NARROW else 0.8) / down)
    return _Projection(west, north, scale, shrink, (room - across * scale) / 2), down * scale + 2 * PAD


def draw(chart: AreaMap, width: int) -> SafeString:
    """The drawing in one width; names stand on the wide one, the narrow one shows values only."""
    project, height = _projection(chart, width)
    bounds = bounds_of(chart)
    shapes = "".join(_outline(area, project, bounds) for area in chart.areas if area.rings)
    circles = "".join(_circle(area, project, bounds) for area in chart.areas if area.point and not area.rings)
    labels = _labels(chart, project, bounds, width, height)
    rows, key = _key(chart, bounds, height, width)
    total = height + rows * KEY_ROW + 8
    return svg.picture(
        shapes, circles, labels, key, width=width, height=total, title=chart.question, description=describe(chart)
    )


def _outline(area: MapArea, project: _Projection, bounds: Sequence[float]) -> str:
    paths = []
    for ring in area.rings:
        corners = [project(position) for position in ring]
        paths.append("M" + "L".join(f"{svg.num(x)} {svg.num(y)}" for x, y in corners) + "Z")
    return svg.element("path", d="".join(paths), fill_rule="evenodd", class_=f"rf-c-area rf-c-step-{class_of(area.value, bounds)}")


def _circle(area: MapArea, project: _Projection, bounds: Sequence[float]) -> str:
    x, y = project(area.point or (0, 0))
    return svg.circle(x, y, RADIUS, f"rf-c-area rf-c-step-{class_of(area.value, bounds)}")


def _middle(area: MapArea) -> Position:
    """Where the label of an area stands: its point, else the middle of its largest ring's box."""
    if area.point:
        return area.point
    ring = max(area.rings, key=len)
    longitudes, latitudes = [spot[0] for spot in ring], [spot[1] for spot in ring]
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


Box = tuple[float, float, float, float]


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _labels(chart: AreaMap, project: _Projection, bounds: Sequence[float], width: int, height: float) -> str:
    """The value on each place and, where there is room, its name; a name that fits nowhere stands in the table only."""
    places = [(area, *project(_middle(area))) for area in chart.areas if area.rings or area.point]
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for _area, x, y in places]
    out = []
    for area, x, y in places:
        dark = class_of(area.value, bounds) > (len(bounds) + 1) / 2
        words = number(area.value, chart.decimals) if area.value is not None else "–"
        out.append(svg.text(words, x, y + 4.5, anchor="middle", class_="rf-c-value rf-c-value--on-dark" if dark else "rf-c-value"))
    for area, x, y in places if width == svg.WIDE else ():
        spot = _free_spot(area, x, y, taken, width, height)
        if spot:
            anchor, left, baseline, box = spot
            taken.append(box)
            out.append(svg.text(area.name, left, baseline, anchor=anchor, class_="rf-c-place"))
    return "".join(out)


def _free_spot(
    area: MapArea, x: float, y: float, taken: Sequence[Box], width: int, height: float
) -> tuple[str, float, float, Box] | None:
    """Below, above, right or left of a place – the first where the name touches nothing."""
    long = svg.text_width(area.name, 12)
    for anchor, left, baseline, start in (
        ("middle", x, y + RADIUS + 13, x - long / 2),
        ("middle", x, y - RADIUS - 5, x - long / 2),
        ("start", x + RADIUS + 5, y + 4, x + RADIUS + 5),
        ("end", x - RADIUS - 5, y + 4, x - RADIUS - 5 - long),
    ):
        box = (start, baseline - 11, start + long, baseline + 3)
        inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height
        if inside and not any(_overlaps(box, other) for other in taken):
            return anchor, left, baseline, box
    return None


def key_texts(chart: AreaMap) -> list[str]:
    """The classes in words, lowest first: "unter 12", "12 bis unter 18", "18 und mehr"."""
    bounds = bounds_of(chart)
    words = [number(bound, chart.decimals) for bound in bounds]
    if not words:
        return [str(chart.unit)]
    middle = [_("%(low)s bis unter %(high)s") % {"low": low, "high": high} for low, high in zip(words, words[1:], strict=False)]
    return [_("unter %(high)s") % {"high": words[0]}, *middle, _("%(low)s und mehr") % {"low": words[-1]}]


def _key(chart: AreaMap, bounds: Sequence[float], top: float, width: int) -> tuple[int, str]:
    """The key of the shades; returns how many rows it took."""
    entries = [(index, words) for index, words in enumerate(key_texts(chart), start=1)]
    if any(area.value is None for area in chart.areas):
        entries.append((0, _("keine Angabe")))
    out, x, row = [], 0.0, 0
    for index, words in entries:
        long = svg.text_width(words, svg.TICK_SIZE) + 40
        if x and x + long > width:
            x, row = 0.0, row + 1
        y = top + row * KEY_ROW
        out.append(svg.element("rect", x=x + 0.5, y=float(y), width=16, height=16, class_=f"rf-c-area rf-c-step-{index}"))
        out.append(svg.text(words, x + 24, y + 13, class_="rf-c-tick"))
        x += long
    return row + 1, "".join(out)


def describe(chart: AreaMap) -> str:
    """Every number in words."""
    listed = "; ".join(f"{area.name}: {_words(area, chart.decimals)}" for area in chart.areas)
    return " ".join(part for part in (str(chart.answer), f"{chart.unit}: {listed}.") if part)


def _words(area: MapArea, decimals: int) -> str:
    return number(area.value, decimals) if area.value is not None else str(area.text or _("keine Angabe"))


def table(chart: AreaMap) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The same numbers with the class of each place in words."""
    bounds, words = bounds_of(chart), key_texts(chart)
    columns = (
        Column(chart.area_name or _("Kommune"), row_head=True),
        Column(chart.unit, numeric=True),
        Column(_("Klasse")),
    )
    rows = []
    for area in chart.areas:
        step = class_of(area.value, bounds)
        rows.append((Cell(area.name, area.url), _words(area, chart.decimals), words[step - 1] if step else ""))
    return columns, tuple(rows)
