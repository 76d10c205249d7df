"""Order of consultation, deadlines, votes and what may come out of a consultation; no database."""

from roterfaden.council.methods.deadlines import Deadlines, deadlines
from roterfaden.council.methods.order import (
    DECIDED_ON,
    ORDER_TEMPLATE,
    MissingStep,
    Step,
    Template,
    agenda_order,
    missing_steps,
    suggested_role,
    template_faults,
)
from roterfaden.council.methods.results import ADOPTING, CHANGING, allowed_results
from roterfaden.council.methods.votes import GroupVotes, NotVotes, added_up, as_lines, votes_from_lines

__all__ = [
    "ADOPTING",
    "CHANGING",
    "DECIDED_ON",
    "ORDER_TEMPLATE",
    "Deadlines",
    "GroupVotes",
    "MissingStep",
    "NotVotes",
    "Step",
    "Template",
    "added_up",
    "agenda_order",
    "allowed_results",
    "as_lines",
    "deadlines",
    "missing_steps",
    "suggested_role",
    "template_faults",
    "votes_from_lines",
]
