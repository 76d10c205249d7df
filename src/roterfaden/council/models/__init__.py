"""Bodies, papers and what was resolved. Append-only; public and non-public strictly apart."""

from roterfaden.council.models.bodies import Body, Meeting, MeetingQuerySet
from roterfaden.council.models.order import UsualStep
from roterfaden.council.models.outward import Outward
from roterfaden.council.models.papers import Consultation, ConsultationQuerySet, Paper, PaperQuerySet
from roterfaden.council.models.preparing import Annex, AnnexQuerySet, SignOff, SignOffQuerySet
from roterfaden.council.models.resolutions import (
    Amendment,
    AmendmentQuerySet,
    GroupVote,
    Resolution,
    ResolutionQuerySet,
)
from roterfaden.council.models.sync import (
    CopiedDecision,
    CopiedDecisionQuerySet,
    ForeignObject,
    Match,
    Source,
    SourceQuerySet,
    SyncRun,
)

__all__ = [
    "Amendment",
    "AmendmentQuerySet",
    "Annex",
    "AnnexQuerySet",
    "Body",
    "Consultation",
    "ConsultationQuerySet",
    "CopiedDecision",
    "CopiedDecisionQuerySet",
    "ForeignObject",
    "GroupVote",
    "Match",
    "Meeting",
    "MeetingQuerySet",
    "Outward",
    "Paper",
    "PaperQuerySet",
    "Resolution",
    "ResolutionQuerySet",
    "SignOff",
    "SignOffQuerySet",
    "Source",
    "SourceQuerySet",
    "SyncRun",
    "UsualStep",
]
