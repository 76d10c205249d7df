"""Reading what is captured in the room: cards by the identifier of a device, the wall, photos, what is open."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import Channel, ContributionKind, Moderation, Verb, Wall
from roterfaden.participation.models import (
    ActorGroup,
    CardPhoto,
    Contribution,
    Event,
    Opening,
    Process,
    ThemeAssignment,
)

WALL_CARDS = 60
SLIP_TIME = timedelta(hours=12)
"""How long a scribe may take back a card: the length of an event, with some air."""
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=2)
"""How long around an event its wall may show cards nobody has checked."""


def captured_as(client_id: UUID) -> Contribution | None:
    """The card a device sent under this identifier, with its code, or None. One query; two for a card that is known."""
    found = Contribution.objects.filter(client_id=client_id)
    return found.select_related("code", "event").get() if found.exists() else None


def phone_cards_since(event: Event, moment: datetime) -> int:
    """How many cards people sent from their telephones since `moment`. One query over the newest cards of the event."""
    return Contribution.objects.filter(event=event, captured_at__gte=moment, channel=Channel.PHONE).count()


def open_kinds(event: Event, on: date) -> list[ContributionKind]:
    """What kinds of contribution the stage of the event opens on that day, in the order of the enum. One query."""
    rows = Opening.objects.filter(stage=event.stage_id).select_related("stage")
    kinds = {row.kind for row in rows if row.stage.is_open_on(on)}
    return [kind for kind in ContributionKind if kind in kinds]


def groups_at(event: Event) -> QuerySet[ActorGroup]:
    """The actor groups a card of this event can speak for: those invited, or all of the process."""
    invited = event.actor_groups.order_by("position", "pk")
    return invited if invited.exists() else event.process.actor_groups.order_by("position", "pk")


def shows_unchecked(event: Event, now: datetime) -> bool:
    """Whether the wall shows cards nobody has checked: where that is set, and only around the event itself."""
    return event.wall == Wall.AT_ONCE and event.starts_at - BEFORE <= now <= event.ends_at + AFTER


def wall_cards(event: Event, *, now: datetime, by_field: bool = False) -> list[Contribution]:
    """The newest cards the wall may show, newest first; with `by_field` each has `.field_name` (empty: unsorted).

    One query along the index of event and number.
    """
    shown = [Moderation.PUBLISHED, *([Moderation.PENDING] if shows_unchecked(event, now) else [])]
    found = Contribution.objects.filter(event=event, moderation__in=shown, withdrawn_at=None)
    found = found.only("number", "text", "omitted", "withdrawn_at", "language", "kind", "question", "event")
    lying = ThemeAssignment.objects.filter(contribution=OuterRef("pk"), superseded_at=None)
    field = Subquery(lying.values("theme__field__short_name")[:1]) if by_field else Value("")
    return list(found.annotate(field_name=field).order_by("-number", "pk")[:WALL_CARDS])


def shown_photo(contribution: Contribution) -> CardPhoto | None:
    """The photo of a voice, if anybody may see it. One query."""
    return CardPhoto.objects.shown().filter(contribution=contribution).select_related("kept").first()


def shown_photos(event: Event) -> dict[int, CardPhoto]:
    """Contribution → the photo of it anybody may see, for the cards of an event. One query."""
    rows = CardPhoto.objects.shown().filter(contribution__event=event).select_related("kept").order_by("pk")
    return {row.contribution_id: row for row in rows if row.contribution_id is not None}


def card_photos(process: Process, event: Event | None) -> QuerySet[CardPhoto]:
    """Photos of an event (or, without one, those of no event), newest first, with file and card."""
    found = CardPhoto.objects.filter(process=process, event=event)
    return found.select_related("kept", "contribution").order_by("-kept_at", "-pk")


def captured_by(actor: Actor, cards: Iterable[Contribution]) -> set[int]:
    """Keys of those cards this person wrote down, as the log knows. One query."""
    found = AuditEvent.objects.filter(
        verb__in=[Verb.CONTRIBUTION_CAPTURED, Verb.CONTRIBUTION_ADDED_LATE],
        subject_type=Contribution._meta.label_lower,
        subject_id__in=[str(card.pk) for card in cards],
        actor_kind=actor.actor_kind,
        actor_id=actor.actor_id,
    )
    return {int(key) for key in found.values_list("subject_id", flat=True)}


def slips_of(actor: Actor, cards: Sequence[Contribution], *, now: datetime) -> set[int]:
    """Keys of the cards this person may still take back as a slip: their own, fresh and unchecked. One query."""
    fresh = [card for card in cards if is_fresh(card, now)]
    return captured_by(actor, fresh) if fresh else set()


def is_fresh(card: Contribution, now: datetime) -> bool:
    """Whether a card was captured a moment ago and nobody has checked it yet."""
    return card.moderation == Moderation.PENDING and now - card.captured_at <= SLIP_TIME
