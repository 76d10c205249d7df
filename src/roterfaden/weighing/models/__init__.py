"""What the desk keeps: desks, drafts, batches, text modules, advice, replies."""

from roterfaden.weighing.models.advice import (
    AdviceDraft,
    AdviceLink,
    AdviceReply,
    AdviceRequest,
    AdviceRequestQuerySet,
    AdviceVoice,
    Unit,
)
from roterfaden.weighing.models.batches import (
    AnswerBatch,
    BatchItem,
)
from roterfaden.weighing.models.checks import CheckRun, Dismissal, Finding
from roterfaden.weighing.models.desks import (
    AnswerDraft,
    DeskItem,
)
from roterfaden.weighing.models.modules import (
    ModuleRevision,
    ModuleUse,
    TextModule,
)
from roterfaden.weighing.models.notices import (
    NewsLetter,
    NewsStop,
    ToldNews,
)
from roterfaden.weighing.models.replies import (
    Reply,
    ReplyQuerySet,
)

__all__ = [
    "AdviceDraft",
    "AdviceLink",
    "AdviceReply",
    "AdviceRequest",
    "AdviceRequestQuerySet",
    "AdviceVoice",
    "AnswerBatch",
    "AnswerDraft",
    "BatchItem",
    "CheckRun",
    "DeskItem",
    "Dismissal",
    "Finding",
    "ModuleRevision",
    "ModuleUse",
    "NewsLetter",
    "NewsStop",
    "Reply",
    "ReplyQuerySet",
    "TextModule",
    "ToldNews",
    "Unit",
]
