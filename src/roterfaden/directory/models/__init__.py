"""Who offers help where: organisations, sites, services, guides, and the index that finds them."""

from roterfaden.directory.models.checking import CheckLink, Correction
from roterfaden.directory.models.guides import Explanation, Guide, GuidePage
from roterfaden.directory.models.listing import Listing
from roterfaden.directory.models.organisations import OpeningException, OpeningHours, Organisation, Site
from roterfaden.directory.models.search import DirectoryEntry
from roterfaden.directory.models.services import Service, ServiceLanguage, ServiceText

__all__ = [
    "CheckLink",
    "Correction",
    "DirectoryEntry",
    "Explanation",
    "Guide",
    "GuidePage",
    "Listing",
    "OpeningException",
    "OpeningHours",
    "Organisation",
    "Service",
    "ServiceLanguage",
    "ServiceText",
    "Site",
]
