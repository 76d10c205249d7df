"""Each day: coordinators are reminded of what their municipality has not answered."""

from datetime import datetime

from roterfaden.implementation.actions import remind_coordinators
from roterfaden.implementation.queries import reminders_due
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day

REMINDER = System("handover-reminder")


@every(minutes=24 * 60)
def send_handover_reminders(*, now: datetime) -> None:
    """Write every reminder that is due today, to each coordinator once."""
    for due in reminders_due(on=local_day(now)):
        remind_coordinators(actor=REMINDER, due=due, now=now)
