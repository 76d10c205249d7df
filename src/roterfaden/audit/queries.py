"""Reading and checking the log."""

from dataclasses import dataclass

from roterfaden.audit.methods import GENESIS, event_hash
from roterfaden.audit.models import ChainHead, Event, EventQuerySet


@dataclass(frozen=True)
class ChainReport:
    """Result of `verify_chain`: how many events were read and the number of the first broken one, if any."""

    checked: int
    broken_at: int | None

    @property
    def is_intact(self) -> bool:
        return self.broken_at is None

    @property
    def intact(self) -> int:
        """How many events at the beginning are as they were written."""
        return self.checked if self.broken_at is None else self.broken_at - 1


def verify_chain() -> ChainReport:
    """Recompute the whole chain, oldest first, in constant memory. Two queries.

    Broken means: a gap in the numbers, a previous hash that does not match, a content that does not give its hash, or a
    chain head that does not agree with the last event (events cut off at the end).
    """
    expected_number, previous = 1, GENESIS
    for event in Event.objects.order_by("number", "pk").iterator(chunk_size=2000):
        if event.number != expected_number or event.previous_hash != previous or event.hash != event_hash(event):
            return ChainReport(checked=expected_number, broken_at=expected_number)
        expected_number, previous = event.number + 1, event.hash
    head = ChainHead.objects.filter(pk=1).first()
    checked = expected_number - 1
    if (head.number if head else 0) != checked or (head.hash if head else GENESIS) != previous:
        return ChainReport(checked=checked, broken_at=expected_number)
    return ChainReport(checked=checked, broken_at=None)


def newest_first() -> EventQuerySet:
    """The whole log, newest first."""
    return Event.objects.order_by("-number", "-pk")


def verbs_used() -> tuple[str, ...]:
    """The verbs that occur, for the filter of the log page. One query."""
    return tuple(Event.objects.order_by("verb").values_list("verb", flat=True).distinct())
