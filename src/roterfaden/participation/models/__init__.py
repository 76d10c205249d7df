"""Process, stages, events, cards and themes. What somebody said is never edited."""

from roterfaden.participation.models.board import (
    Theme,
    ThemeAssignment,
)
from roterfaden.participation.models.events import (
    Event,
)
from roterfaden.participation.models.process import (
    OFFICE_ROLES,
    ActorGroup,
    Opening,
    Process,
    ProcessQuerySet,
    Stage,
)
from roterfaden.participation.models.voices import (
    Contribution,
    ContributionQuerySet,
    ReceiptCode,
    Translation,
)

__all__ = [
    "OFFICE_ROLES",
    "ActorGroup",
    "Contribution",
    "ContributionQuerySet",
    "Event",
    "Opening",
    "Process",
    "ProcessQuerySet",
    "ReceiptCode",
    "Stage",
    "Theme",
    "ThemeAssignment",
    "Translation",
]
