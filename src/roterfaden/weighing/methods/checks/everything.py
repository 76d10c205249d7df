"""All checks, one after the other."""

from datetime import datetime

from roterfaden.weighing.methods.checks.facts import Facts, Found
from roterfaden.weighing.methods.checks.fairness import turned_down
from roterfaden.weighing.methods.checks.standing import differing, not_worked_in, open_parts, outdated, without_reply
from roterfaden.weighing.methods.checks.wording import overused, wording_findings


def all_findings(facts: Facts, now: datetime) -> tuple[Found, ...]:
    """What there is to look at in a process, in a fixed order."""
    return (
        *differing(facts),
        *open_parts(facts),
        *outdated(facts),
        *not_worked_in(facts, now),
        *without_reply(facts, now),
        *turned_down(facts),
        *overused(facts),
        *wording_findings(facts),
    )
