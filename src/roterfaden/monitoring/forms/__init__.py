"""Forms of the review, by subject."""

from roterfaden.monitoring.forms.corrections import (
    CloseForm,
    CorrectionForm,
    FollowUpForm,
    PlaceChoice,
    SnoozeForm,
)
from roterfaden.monitoring.forms.cycles import (
    CycleForm,
    RatingForm,
    SessionForm,
    VersionChoice,
)
from roterfaden.monitoring.forms.requests import (
    AnswersForm,
    AskForm,
    DelivererForm,
    FileForm,
    QuestionForm,
    RevokeForm,
)

__all__ = [
    "AnswersForm",
    "AskForm",
    "CloseForm",
    "CorrectionForm",
    "CycleForm",
    "DelivererForm",
    "FileForm",
    "FollowUpForm",
    "PlaceChoice",
    "QuestionForm",
    "RatingForm",
    "RevokeForm",
    "SessionForm",
    "SnoozeForm",
    "VersionChoice",
]
