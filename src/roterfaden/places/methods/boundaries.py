"""Outlines from a GeoJSON file: matched by official key, checked, and made simple enough for an overview map."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from roterfaden.kernel.containers import MEGABYTE, FileTooLarge
from roterfaden.places.enums import AreaKind, DoubtKind
from roterfaden.places.errors import BoundariesElsewhere, BoundariesUnreadable
from roterfaden.places.methods.planning import Doubt, PlannedArea, SetUpPlan

Point = tuple[float, float]
Ring = list[Point]
Geometry = list[list[Ring]]
"""Polygons, each an outer ring and its holes; every ring ends where it begins."""

BYTES_LIMIT = 60 * MEGABYTE
KEY_NAMES = ("ars", "ags", "rs", "regionalschluessel", "regionalschlüssel", "gemeindeschluessel", "gemeindeschlüssel")
"""Properties that hold an official key, small letters. Names of places are never looked at."""
GERMANY = (5.5, 47.0, 15.5, 55.2)
"""West, south, east, north in degrees: what lies outside is in another reference system (UTM) or elsewhere."""
TOLERANCE = 0.0004
"""Degrees of latitude a simplified line may leave the given one, some 45 metres: not visible on a map of a county."""
DIGITS = 5
"""Decimals of a degree that are kept, about a metre."""
RING_POINTS = 4
"""A ring has at least three corners and ends where it begins (RFC 7946)."""


def read_boundaries(data: bytes) -> dict[str, Geometry]:
    """The outlines in a GeoJSON file by official key; parts of one key (land and water of VG250) come together.

    Coordinates are longitude and latitude (RFC 7946). Raises FileTooLarge, BoundariesUnreadable for what is no such
    file and BoundariesElsewhere for coordinates that are no degrees in Germany.
    """
    if len(data) > BYTES_LIMIT:
        raise FileTooLarge(limit=BYTES_LIMIT // MEGABYTE)
    try:
        found: dict[str, Geometry] = {}
        for feature in json.loads(data)["features"]:
            polygons = _polygons(feature["geometry"] or {})
            for key in _keys(feature.get("properties") or {}):
                found.setdefault(key, []).extend(polygons)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BoundariesUnreadable() from error
    if not found:
        raise BoundariesUnreadable()
    for polygons in found.values():
        _check_place(polygons)
    return found


def with_boundaries(plan: SetUpPlan, boundaries: dict[str, Geometry]) -> SetUpPlan:
    """The plan with simplified outlines and, where the directory has no point, the middle of the largest part.

    Areas without an outline become a doubt; outlines of other areas are left out silently (a file of the whole Land).
    """
    outlines = [_polygons_of(area, plan, boundaries) for area in plan.areas]
    areas = tuple(_with_outline(area, found) for area, found in zip(plan.areas, outlines, strict=True))
    missing = tuple(area.name for area in areas if area.geometry is None)
    doubts = (Doubt(DoubtKind.WITHOUT_OUTLINE, missing),) if missing else ()
    return replace(plan, areas=areas, doubts=plan.doubts + doubts)


def simplified(ring: Ring) -> Ring:
    """The ring with fewer corners; one that would collapse stays as it was (Douglas and Peucker 1973, both halves)."""
    if len(ring) <= RING_POINTS:
        return ring
    far = max(range(1, len(ring) - 1), key=lambda place: _length(ring[0], ring[place]))
    kept = [*_line(ring[: far + 1])[:-1], *_line(ring[far:])]
    return kept if len(kept) >= RING_POINTS else ring


def _keys(properties: dict[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    for name, value in properties.items():
        key = str(value).strip()
        if name.casefold() in KEY_NAMES and key.isdigit() and key not in seen:
            seen.add(key)
            yield key


def _polygons(geometry: dict[str, Any]) -> Geometry:
    """The polygons of a geometry. Raises ValueError for rings that are open, too short or not made of numbers."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        return []
    return [[_ring(ring) for ring in polygon] for polygon in coordinates or []]


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    ring = [(float(point[0]), float(point[1])) for point in points]
    if len(ring) < RING_POINTS or ring[0] != ring[-1] or not all(math.isfinite(x + y) for x, y in ring):
        raise ValueError(ring[:1])
    return ring


def _check_place(polygons: Geometry) -> None:
    west, south, east, north = GERMANY
    for polygon in polygons:
        for ring in polygon:
            if not all(west <= x <= east and south <= y <= north for x, y in ring):
                raise BoundariesElsewhere()


def _polygons_of(area: PlannedArea, plan: SetUpPlan, boundaries: dict[str, Geometry]) -> Geometry:
    """The polygons of an area; of a joint municipality without its own those of its members, if all have some."""
    keys = (area.ars, area.ags, area.key, area.ars[:5] if area.ars[5:] == "0000000" else "")
    own = next((boundaries[key] for key in keys if key and boundaries.get(key)), [])
    if own or area.kind != AreaKind.JOINT:
        return own
    members = [_polygons_of(each, plan, boundaries) for each in plan.areas if each.parent_key == area.key]
    return [polygon for polygons in members for polygon in polygons] if all(members) else []


def _with_outline(area: PlannedArea, polygons: Geometry) -> PlannedArea:
    if not polygons:
        return area
    simple = [[_rounded(simplified(ring)) for ring in polygon] for polygon in polygons]
    middle = _middle(max((polygon[0] for polygon in polygons), key=lambda ring: abs(_doubled_area(ring))))
    geometry: dict[str, Any] = {"type": "MultiPolygon", "coordinates": simple}
    if len(simple) == 1:
        geometry = {"type": "Polygon", "coordinates": simple[0]}
    if area.latitude is not None:
        return replace(area, geometry=geometry)
    longitude, latitude = (round(Decimal(value), DIGITS) for value in middle)
    return replace(area, geometry=geometry, longitude=longitude, latitude=latitude)


def _rounded(ring: Ring) -> list[list[float]]:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y in ring]


def _line(points: Ring) -> Ring:
    """Douglas–Peucker without recursion: a coast has more corners than Python has frames."""
    keep = {0, len(points) - 1}
    open_parts = [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:  # noqa: PLR2004 – nothing lies between
            continue
        place = max(range(first + 1, last), key=lambda each: _distance(points[each], points[first], points[last]))
        if _distance(points[place], points[first], points[last]) > TOLERANCE:
            keep.add(place)
            open_parts += [(first, place), (place, last)]
    return [points[place] for place in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a stretch in degrees of latitude; a degree of longitude is shorter."""
    scale = math.cos(math.radians(start[1]))
    x, y = (point[0] - start[0]) * scale, point[1] - start[1]
    along, up = (end[0] - start[0]) * scale, end[1] - start[1]
    square = along * along + up * up
    share = max(0.0, min(1.0, (x * along + y * up) / square)) if square else 0.0
    return math.hypot(x - share * along, y - share * up)


def _length(start: Point, end: Point) -> float:
    return math.hypot((end[0] - start[0]) * math.cos(math.radians(start[1])), end[1] - start[1])


def _doubled_area(ring: Ring) -> float:
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring))


def _middle(ring: Ring) -> Point:
    """The centre of gravity of a ring; of one without an area its first corner. Measured from that corner, so that
    small areas far from the origin lose no digits."""
    origin_x, origin_y = ring[0]
    near = [(x - origin_x, y - origin_y) for x, y in ring]
    doubled = _doubled_area(near)
    if not doubled:
        return ring[0]
    x = y = 0.0
    for (left, low), (right, high) in pairwise(near):
        part = left * high - right * low
        x += (left + right) * part
        y += (low + high) * part
    return origin_x + x / (3 * doubled), origin_y + y / (3 * doubled)
