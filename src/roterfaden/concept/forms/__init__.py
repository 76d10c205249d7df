"""What people type into the concept."""

from roterfaden.concept.forms.answers import ConsiderForm, IncorporateForm, WeighingFilter
from roterfaden.concept.forms.versions import FreezeForm
from roterfaden.concept.forms.words import (
    TARGET_FIELDS,
    ConceptForm,
    ElementForm,
    MoveElementForm,
    NewElementForm,
    Outline,
    ReviseElementForm,
    SeriesChoice,
    WithdrawElementForm,
)

__all__ = [
    "TARGET_FIELDS",
    "ConceptForm",
    "ConsiderForm",
    "ElementForm",
    "FreezeForm",
    "IncorporateForm",
    "MoveElementForm",
    "NewElementForm",
    "Outline",
    "ReviseElementForm",
    "SeriesChoice",
    "WeighingFilter",
    "WithdrawElementForm",
]
