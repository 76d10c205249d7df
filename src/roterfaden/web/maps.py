"""Places as charts draw them: outlines where they are known, otherwise points."""

from collections.abc import Iterable

from roterfaden.places.models import Area
from roterfaden.ui.charts import shapes

Rings = tuple[tuple[shapes.Position, ...], ...]


def located(areas: Iterable[shapes.MapArea]) -> tuple[shapes.MapArea, ...]:
    """The areas of which it is known where they lie; the others stand in the table of the page only."""
    return tuple(area for area in areas if area.rings or area.point is not None)


def point_of(area: Area) -> shapes.Position | None:
    """Longitude and latitude of an area, if both are known."""
    if area.longitude is None or area.latitude is None:
        return None
    return float(area.longitude), float(area.latitude)


def rings(geometry: dict | None) -> Rings:
    """The outer rings of a GeoJSON polygon or multipolygon; none when the outline is not known."""
    if not geometry:
        return ()
    polygons = {"Polygon": [geometry.get("coordinates", [])], "MultiPolygon": geometry.get("coordinates", [])}
    found = polygons.get(geometry.get("type", ""), [])
    return tuple(tuple((float(x), float(y)) for x, y, *_rest in polygon[0]) for polygon in found if polygon)
