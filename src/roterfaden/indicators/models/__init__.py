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
from roterfaden.indicators.models.quality import (
    BreakdownTerm,
    FigureCheckRun,
    FigureFinding,
    FigureFindingQuerySet,
    FindingAnswer,
)

__all__ = [
    "Break",
    "BreakdownTerm",
    "Definition",
    "FigureCheckRun",
    "FigureFinding",
    "FigureFindingQuerySet",
    "FindingAnswer",
    "ImportProfile",
    "ImportRun",
    "Indicator",
    "Observation",
    "ObservationQuerySet",
    "Series",
]
