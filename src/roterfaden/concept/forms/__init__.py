"""What people type into the concept."""

from roterfaden.concept.forms.answers import ConsiderForm, IncorporateForm, WeighingFilter
from roterfaden.concept.forms.continuing import ContinueForm, PredecessorForm
from roterfaden.concept.forms.exchange import (
    ExchangeForm,
    document_from,
)
from roterfaden.concept.forms.versions import FreezeForm
from roterfaden.concept.forms.word_import import (
    WordBlocksForm,
    WordFileForm,
    WordStartForm,
)
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
    "ContinueForm",
    "ElementForm",
    "ExchangeForm",
    "FreezeForm",
    "IncorporateForm",
    "MoveElementForm",
    "NewElementForm",
    "Outline",
    "PredecessorForm",
    "ReviseElementForm",
    "SeriesChoice",
    "WeighingFilter",
    "WithdrawElementForm",
    "WordBlocksForm",
    "WordFileForm",
    "WordStartForm",
    "document_from",
]
