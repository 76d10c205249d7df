"""Where cards lie: voices, parts of voices, themes and groups as they are now. What actions look at first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from roterfaden.participation.methods import Card
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    GroupMembership,
    Process,
    Segment,
    SplitPart,
    ThemeAssignment,
)

Slot = tuple[int, int | None]
"""A card by its keys: the voice, and the passage if it is split."""


@dataclass(frozen=True)
class Place:
    """One card that can lie somewhere: a whole voice or a speaking part of a split one, and the theme it lies in."""

    contribution: Contribution
    segment: Segment | None
    assignment: ThemeAssignment | None

    @property
    def slot(self) -> Slot:
        return self.contribution.pk, self.segment.pk if self.segment else None


def locked_board(process: Process) -> Process:
    """The process, locked until the transaction ends, so that steps on its board come one after the other.

    The lock leaves foreign keys alone (PostgreSQL `FOR NO KEY UPDATE`): cards are captured meanwhile.
    """
    return Process.objects.select_for_update(no_key=True).get(pk=process.pk)


def locked_voices(process: Process, keys: Iterable[int]) -> dict[int, Contribution]:
    """Voices of this process by key, fresh and locked. One query."""
    rows = Contribution.objects.select_for_update().filter(process=process, pk__in=set(keys)).order_by("pk")
    return {row.pk: row for row in rows}


def current_parts(contributions: Iterable[Contribution]) -> dict[int, list[SplitPart]]:
    """The parts of each split voice in the order of the text, silent ones among them. One query."""
    found: dict[int, list[SplitPart]] = defaultdict(list)
    rows = SplitPart.objects.current().filter(contribution__in=[row.pk for row in contributions])
    for part in rows.select_related("segment").order_by("contribution", "segment__first_word", "pk"):
        found[part.contribution_id].append(part)
    return found


def places_of(contributions: Sequence[Contribution]) -> dict[Slot, Place]:
    """Every card these voices make, in the order given and of their text. Two queries."""
    parts = current_parts(contributions)
    lying = {
        row.slot: row
        for row in ThemeAssignment.objects.current()
        .filter(contribution__in=[row.pk for row in contributions])
        .select_related("theme__field", "made_by")
        .order_by("pk")
    }
    found: dict[Slot, Place] = {}
    for voice in contributions:
        segments = [part.segment for part in parts[voice.pk] if part.speaks] if voice.pk in parts else [None]
        for segment in segments:
            slot = (voice.pk, segment.pk if segment else None)
            found[slot] = Place(voice, segment, lying.get(slot))
    return found


# --- open list ----------------------------------------------------------------------------------------------------
def current_part_of(key: str = "pk", *, speaks: bool | None = None) -> "QuerySet[SplitPart]":
    """Current parts of the voice whose key the outer query calls `key`."""
    rows: QuerySet[SplitPart] = SplitPart.objects.current().filter(contribution=OuterRef(key))
    return rows if speaks is None else rows.filter(speaks=speaks)


def has_open_card(key: str = "pk") -> Q:
    """Whether a voice is on the open list: it, or one of its parts, lies in no theme."""
    lying = ThemeAssignment.objects.current()
    whole = Exists(lying.filter(contribution=OuterRef(key), segment=None))
    open_part = current_part_of(key, speaks=True).filter(~Exists(lying.filter(segment=OuterRef("segment"))))
    return (~Q(Exists(current_part_of(key))) & ~Q(whole)) | Q(Exists(open_part))


# --- groups -------------------------------------------------------------------------------------------------------
def current_memberships(contributions: Iterable[Contribution]) -> "QuerySet[GroupMembership]":
    """Memberships of all groups these voices belong to, the leading voice of each first."""
    groups = GroupMembership.objects.current().filter(contribution__in=[row.pk for row in contributions])
    rows: QuerySet[GroupMembership] = (
        GroupMembership.objects.current()
        .filter(group__in=groups.values("group"))
        .select_related("group", "contribution")
        .order_by("group", "-leads", "contribution__number", "pk")
    )
    return rows


def group_members(contribution: Contribution) -> ContributionQuerySet:
    """All voices that say the same as this one, itself among them, by number: whoever answers one can answer each.

    Only itself when it belongs to no group.
    """
    own = GroupMembership.objects.current().filter(contribution=contribution).values("group")
    fellows = GroupMembership.objects.current().filter(group__in=own).values("contribution")
    found = Contribution.objects.filter(Q(pk=contribution.pk) | Q(pk__in=fellows))
    return found.select_related("process", "event", "actor_group", "area").order_by("number", "pk")


def with_fellows(cards: Iterable[Card]) -> list[Card]:
    """The same cards, and behind each one that leads a group the fellows that lie in the same place. Three queries.

    Only whole voices bring their fellows along; what a person chose already stays as it was chosen.
    """
    chosen = list(cards)
    leading = GroupMembership.objects.current().filter(
        leads=True, contribution__in=[card.contribution for card in chosen if card.segment is None]
    )
    groups = dict(leading.values_list("contribution", "group"))
    rows = GroupMembership.objects.current().filter(group__in=groups.values(), leads=False)
    followers: dict[int, list[Contribution]] = defaultdict(list)
    for row in rows.select_related("contribution").order_by("contribution__number", "pk"):
        followers[row.group_id].append(row.contribution)
    lying = dict(
        ThemeAssignment.objects.current()
        .filter(contribution__in=[*groups, *(voice.pk for group in followers.values() for voice in group)])
        .filter(segment=None)
        .values_list("contribution", "theme")
    )
    found = {card.slot: card for card in chosen}
    for card in chosen:
        for voice in followers.get(groups.get(card.contribution, 0), ()):
            if lying.get(voice.pk) == lying.get(card.contribution):
                found.setdefault((voice.pk, None), Card(voice.pk, check=False))
    return list(found.values())
