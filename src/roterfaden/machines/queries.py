"""Which token this is, and how tokens and webhooks fare."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from roterfaden.accounts.models import User
from roterfaden.machines.enums import DeliveryState
from roterfaden.machines.methods import hash_of
from roterfaden.machines.models import AccessToken, Webhook


@dataclass(frozen=True)
class WebhookRow:
    """One webhook, and how many events wait for it."""

    webhook: Webhook
    waiting: int


def token_for(secret: str, *, on: date) -> AccessToken | None:
    """The valid token a program showed, with its owner; None for everything else. One query."""
    return AccessToken.objects.valid(on).select_related("owner").filter(hash=hash_of(secret)).first()


def tokens_of(owner: User) -> QuerySet[AccessToken]:
    """Somebody's tokens, newest first."""
    return AccessToken.objects.filter(owner=owner).select_related("owner").order_by("-issued_at", "-pk")


def tokens_of_others(owner: User) -> QuerySet[AccessToken]:
    """Everybody else's tokens, newest first: for administrators."""
    return AccessToken.objects.exclude(owner=owner).select_related("owner").order_by("-issued_at", "-pk")


def webhook_rows() -> tuple[WebhookRow, ...]:
    """All webhooks that are not removed, by name. One query."""
    waiting = Count("deliveries", filter=~Q(deliveries__state=DeliveryState.DELIVERED))
    found = Webhook.objects.present().annotate(waiting=waiting).order_by("name", "pk")
    return tuple(WebhookRow(each, each.waiting) for each in found)  # type: ignore[attr-defined]


def resting_webhooks() -> tuple[str, ...]:
    """The names of webhooks that were paused because nobody took anything, for whoever looks after the house."""
    rows = Webhook.objects.present().exclude(paused_at=None).exclude(trouble="")
    return tuple(rows.order_by("name", "pk").values_list("name", flat=True))
