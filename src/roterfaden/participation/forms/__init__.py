"""What people type in participation."""

from roterfaden.participation.forms.board import (
    STATES,
    AssignForm,
    BoardFilter,
    ThemeForm,
    by_field,
)
from roterfaden.participation.forms.planning import (
    ActorGroupForm,
    EventFilter,
    EventForm,
    GateForm,
    ProcessForm,
    StageForm,
)
from roterfaden.participation.forms.voices import (
    CaptureForm,
    IssueCodesForm,
    TranslationForm,
    WithholdForm,
)

__all__ = [
    "STATES",
    "ActorGroupForm",
    "AssignForm",
    "BoardFilter",
    "CaptureForm",
    "EventFilter",
    "EventForm",
    "GateForm",
    "IssueCodesForm",
    "ProcessForm",
    "StageForm",
    "ThemeForm",
    "TranslationForm",
    "WithholdForm",
    "by_field",
]
