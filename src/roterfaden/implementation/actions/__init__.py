"""Everything that changes something in the implementation."""

from roterfaden.implementation.actions.care import assign_caretaker, end_care, remind_owner
from roterfaden.implementation.actions.desk import (
    OneResolution,
    Sent,
    decline_proposal,
    drop_draft,
    join_proposal,
    keep_drafts,
    send_answers,
)
from roterfaden.implementation.actions.handover import answer_adoption, make_offer, renew_offer
from roterfaden.implementation.actions.initiatives import (
    move_milestone,
    reach_milestone,
    report_by_link,
    report_progress,
    set_milestone,
)
from roterfaden.implementation.actions.joint_units import end_joint_unit, set_joint_unit
from roterfaden.implementation.actions.plans import (
    end_dependency,
    end_funding,
    set_budget,
    set_dependency,
    set_funding,
    set_plan,
)
from roterfaden.implementation.actions.reminding import remind_coordinators

__all__ = [
    "OneResolution",
    "Sent",
    "answer_adoption",
    "assign_caretaker",
    "decline_proposal",
    "drop_draft",
    "end_care",
    "end_dependency",
    "end_funding",
    "end_joint_unit",
    "join_proposal",
    "keep_drafts",
    "make_offer",
    "move_milestone",
    "reach_milestone",
    "remind_coordinators",
    "remind_owner",
    "renew_offer",
    "report_by_link",
    "report_progress",
    "send_answers",
    "set_budget",
    "set_dependency",
    "set_funding",
    "set_joint_unit",
    "set_milestone",
    "set_plan",
]
