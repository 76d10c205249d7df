"""Everything that changes something: giving a bundle away, receiving one, taking it over."""

from roterfaden.transfer.actions.arriving import adapt_names, discard_bundle, receive_bundle, start_take_over
from roterfaden.transfer.actions.giving import MadeBundle, export_bundle
from roterfaden.transfer.actions.taking import take_over_bundle

__all__ = [
    "MadeBundle",
    "adapt_names",
    "discard_bundle",
    "export_bundle",
    "receive_bundle",
    "start_take_over",
    "take_over_bundle",
]
