"""Pure calculations about places: what may belong to what, and what an official directory says; no database."""

from roterfaden.places.methods.belonging import PARENT_KINDS, may_belong_to
from roterfaden.places.methods.boundaries import Geometry, read_boundaries, with_boundaries
from roterfaden.places.methods.directory import Directory, Entry, read_directory
from roterfaden.places.methods.keeping import plan_from_data, plan_to_data
from roterfaden.places.methods.planning import Doubt, PlannedArea, SetUpPlan, plan_of

__all__ = [
    "PARENT_KINDS",
    "Directory",
    "Doubt",
    "Entry",
    "Geometry",
    "PlannedArea",
    "SetUpPlan",
    "may_belong_to",
    "plan_from_data",
    "plan_of",
    "plan_to_data",
    "read_boundaries",
    "read_directory",
    "with_boundaries",
]
