"""What a worker does for the course management."""

from roterfaden.courses.tasks import offers
from roterfaden.courses.tasks.keeping import DELETE_COURSE_RECORDS, delete_course_records
from roterfaden.courses.tasks.placement import PLACE_PEOPLE, end_reservations, place_people

__all__ = [
    "DELETE_COURSE_RECORDS",
    "PLACE_PEOPLE",
    "delete_course_records",
    "end_reservations",
    "offers",
    "place_people",
]
