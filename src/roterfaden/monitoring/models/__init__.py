"""The regular review of the goals. The computed status and the group's rating stand side by side."""

from roterfaden.monitoring.models.corrections import Correction, FollowUp
from roterfaden.monitoring.models.cycles import Assessment, Rating, RatingSession, ReviewCycle
from roterfaden.monitoring.models.requests import (
    DataRequest,
    DataRequestQuerySet,
    Deliverer,
    Delivery,
    RequestedValue,
    RequestFile,
    RequestLink,
)
from roterfaden.monitoring.models.signals import Signal, SignalQuerySet

__all__ = [
    "Assessment",
    "Correction",
    "DataRequest",
    "DataRequestQuerySet",
    "Deliverer",
    "Delivery",
    "FollowUp",
    "Rating",
    "RatingSession",
    "RequestFile",
    "RequestLink",
    "RequestedValue",
    "ReviewCycle",
    "Signal",
    "SignalQuerySet",
]
