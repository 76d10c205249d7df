"""What the clock starts for the review."""

from roterfaden.monitoring.tasks import daily

__all__ = ["daily"]
