"""Process, stages, events, cards and themes. What somebody said is never edited."""

from roterfaden.participation.models.board import (
    BOARD_ACTS,
    BoardAct,
    BoardStep,
    GroupMembership,
    Segment,
    SplitPart,
    Theme,
    ThemeAssignment,
    ThemeQuerySet,
    ThemeRevision,
    VoiceGroup,
)
from roterfaden.participation.models.bulk import (
    ImportRow,
    ImportRun,
)
from roterfaden.participation.models.capture import (
    CardPhoto,
)
from roterfaden.participation.models.documentation import (
    Documentation,
)
from roterfaden.participation.models.events import (
    Event,
)
from roterfaden.participation.models.online import (
    Comment,
    CommentQuerySet,
    Flag,
    OnlineRules,
    QuestionField,
    Support,
    Suspicion,
)
from roterfaden.participation.models.photos import (
    EventPhoto,
)
from roterfaden.participation.models.planning import OwnTemplate, ProcessTask, ProcessTaskQuerySet
from roterfaden.participation.models.process import (
    OFFICE_ROLES,
    ActorGroup,
    Opening,
    Process,
    ProcessQuerySet,
    Stage,
)
from roterfaden.participation.models.protection import (
    Consent,
    ConsentQuerySet,
    ContactAddress,
    RetentionRule,
    ReviewRequest,
    SealedOriginal,
    SealedPassage,
)
from roterfaden.participation.models.registrations import (
    Headcount,
    InvitationText,
    Invitee,
    Registration,
    RegistrationQuerySet,
)
from roterfaden.participation.models.search import (
    SearchEntry,
)
from roterfaden.participation.models.sources import (
    SOURCE_CHANNELS,
    SourceDocument,
)
from roterfaden.participation.models.voices import (
    Contribution,
    ContributionQuerySet,
    ReceiptCode,
    Translation,
)

__all__ = [
    "BOARD_ACTS",
    "OFFICE_ROLES",
    "SOURCE_CHANNELS",
    "ActorGroup",
    "BoardAct",
    "BoardStep",
    "CardPhoto",
    "Comment",
    "CommentQuerySet",
    "Consent",
    "ConsentQuerySet",
    "ContactAddress",
    "Contribution",
    "ContributionQuerySet",
    "Documentation",
    "Event",
    "EventPhoto",
    "Flag",
    "GroupMembership",
    "Headcount",
    "ImportRow",
    "ImportRun",
    "InvitationText",
    "Invitee",
    "OnlineRules",
    "Opening",
    "OwnTemplate",
    "Process",
    "ProcessQuerySet",
    "ProcessTask",
    "ProcessTaskQuerySet",
    "QuestionField",
    "ReceiptCode",
    "Registration",
    "RegistrationQuerySet",
    "RetentionRule",
    "ReviewRequest",
    "SealedOriginal",
    "SealedPassage",
    "SearchEntry",
    "Segment",
    "SourceDocument",
    "SplitPart",
    "Stage",
    "Support",
    "Suspicion",
    "Theme",
    "ThemeAssignment",
    "ThemeQuerySet",
    "ThemeRevision",
    "Translation",
    "VoiceGroup",
]
