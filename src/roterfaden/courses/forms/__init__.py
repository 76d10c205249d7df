"""What people type into the course management."""

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

__all__ = [
    "AgreementForm",
    "CandidateForm",
    "DatedForm",
    "EntitlementFields",
    "FallThroughForm",
    "KindForm",
    "LeaveForm",
    "LockForm",
    "MergeForm",
    "OpenForm",
    "ProviderForm",
    "ReaderForm",
    "ReopenForm",
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
    "WeightsForm",
    "WhatIfForm",
    "candidate_initial",
]
