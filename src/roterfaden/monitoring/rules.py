"""Who may run the review, ask for figures, rate goals, work with warnings and agree corrections."""

from typing import Any

import rules

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import has_role, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.monitoring.methods.links import DeliveringUnit
from roterfaden.monitoring.models import DataRequest

is_planner = has_role(Role.STRATEGY_OFFICER)
is_group = has_role(Role.COORDINATION_GROUP, Role.STRATEGY_OFFICER)
is_reader = has_role(Role.STRATEGY_OFFICER, Role.COORDINATION_GROUP, Role.GOAL_OWNER, Role.COUNCIL_CLERK, Role.AUDITOR)


@rules.predicate
def is_asked_place(actor: Actor, request: Any = None) -> bool:
    """Somebody who opened the link of this very request."""
    return isinstance(actor, DeliveringUnit) and isinstance(request, DataRequest) and actor.opens == request.pk


for _name in (
    "open_cycle", "assess_goals", "raise_signals", "close_cycle", "save_deliverer", "retire_deliverer",
    "ask_for_figures", "remind_deliverer", "revoke_request", "question_answer", "take_over", "note_session",
):  # fmt: skip
    rules.add_perm(f"monitoring.{_name}", is_planner | is_system)
for _name in ("rate_goal", "agree_correction", "follow_up", "snooze_signal", "close_signal"):
    rules.add_perm(f"monitoring.{_name}", is_group | is_system)
for _name in ("save_answers", "hand_in", "attach_file", "detach_file"):
    rules.add_perm(f"monitoring.{_name}", is_asked_place | is_system)
rules.add_perm("monitoring.watch_goals", is_system)
rules.add_perm("monitoring.view_review", is_reader)
rules.add_perm("monitoring.view_requests", is_planner)
