"""A closed review stays as it is."""

from datetime import datetime

from roterfaden.monitoring.errors import CycleClosed


def refuse_closed(closed_at: datetime | None) -> None:
    """Raise CycleClosed for a review that ended."""
    if closed_at is not None:
        raise CycleClosed()
