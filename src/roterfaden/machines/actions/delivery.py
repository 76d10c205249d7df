"""From the log to the addresses: each event of a topic once in the list, then handed over until it is taken."""

import logging
from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.db.models import F

from roterfaden.accounts.rules import require
from roterfaden.audit.models import Event
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.outgoing import Limits, Outgoing, parse_target
from roterfaden.kernel.vault import open_words
from roterfaden.machines.actions.webhooks import pause_webhook
from roterfaden.machines.enums import DeliveryState
from roterfaden.machines.methods import CLAIM_LASTS, body_of, pause_after, signature
from roterfaden.machines.models import Delivery, Webhook

logger = logging.getLogger("roterfaden.machines")
AT_ONCE = 500
"""Events taken from the log in one transaction."""
LIMITS = Limits(largest=64 * 2**10, seconds=20, patience=10, attempts=1, redirects=0)


def collect_events(*, actor: Actor, webhook: Webhook, now: datetime) -> int:
    """Put the events of its topics that came since into the list of a webhook; gives how many.

    Events get their numbers in the order they are committed (audit.actions), so nothing can appear behind the position.
    Not audited: it only copies what the log says.
    """
    require(actor, "machines.collect_events", webhook)
    with transaction.atomic():
        found = Webhook.objects.select_for_update().running().filter(pk=webhook.pk).first()
        if found is None:
            return 0
        events = list(Event.objects.filter(number__gt=found.position).order_by("number")[:AT_ONCE])
        if not events:
            return 0
        wanted = [_delivery(found, event, now) for event in events if event.verb in found.topics]
        Delivery.objects.bulk_create(wanted)
        found.position = events[-1].number
        found.save(update_fields=["position"])
    return len(events)


def deliver_event(*, actor: Actor, delivery: Delivery, now: datetime, way: Outgoing | None = None) -> Delivery:
    """Hand one event to its address, unless another worker was faster.

    The claim is committed before anything is sent, so this may not be called inside a transaction. Any 2xx is an
    answer; 410 pauses the webhook at once; everything else is tried again later, and after the last try it is paused.
    """
    require(actor, "machines.deliver_event", delivery)
    with transaction.atomic(durable=True):
        claimed = Delivery.objects.filter(pk__in=Delivery.objects.due(now).filter(pk=delivery.pk).values("pk"))
        if not claimed.update(state=DeliveryState.SENDING, claimed_at=now, tries=F("tries") + 1):
            return delivery
    delivery = Delivery.objects.select_related("webhook").get(pk=delivery.pk)
    trouble, is_gone = _hand_over(delivery, now, way)
    with transaction.atomic():
        if not trouble:
            delivery.state, delivery.delivered_at, delivery.trouble = DeliveryState.DELIVERED, now, ""
            Webhook.objects.filter(pk=delivery.webhook_id).update(delivered_at=now)
        else:
            pause = pause_after(delivery.tries)
            delivery.state, delivery.trouble = DeliveryState.WAITING, trouble
            delivery.next_try_at = now + pause if pause else now
            if pause is None or is_gone:
                pause_webhook(actor=actor, webhook=delivery.webhook, trouble=trouble, now=now)
        delivery.save(update_fields=["state", "delivered_at", "trouble", "next_try_at"])
    return delivery


def release_deliveries(*, actor: Actor, now: datetime) -> int:
    """Those a worker died over wait again: the receiver recognises a repeated one by its `webhook-id`."""
    require(actor, "machines.release_deliveries")
    left = Delivery.objects.left_behind(now - CLAIM_LASTS)
    return left.update(state=DeliveryState.WAITING, next_try_at=now)


def _delivery(webhook: Webhook, event: Event, now: datetime) -> Delivery:
    delivery = Delivery(webhook=webhook, event_number=event.number, verb=event.verb, next_try_at=now)
    delivery.body = body_of(
        uid=str(delivery.uid), verb=event.verb, at=event.at, number=event.number,
        kind=event.subject_type, key=event.subject_id,
    )  # fmt: skip
    return delivery


def _hand_over(delivery: Delivery, now: datetime, way: Outgoing | None) -> tuple[str, bool]:
    """What hindered it (empty: nothing), and whether the receiver wants no more."""
    body, uid = delivery.body.encode("utf-8"), str(delivery.uid)
    try:
        target = parse_target(delivery.webhook.url)
        secret = open_words(delivery.webhook.secret)
        headers = {
            "webhook-id": uid,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature(secret, uid=uid, moment=now, body=body),
        }
        out = way or Outgoing([target.host], limits=LIMITS)
        answer = out.post(target.url, body, media_type="application/json", headers=headers)
    except DomainError as error:
        logger.warning("webhook %s: %s", delivery.webhook.uid, type(error).__name__)
        return type(error).__name__, False
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return "", False
    return f"HTTP {answer.status}", answer.status == HTTPStatus.GONE
