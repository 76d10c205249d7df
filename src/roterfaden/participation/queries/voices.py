"""Reading single voices."""

from roterfaden.participation.models import Contribution


def for_update(contribution: Contribution) -> Contribution:
    """The same voice, fresh and locked until the transaction ends (PostgreSQL; SQLite locks as a whole)."""
    return Contribution.objects.select_for_update().get(pk=contribution.pk)
