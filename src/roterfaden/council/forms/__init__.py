"""Forms for the records of the bodies. They check what is typed; what is allowed, the actions say."""

from roterfaden.council.forms.bodies import (
    BodyChangeForm,
    BodyEndForm,
    BodyForm,
    BodySuccessorForm,
    MeetingForm,
    UsualOrderForm,
)
from roterfaden.council.forms.papers import ConsultationForm, HandInForm, PaperDraftForm, PaperForm
from roterfaden.council.forms.preparing import OWN_FILE, AnnexForm, SignOffAskForm, SignOffForm
from roterfaden.council.forms.resolutions import (
    AdoptedVersionForm,
    AmendmentForm,
    IncorporationForm,
    ResolutionForm,
)
from roterfaden.council.forms.sync import SourceForm, TakeOverForm

__all__ = [
    "OWN_FILE",
    "AdoptedVersionForm",
    "AmendmentForm",
    "AnnexForm",
    "BodyChangeForm",
    "BodyEndForm",
    "BodyForm",
    "BodySuccessorForm",
    "ConsultationForm",
    "HandInForm",
    "IncorporationForm",
    "MeetingForm",
    "PaperDraftForm",
    "PaperForm",
    "ResolutionForm",
    "SignOffAskForm",
    "SignOffForm",
    "SourceForm",
    "TakeOverForm",
    "UsualOrderForm",
]
