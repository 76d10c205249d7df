"""Indicators, what was observed, and how files become observations."""

from roterfaden.indicators.models.figures import (
    Break,
    Definition,
    Indicator,
    Observation,
    ObservationQuerySet,
    Series,
)
from roterfaden.indicators.models.importing import (
    ImportProfile,
    ImportRun,
)
from roterfaden.indicators.models.limits import AreaLimit
from roterfaden.indicators.models.quality import (
    BreakdownTerm,
    FigureCheckRun,
    FigureFinding,
    FigureFindingQuerySet,
    FindingAnswer,
)
from roterfaden.indicators.models.sources import (
    FigureSource,
    FigureSourceQuerySet,
    InboxFile,
    InboxFileQuerySet,
)

__all__ = [
    "AreaLimit",
    "Break",
    "BreakdownTerm",
    "Definition",
    "FigureCheckRun",
    "FigureFinding",
    "FigureFindingQuerySet",
    "FigureSource",
    "FigureSourceQuerySet",
    "FindingAnswer",
    "ImportProfile",
    "ImportRun",
    "InboxFile",
    "InboxFileQuerySet",
    "Indicator",
    "Observation",
    "ObservationQuerySet",
    "Series",
]
