"""Reading events and their cards."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import (
    Contribution,
    Event,
    Process,
    ReceiptCode,
)


# --- processes ----------------------------------------------------------------------------------------------------
# --- events -------------------------------------------------------------------------------------------------------
def event_rows(actor: Actor, *, process_slug: str = "", upcoming_from: datetime | None = None) -> QuerySet[Event]:
    """Events of the processes this person may open, each with `.voices` and `.free_codes`; next or newest first."""
    events = Event.objects.filter(process__in=Process.objects.visible_to(actor)).select_related("process", "area")
    if process_slug:
        events = events.filter(process__slug=process_slug)
    if upcoming_from is not None:
        events = events.filter(ends_at__gte=upcoming_from)
    return events.annotate(
        voices=Count("contributions", distinct=True),
        free_codes=Count("codes", filter=Q(codes__contribution=None), distinct=True),
    ).order_by("starts_at" if upcoming_from else "-starts_at", "pk")


def free_codes(event: Event) -> QuerySet[ReceiptCode]:
    """Codes of an event that no card has used yet, in the order they were issued."""
    return event.codes.filter(contribution=None).order_by("pk")


def last_cards(process: Process, event: Event | None, limit: int = 5) -> list[Contribution]:
    """The newest cards of an event (or those of no event), newest first, with their codes. One query."""
    return list(
        process.contributions.filter(event=event)
        .select_related("code", "actor_group")
        .order_by("-captured_at", "-number")[:limit]
    )
