"""The emergency lock."""

from roterfaden.advice.models import AdviceLock


def standing_lock() -> AdviceLock | None:
    """The lock in force with the people who set it and asked to lift it. One query."""
    rows = AdviceLock.objects.standing().select_related("locked_by", "asked_by")
    return rows.order_by("-locked_at", "-pk").first()
