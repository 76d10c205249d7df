"""Everything that changes a review: open, ask, compute, rate, warn, correct, close."""

from roterfaden.monitoring.actions.corrections import (
    agree_correction,
    follow_up,
)
from roterfaden.monitoring.actions.cycles import (
    assess_goals,
    close_cycle,
    note_session,
    open_cycle,
    rate_goal,
)
from roterfaden.monitoring.actions.requests import (
    Answers,
    Said,
    ask_for_figures,
    attach_file,
    detach_file,
    hand_in,
    question_answer,
    remind_deliverer,
    retire_deliverer,
    revoke_request,
    save_answers,
    save_deliverer,
    take_over,
)
from roterfaden.monitoring.actions.signals import (
    close_signal,
    raise_signals,
    snooze_signal,
    watch_goals,
)

__all__ = [
    "Answers",
    "Said",
    "agree_correction",
    "ask_for_figures",
    "assess_goals",
    "attach_file",
    "close_cycle",
    "close_signal",
    "detach_file",
    "follow_up",
    "hand_in",
    "note_session",
    "open_cycle",
    "question_answer",
    "raise_signals",
    "rate_goal",
    "remind_deliverer",
    "retire_deliverer",
    "revoke_request",
    "save_answers",
    "save_deliverer",
    "snooze_signal",
    "take_over",
    "watch_goals",
]
