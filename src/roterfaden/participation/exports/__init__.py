"""What people take away from participation."""

from roterfaden.participation.exports.bulk import (
    import_report,
)

__all__ = [
    "import_report",
]
