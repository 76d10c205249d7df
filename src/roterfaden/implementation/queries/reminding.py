"""Whom a reminder is due to."""

from dataclasses import dataclass
from datetime import date, datetime

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.implementation.methods import reminder_due
from roterfaden.implementation.models import Offer
from roterfaden.implementation.queries.handover import answer_counts
from roterfaden.implementation.queries.versions import offered_version


@dataclass(frozen=True)
class DueReminder:
    """An offer whose municipality is to be reminded: which of its reminders, and how much waits."""

    offer: Offer
    occasion: int
    waiting: int


def reminders_due(*, on: date) -> tuple[DueReminder, ...]:
    """The reminders due on a day, of offers that still wait for an answer and that no newer version has replaced.

    One query, one for each offer that is due, and three for each version.
    """
    offers = Offer.objects.exclude(answer_by=None).select_related("municipality", "version").order_by("pk")
    due = [
        (offer, occasion)
        for offer in offers
        if (occasion := reminder_due(offer.reminder_days, answer_by=offer.answer_by, on=on)) is not None
        and offered_version(offer.municipality) == offer.version
    ]
    found = []
    for version in dict.fromkeys(offer.version for offer, _occasion in due):
        here = [(offer, occasion) for offer, occasion in due if offer.version_id == version.pk]
        counts = answer_counts(version, [offer.municipality for offer, _occasion in here])
        found += [
            DueReminder(offer, occasion, counts[offer.municipality_id].open)
            for offer, occasion in here
            if counts[offer.municipality_id].open
        ]
    return tuple(found)


def coordinators_of(key: str, *, now: datetime) -> tuple[User, ...]:
    """The active people who coordinate the municipality with this key. One query."""
    held = Membership.objects.valid_at(now).filter(
        role=Role.MUNICIPAL_COORDINATOR, scope_kind=ScopeKind.MUNICIPALITY, scope_key=key
    )
    return tuple(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))


def coordinated(*, now: datetime) -> frozenset[str]:
    """Keys of the municipalities somebody coordinates. One query."""
    held = Membership.objects.valid_at(now).filter(
        role=Role.MUNICIPAL_COORDINATOR, scope_kind=ScopeKind.MUNICIPALITY, user__is_active=True
    )
    return frozenset(held.values_list("scope_key", flat=True))
