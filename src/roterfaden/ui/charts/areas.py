"""The map: areas where the geometry is known, circles at their coordinates where it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import cos, hypot, inf, radians

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.shapes import AreaMap, MapArea, Position
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row

PAD = 34
RADIUS = 15
ROUNDS = 30
SHADES, DARK_SHADE = 5, 4
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


def shade_of(value: float | None, bounds: Sequence[float]) -> int:
    """The shade of a class, 1 (light) to 5 (dark) however many classes there are; 0 for no value."""
    step, classes = class_of(value, bounds), len(bounds) + 1
    return step if step == 0 or classes == 1 else 1 + round((step - 1) * (SHADES - 1) / (classes - 1))


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
    rings += [position for ring in chart.ground for position in ring]
    return rings + [area.point for area in chart.areas if area.point and not area.rings]


def _projection(chart: AreaMap, width: int) -> tuple[_Projection, float]:
    spots = _positions(chart)
    west, east = min(spot[0] for spot in spots), max(spot[0] for spot in spots)
    south, north = min(spot[1] for spot in spots), max(spot[1] for spot in spots)
    shrink = cos(radians((south + north) / 2))
    across, down = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    room = width - 2 * PAD
    scale = min(room / across, room * (TALLEST if width == svg.NARROW else 0.95) / down)
    return _Projection(west, north, scale, shrink, (room - across * scale) / 2), down * scale + 2 * PAD


def draw(chart: AreaMap, width: int) -> SafeString:
    """The drawing in one width; names stand on the wide one, the narrow one shows values only.

    Without a single known place there is nothing to draw, and the table stands alone.
    """
    if not _positions(chart):
        return SafeString("")
    project, height = _projection(chart, width)
    bounds = bounds_of(chart)
    shapes = "".join(
        [_ground(chart, project), *(_outline(area, project, bounds) for area in chart.areas if area.rings)]
    )
    places = _places(chart, project)
    circles = "".join(_circle(area, x, y, bounds) for area, x, y in places if not area.rings)
    labels = _labels(chart, places, project, bounds, width, height)
    rows, key = _key(chart, bounds, height, width)
    total = height + rows * KEY_ROW + 8
    return svg.picture(
        shapes, circles, labels, key, width=width, height=total, title=chart.question, description=describe(chart)
    )


def _ground(chart: AreaMap, project: _Projection) -> str:
    if not chart.ground:
        return ""
    return svg.element("path", d=_path(chart.ground, project), class_="rf-c-ground")


def _outline(area: MapArea, project: _Projection, bounds: Sequence[float]) -> str:
    shade = f"rf-c-area rf-c-step-{shade_of(area.value, bounds)}"
    return svg.element("path", d=_path(area.rings, project), fill_rule="evenodd", class_=shade)


def _path(rings: Sequence[Sequence[Position]], project: _Projection) -> str:
    paths = []
    for ring in rings:
        corners = [project(position) for position in ring]
        paths.append("M" + "L".join(f"{svg.num(x)} {svg.num(y)}" for x, y in corners) + "Z")
    return "".join(paths)


Place = tuple[MapArea, float, float]


def _places(chart: AreaMap, project: _Projection) -> list[Place]:
    """Where each area's value stands; circles that would cover each other are pushed apart a little."""
    spots = [[*project(_middle(area))] for area in chart.areas]
    movable = [not area.rings for area in chart.areas]
    for _round in range(ROUNDS):
        for one, other in combinations(range(len(spots)), 2):
            if movable[one] and movable[other]:
                _push_apart(spots[one], spots[other])
    return [(area, x, y) for area, (x, y) in zip(chart.areas, spots, strict=True)]


def _push_apart(one: list[float], other: list[float]) -> None:
    across, down = other[0] - one[0], other[1] - one[1]
    distance = hypot(across, down) or 1.0
    missing = 2 * RADIUS + 3 - distance
    if missing > 0:
        along, aside = across / distance * missing / 2, down / distance * missing / 2
        one[0], one[1], other[0], other[1] = one[0] - along, one[1] - aside, other[0] + along, other[1] + aside


def _circle(area: MapArea, x: float, y: float, bounds: Sequence[float]) -> str:
    return svg.circle(x, y, RADIUS, f"rf-c-area rf-c-step-{shade_of(area.value, bounds)}")


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


def _name_fits(area: MapArea, project: _Projection) -> bool:
    """Whether the name can stand inside the area, below its value."""
    if not area.rings:
        return False
    across = [project(spot)[0] for spot in max(area.rings, key=len)]
    return max(across) - min(across) > svg.text_width(area.name, 12) + 16


def _labels(
    chart: AreaMap, places: Sequence[Place], project: _Projection, bounds: Sequence[float], width: int, height: float
) -> str:
    """The value on each place and, where there is room, its name; a name that fits nowhere stands in the table only."""
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for _area, x, y in places]
    out = []
    for area, x, y in places:
        dark = shade_of(area.value, bounds) >= DARK_SHADE
        words = number(area.value, chart.decimals) if area.value is not None else "–"
        class_ = "rf-c-value rf-c-value--on-dark" if dark else "rf-c-value"
        out.append(svg.text(words, x, y + 4.5, anchor="middle", class_=class_))
        if _name_fits(area, project) and width == svg.WIDE:
            out.append(svg.text(area.name, x, y + 19, anchor="middle", class_=class_))
    outside = [place for place in places if width == svg.WIDE and not _name_fits(place[0], project)]
    for area, x, y in outside:
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
    """The classes in words, lowest first: "unter 12", "12 bis unter 18", "18 und mehr"; no words for a single class."""
    bounds = bounds_of(chart)
    words = [number(bound, chart.decimals) for bound in bounds]
    if not words:
        return []
    middle = [_("%(low)s bis unter %(high)s") % {"low": low, "high": high} for low, high in pairwise(words)]
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
        shade = 0 if index == 0 else shade_of(-inf if index == 1 else bounds[index - 2], bounds)
        out.append(
            svg.element("rect", x=x + 0.5, y=float(y), width=16, height=16, class_=f"rf-c-area rf-c-step-{shade}")
        )
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
    columns = [Column(chart.area_name or _("Kommune"), row_head=True), Column(chart.unit, numeric=True)]
    rows: list[Row] = [(Cell(area.name, area.url), _words(area, chart.decimals)) for area in chart.areas]
    if words:
        columns.append(Column(_("Klasse")))
        steps = [class_of(area.value, bounds) for area in chart.areas]
        rows = [(*row, words[step - 1] if step else "") for row, step in zip(rows, steps, strict=True)]
    return tuple(columns), tuple(rows)
