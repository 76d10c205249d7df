"""Cases under a code, consultations to be counted, locks, and what is kept until when."""

from roterfaden.advice.models.appointments import Appointment, WalkIn
from roterfaden.advice.models.calendars import Absence, Counsellor, WeeklyHours
from roterfaden.advice.models.cases import (
    Case,
    CaseConsent,
    CaseMember,
    CaseNote,
    CaseRequest,
    EmergencyAccess,
    FollowUp,
    SituationAnalysis,
)
from roterfaden.advice.models.consultations import LONGEST_MINUTES, Consultation
from roterfaden.advice.models.interpreters import Interpreter, InterpreterAssignment
from roterfaden.advice.models.keeping import KEPT, DeletionRun, Kept
from roterfaden.advice.models.locking import AdviceLock

__all__ = [
    "KEPT",
    "LONGEST_MINUTES",
    "Absence",
    "AdviceLock",
    "Appointment",
    "Case",
    "CaseConsent",
    "CaseMember",
    "CaseNote",
    "CaseRequest",
    "Consultation",
    "Counsellor",
    "DeletionRun",
    "EmergencyAccess",
    "FollowUp",
    "Interpreter",
    "InterpreterAssignment",
    "Kept",
    "SituationAnalysis",
    "WalkIn",
    "WeeklyHours",
]
