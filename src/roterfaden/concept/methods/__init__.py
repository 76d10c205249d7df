"""Pure calculation about the outline and the targets of a concept."""

from roterfaden.concept.methods.outline import (
    MAY_STAND_UNDER,
    Line,
    Place,
    may_stand_under,
    moved,
    numbered,
    order_key,
    outline_number,
    within,
)
from roterfaden.concept.methods.targets import Fault, TargetMilestone, TargetValues, target_faults, target_gaps

__all__ = [
    "MAY_STAND_UNDER",
    "Fault",
    "Line",
    "Place",
    "TargetMilestone",
    "TargetValues",
    "may_stand_under",
    "moved",
    "numbered",
    "order_key",
    "outline_number",
    "target_faults",
    "target_gaps",
    "within",
]
