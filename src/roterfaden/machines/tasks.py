"""Each minute: what the log says is put into the lists, and what waits is handed over."""

from datetime import datetime

from django.utils import timezone

from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.machines.actions import collect_events, deliver_event, release_deliveries
from roterfaden.machines.models import Webhook

MESSENGER = System("machines")
ONE_ROUND = 200
"""Deliveries to one webhook in one round at most; the next one comes a minute later."""


@every(minutes=1)
def tell(*, now: datetime) -> None:
    """Collect new events for each webhook, then hand over what waits, oldest first.

    What comes later waits for what comes earlier, so that receivers see the order of the log.
    """
    release_deliveries(actor=MESSENGER, now=now)
    for webhook in Webhook.objects.running().order_by("pk"):
        while collect_events(actor=MESSENGER, webhook=webhook, now=now):
            pass
        for delivery in webhook.deliveries.open().order_by("event_number", "pk")[:ONE_ROUND]:
            tried = deliver_event(actor=MESSENGER, delivery=delivery, now=timezone.now())
            if tried.delivered_at is None:
                break
