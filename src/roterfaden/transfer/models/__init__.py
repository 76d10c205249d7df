"""The key of the house, houses bundles came from, bundles that arrived, where objects came from, the whole stock."""

from roterfaden.transfer.models.arrivals import Arrival, Origin
from roterfaden.transfer.models.keys import TransferKey
from roterfaden.transfer.models.lineage import Lineage
from roterfaden.transfer.models.takeouts import Takeout

__all__ = ["Arrival", "Lineage", "Origin", "Takeout", "TransferKey"]
