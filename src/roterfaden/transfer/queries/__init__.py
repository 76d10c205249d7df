"""What may travel, what stands here, what taking over would do."""

from roterfaden.transfer.queries.collecting import Choice, collected, sender
from roterfaden.transfer.queries.declared import carried, public_value
from roterfaden.transfer.queries.here import event_address, here
from roterfaden.transfer.queries.lists import (
    CameFrom,
    arrivals,
    came_from,
    house_key,
    offered_processes,
    offered_versions,
    origins,
    other_keys,
)
from roterfaden.transfer.queries.preview import PartPreview, Preview, Step, preview

__all__ = [
    "CameFrom",
    "Choice",
    "PartPreview",
    "Preview",
    "Step",
    "arrivals",
    "came_from",
    "carried",
    "collected",
    "event_address",
    "here",
    "house_key",
    "offered_processes",
    "offered_versions",
    "origins",
    "other_keys",
    "preview",
    "public_value",
    "sender",
]
