"""What is typed in the advice centre."""

from roterfaden.advice.forms.appointments import (
    ANYTHING,
    BookingForm,
    GiveForm,
    TimeForm,
    WishForm,
    first_days,
    site_words,
)
from roterfaden.advice.forms.calendars import AbsenceForm, CounsellorForm, HoursForm
from roterfaden.advice.forms.cases import (
    CaseForm,
    CasesFilter,
    CodeForm,
    ConsentForm,
    CorrectForm,
    EmergencyForm,
    EraseForm,
    FollowUpForm,
    LeaveForm,
    LockForm,
    MemberForm,
    NoteForm,
    NothingForm,
    SituationForm,
)
from roterfaden.advice.forms.interpreters import AskForm, InterpreterForm, RecordInterpretingForm
from roterfaden.advice.forms.records import LetterForm, RecordForm
from roterfaden.advice.forms.walk_ins import CallForm, DrawForm

__all__ = [
    "ANYTHING",
    "AbsenceForm",
    "AskForm",
    "BookingForm",
    "CallForm",
    "CaseForm",
    "CasesFilter",
    "CodeForm",
    "ConsentForm",
    "CorrectForm",
    "CounsellorForm",
    "DrawForm",
    "EmergencyForm",
    "EraseForm",
    "FollowUpForm",
    "GiveForm",
    "HoursForm",
    "InterpreterForm",
    "LeaveForm",
    "LetterForm",
    "LockForm",
    "MemberForm",
    "NoteForm",
    "NothingForm",
    "RecordForm",
    "RecordInterpretingForm",
    "SituationForm",
    "TimeForm",
    "WishForm",
    "first_days",
    "site_words",
]
