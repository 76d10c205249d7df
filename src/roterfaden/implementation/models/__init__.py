"""What the county offers, what municipalities answer, how far initiatives are."""

from roterfaden.implementation.models.care import Caretaker, UpdateLink
from roterfaden.implementation.models.handover import Adoption, AdoptionDraft, JointMember, JointUnit, Offer, OfferItem
from roterfaden.implementation.models.initiatives import InitiativeStatus, Milestone, MilestoneMove
from roterfaden.implementation.models.plans import Dependency, Funding, InitiativePlan, YearBudget

__all__ = [
    "Adoption",
    "AdoptionDraft",
    "Caretaker",
    "Dependency",
    "Funding",
    "InitiativePlan",
    "InitiativeStatus",
    "JointMember",
    "JointUnit",
    "Milestone",
    "MilestoneMove",
    "Offer",
    "OfferItem",
    "UpdateLink",
    "YearBudget",
]
