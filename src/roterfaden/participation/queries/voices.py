"""Reading single voices."""

from collections.abc import Iterable

from roterfaden.participation.models import Contribution, ReceiptCode


def for_update(contribution: Contribution) -> Contribution:
    """The same voice, fresh and locked until the transaction ends (PostgreSQL; SQLite locks as a whole)."""
    return Contribution.objects.select_for_update().get(pk=contribution.pk)


def taken_codes(candidates: Iterable[str]) -> set[str]:
    """Which of these codes have been issued."""
    return set(ReceiptCode.objects.filter(code__in=list(candidates)).values_list("code", flat=True))
