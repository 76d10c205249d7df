"""How the post fares: counts, and what does not get through. Never a text, never an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from roterfaden.post.enums import MessageState
from roterfaden.post.models import Message

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class PostOverview:
    """How many messages wait, failed, and were sent lately, and when the last one went."""

    waiting: int
    failed: int
    sent_lately: int
    last_sent_at: datetime | None


def overview(now: datetime) -> PostOverview:
    """The post in numbers. One query."""
    sent = Q(state=MessageState.SENT)
    return PostOverview(
        **Message.objects.aggregate(
            waiting=Count("pk", filter=Q(state__in=[MessageState.WAITING, MessageState.SENDING])),
            failed=Count("pk", filter=Q(state=MessageState.FAILED, erased_at=None)),
            sent_lately=Count("pk", filter=sent & Q(ended_at__gt=now - LATELY)),
            last_sent_at=Max("ended_at", filter=sent),
        )
    )


def undelivered() -> QuerySet[Message]:
    """What waits and what was given up and could be tried again, given up first, newest first; without the text."""
    wanted = Q(state__in=[MessageState.WAITING, MessageState.SENDING]) | Q(state=MessageState.FAILED, erased_at=None)
    return Message.objects.filter(wanted).defer("text", "subject").order_by("state", "-written_at", "-pk")
