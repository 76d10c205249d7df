"""Everything that changes something: giving a bundle away, receiving one, taking it over; taking the stock along."""

from roterfaden.transfer.actions.arriving import adapt_names, discard_bundle, receive_bundle, start_take_over
from roterfaden.transfer.actions.giving import MadeBundle, export_bundle
from roterfaden.transfer.actions.takeouts import end_takeout, fetch_takeout, keep_takeout, order_takeout
from roterfaden.transfer.actions.taking import take_over_bundle

__all__ = [
    "MadeBundle",
    "adapt_names",
    "discard_bundle",
    "end_takeout",
    "export_bundle",
    "fetch_takeout",
    "keep_takeout",
    "order_takeout",
    "receive_bundle",
    "start_take_over",
    "take_over_bundle",
]
