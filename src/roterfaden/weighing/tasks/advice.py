"""Each day: units are reminded of what they have not answered; words about voices taken back are erased."""

from datetime import datetime

from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.weighing.actions import erase_reply, remind_unit
from roterfaden.weighing.methods import reminder_due
from roterfaden.weighing.queries import replies_to_erase, requests_to_remind

REMINDER = System("advice")


@every(minutes=24 * 60)
def remind_units(*, now: datetime) -> None:
    """Write the reminder that is due for each open request, once each."""
    for request in requests_to_remind(now):
        due = reminder_due(asked_on=local_day(request.asked_at), due_on=request.due_on, on=local_day(now))
        if due:
            remind_unit(actor=REMINDER, request=request, occasion=due, now=now)


@every(minutes=24 * 60)
def erase_words_of_withdrawn(*, now: datetime) -> None:
    """Whoever takes a voice back takes back what they said about the answer, too."""
    for reply in replies_to_erase():
        erase_reply(actor=REMINDER, reply=reply, now=now)
