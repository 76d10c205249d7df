"""What people type into the concept."""

from roterfaden.concept.forms.answers import ConsiderForm, IncorporateForm, WeighingFilter
from roterfaden.concept.forms.consulting import AnswerRemarksForm, ConsultationForm, RemarkFilter, WithholdRemarkForm
from roterfaden.concept.forms.continuing import ContinueForm, PredecessorForm
from roterfaden.concept.forms.editing import MergeForm, Reconciled, SplitForm, divided, reconciled
from roterfaden.concept.forms.exchange import (
    ExchangeForm,
    document_from,
)
from roterfaden.concept.forms.texts import TakeTextsForm, TextFilterForm, TextForm, TextTableForm
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
from roterfaden.concept.forms.written import WordTemplateForm

__all__ = [
    "TARGET_FIELDS",
    "AnswerRemarksForm",
    "ConceptForm",
    "ConsiderForm",
    "ConsultationForm",
    "ContinueForm",
    "ElementForm",
    "ExchangeForm",
    "FreezeForm",
    "IncorporateForm",
    "MergeForm",
    "MoveElementForm",
    "NewElementForm",
    "Outline",
    "PredecessorForm",
    "Reconciled",
    "RemarkFilter",
    "ReviseElementForm",
    "SeriesChoice",
    "SplitForm",
    "TakeTextsForm",
    "TextFilterForm",
    "TextForm",
    "TextTableForm",
    "WeighingFilter",
    "WithdrawElementForm",
    "WithholdRemarkForm",
    "WordBlocksForm",
    "WordFileForm",
    "WordStartForm",
    "WordTemplateForm",
    "divided",
    "document_from",
    "reconciled",
]
