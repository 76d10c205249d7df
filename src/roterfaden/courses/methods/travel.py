"""How far and how long the way is, estimated from coordinates: between the middle of a municipality and a course's
site. What a timetable says instead is in `ways`."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
DETOUR = 1.35
"""Road over beeline in rural Germany, rounded: an assumption."""
KM_PER_HOUR = 32.0
"""Bus and foot from door to door; an assumption like DETOUR."""
BEFORE_AND_AFTER = 10
"""Minutes to the stop and from it."""

Place = tuple[float, float]


def beeline(one: Place, other: Place) -> float:
    """Kilometres between two places (latitude, longitude in degrees), by the haversine formula."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, place)) for place in (one, other))
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def kilometres(one: Place, other: Place) -> float:
    """Kilometres by road or on foot."""
    return beeline(one, other) * DETOUR


def minutes(one: Place, other: Place) -> int:
    """Minutes one way."""
    return round(BEFORE_AND_AFTER + kilometres(one, other) / KM_PER_HOUR * 60)
