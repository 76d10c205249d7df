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

__all__ = [
    "Break",
    "Definition",
    "ImportProfile",
    "ImportRun",
    "Indicator",
    "Observation",
    "ObservationQuerySet",
    "Series",
]
