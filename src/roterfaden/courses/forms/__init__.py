"""What people type into the course management."""

from roterfaden.courses.forms.keeping import EraseCandidateForm, HoldForm
from roterfaden.courses.forms.learning import InviteForm, NextForm, ResultForm, step_day
from roterfaden.courses.forms.notes import NoteForm, NoteRuleForm
from roterfaden.courses.forms.offers import ProviderForm, ReaderForm, RunForm, SiteForm, StateForm, TableForm
from roterfaden.courses.forms.people import (
    AgreementForm,
    CandidateForm,
    EntitlementFields,
    LeaveForm,
    MergeForm,
    OpenForm,
    SearchForm,
    TestForm,
    candidate_initial,
)
from roterfaden.courses.forms.placement import (
    FallThroughForm,
    LockForm,
    RunChoice,
    SeatForm,
    StepForm,
    WeightsForm,
    WhatIfForm,
)
from roterfaden.courses.forms.reference import DatedForm, KindForm, ReopenForm, RuleForm, StopForm, TermsForm
from roterfaden.courses.forms.travel import WaysForm

__all__ = [
    "AgreementForm",
    "CandidateForm",
    "DatedForm",
    "EntitlementFields",
    "EraseCandidateForm",
    "FallThroughForm",
    "HoldForm",
    "InviteForm",
    "KindForm",
    "LeaveForm",
    "LockForm",
    "MergeForm",
    "NextForm",
    "NoteForm",
    "NoteRuleForm",
    "OpenForm",
    "ProviderForm",
    "ReaderForm",
    "ReopenForm",
    "ResultForm",
    "RuleForm",
    "RunChoice",
    "RunForm",
    "SearchForm",
    "SeatForm",
    "SiteForm",
    "StateForm",
    "StepForm",
    "StopForm",
    "TableForm",
    "TermsForm",
    "TestForm",
    "WaysForm",
    "WeightsForm",
    "WhatIfForm",
    "candidate_initial",
    "step_day",
]
