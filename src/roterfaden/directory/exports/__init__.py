"""What people take away: the leaflet of a municipality."""

from roterfaden.directory.exports.leaflet import leaflet_pdf

__all__ = ["leaflet_pdf"]
