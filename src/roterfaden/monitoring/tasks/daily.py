"""Each day: places are reminded of what they have not handed in. Each hour: early warnings are looked for."""

from datetime import datetime

from roterfaden.concept.models import Concept
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.actions import remind_deliverer, watch_goals
from roterfaden.monitoring.queries.asking import requests_to_remind
from roterfaden.weighing.methods import reminder_due

REMINDER = System("data-requests")
WATCH = System("watch")


@every(minutes=24 * 60)
def remind_deliverers(*, now: datetime) -> None:
    """Write the reminder that is due for each open request, once each."""
    for request in requests_to_remind(now):
        due = reminder_due(asked_on=local_day(request.asked_at), due_on=request.due_on, on=local_day(now))
        if due:
            remind_deliverer(actor=REMINDER, request=request, occasion=due, now=now)


@every(minutes=60)
def watch(*, now: datetime) -> None:
    """Look for early warnings in every concept that is in force: after an import it takes an hour at most."""
    today = local_day(now)
    for concept in Concept.objects.filter(starts_on__lte=today, ends_on__gt=today).order_by("pk"):
        watch_goals(actor=WATCH, concept=concept, now=now)
