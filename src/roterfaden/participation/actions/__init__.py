"""Everything that changes participation: planning, capturing, checking and sorting what people say."""

from roterfaden.participation.actions.board import add_theme, assign_contribution
from roterfaden.participation.actions.planning import (
    add_actor_group,
    open_process,
    open_process_from_template,
    pass_gate,
    plan_event,
    plan_stage,
    replan_event,
    reschedule_stage,
)
from roterfaden.participation.actions.voices import (
    CARDS_AT_ONCE,
    capture_contribution,
    issue_codes,
    publish_contribution,
    translate_contribution,
    withhold_contribution,
)

__all__ = [
    "CARDS_AT_ONCE",
    "add_actor_group",
    "add_theme",
    "assign_contribution",
    "capture_contribution",
    "issue_codes",
    "open_process",
    "open_process_from_template",
    "pass_gate",
    "plan_event",
    "plan_stage",
    "publish_contribution",
    "replan_event",
    "reschedule_stage",
    "translate_contribution",
    "withhold_contribution",
]
