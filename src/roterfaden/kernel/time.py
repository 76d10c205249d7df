"""Small helpers for dates. Domain code never reads the clock; surfaces pass `now` and `on`."""

from datetime import date, datetime

from django.utils import timezone


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in the time zone of the house."""
    return timezone.localtime(moment).date()
