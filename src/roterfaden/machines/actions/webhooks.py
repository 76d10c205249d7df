"""Webhooks: who is told of what."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.audit.models import Event
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.outgoing import FetchError, parse_target
from roterfaden.kernel.vault import seal_words
from roterfaden.machines.enums import Verb
from roterfaden.machines.errors import AddressRefused, IsRemoved, NoTopic
from roterfaden.machines.methods import TOPICS, new_webhook_secret
from roterfaden.machines.models import Webhook


def add_webhook(*, actor: Actor, name: str, url: str, topics: Collection[str], now: datetime) -> tuple[Webhook, str]:
    """Tell an address of these events from now on. Gives the webhook and the secret of its signature.

    Refuses a webhook without topics, and an address that is not https (http only for hosts the operator named in
    FADEN_PRIVATE_HOSTS). Audited as webhook.added.
    """
    require(actor, "machines.add_webhook")
    chosen = [topic for topic in TOPICS if topic in topics]
    if not chosen:
        raise NoTopic()
    try:
        target = parse_target(url)
    except FetchError as error:
        raise AddressRefused() from error
    if target.scheme != "https" and target.host not in settings.PRIVATE_HOSTS:
        raise AddressRefused()
    secret = new_webhook_secret()
    with transaction.atomic():
        newest = Event.objects.aggregate(newest=Max("number"))["newest"] or 0
        webhook = Webhook(
            name=name.strip(), url=url, topics=chosen, secret=seal_words(secret), position=newest, added_at=now
        )
        webhook.full_clean()
        webhook.save()
        record(actor=actor, verb=Verb.WEBHOOK_ADDED, subject=webhook, now=now)
    return webhook, secret


def pause_webhook(*, actor: Actor, webhook: Webhook, trouble: str = "", now: datetime) -> Webhook:
    """Tell it nothing for a while; events go on waiting. Does nothing to one that rests. Audited as webhook.paused."""
    require(actor, "machines.pause_webhook", webhook)
    with transaction.atomic():
        webhook = _locked(webhook)
        if webhook.paused_at is None:
            webhook.paused_at, webhook.trouble = now, trouble
            webhook.save(update_fields=["paused_at", "trouble"])
            record(actor=actor, verb=Verb.WEBHOOK_PAUSED, subject=webhook, reason=trouble, now=now)
    return webhook


def resume_webhook(*, actor: Actor, webhook: Webhook, now: datetime) -> Webhook:
    """Go on where it stopped: everything that waited is tried anew. Audited as webhook.resumed."""
    require(actor, "machines.resume_webhook", webhook)
    with transaction.atomic():
        webhook = _locked(webhook)
        if webhook.paused_at is not None:
            webhook.paused_at, webhook.trouble = None, ""
            webhook.save(update_fields=["paused_at", "trouble"])
            webhook.deliveries.exclude(delivered_at__isnull=False).update(next_try_at=now, tries=0)
            record(actor=actor, verb=Verb.WEBHOOK_RESUMED, subject=webhook, now=now)
    return webhook


def remove_webhook(*, actor: Actor, webhook: Webhook, now: datetime) -> Webhook:
    """Tell it nothing any more; its address and secret are erased. Audited as webhook.removed."""
    require(actor, "machines.remove_webhook", webhook)
    with transaction.atomic():
        webhook = _locked(webhook)
        webhook.removed_at, webhook.url, webhook.secret = now, "", ""
        webhook.save(update_fields=["removed_at", "url", "secret"])
        record(actor=actor, verb=Verb.WEBHOOK_REMOVED, subject=webhook, now=now)
    return webhook


def _locked(webhook: Webhook) -> Webhook:
    found = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if found.removed_at is not None:
        raise IsRemoved()
    return found
