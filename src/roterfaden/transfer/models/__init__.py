"""The key of the house, houses bundles came from, bundles that arrived, and where objects came from."""

from roterfaden.transfer.models.arrivals import Arrival, Origin
from roterfaden.transfer.models.keys import TransferKey
from roterfaden.transfer.models.lineage import Lineage

__all__ = ["Arrival", "Lineage", "Origin", "TransferKey"]
