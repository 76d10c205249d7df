"""What people type about the directory."""

from roterfaden.directory.forms.checking import CheckForm
from roterfaden.directory.forms.guides import ExplanationForm, GuideForm, GuidePageForm
from roterfaden.directory.forms.services import (
    ListingForm,
    OrganisationForm,
    ServiceForm,
    ServiceTextForm,
    SiteForm,
)

__all__ = [
    "CheckForm",
    "ExplanationForm",
    "GuideForm",
    "GuidePageForm",
    "ListingForm",
    "OrganisationForm",
    "ServiceForm",
    "ServiceTextForm",
    "SiteForm",
]
