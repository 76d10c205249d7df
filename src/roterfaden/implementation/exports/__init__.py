"""What people take away from the implementation."""

from roterfaden.implementation.exports.handover import handover_file
from roterfaden.implementation.exports.initiatives import initiatives_table

__all__ = [
    "handover_file",
    "initiatives_table",
]
