"""How far a site is from a municipality, as the crow flies. No service of anybody is asked, nobody is located."""

import math

EARTH_RADIUS = 6371.0
"""Kilometres, mean radius (IUGG)."""
Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


def kilometres(here: Point, there: Point) -> float:
    """Great-circle distance by the haversine formula (Sinnott 1984)."""
    north, east = math.radians(there[0] - here[0]), math.radians(there[1] - here[1])
    half = math.sin(north / 2) ** 2
    half += math.cos(math.radians(here[0])) * math.cos(math.radians(there[0])) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))
