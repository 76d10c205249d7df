"""By when a paper has to be where: counted in working days, backwards from the sittings; no database."""

from dataclasses import dataclass
from datetime import date

from roterfaden.kernel.workdays import working_days_before

SOON = 7
"""Days ahead within which a deadline is worth a warning."""


@dataclass(frozen=True)
class Deadlines:
    """The days that matter before one sitting: papers handed in, invitation sent, the sitting itself."""

    submit_by: date
    invite_by: date
    sits_on: date

    def is_late(self, submitted_on: date | None, today: date) -> bool:
        """Whether the paper came, or would come today, after the day for handing in."""
        return (submitted_on or today) > self.submit_by

    def is_soon(self, today: date) -> bool:
        """Whether the day for handing in is near: within a week, and not over."""
        return 0 <= (self.submit_by - today).days <= SOON


def deadlines(sits_on: date, *, submission_days: int, invitation_days: int) -> Deadlines:
    """The deadlines before a sitting on `sits_on`; both periods in working days, the sitting itself not counted.

    How long they are, the rules of procedure of the body say (NKomVG § 59 (1) leaves it to them).
    """
    return Deadlines(
        submit_by=working_days_before(sits_on, submission_days),
        invite_by=working_days_before(sits_on, invitation_days),
        sits_on=sits_on,
    )
