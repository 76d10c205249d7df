"""What a worker does for the course management."""

from roterfaden.courses.tasks import offers
from roterfaden.courses.tasks.placement import PLACE_PEOPLE, end_reservations, place_people

__all__ = [
    "PLACE_PEOPLE",
    "end_reservations",
    "offers",
    "place_people",
]
