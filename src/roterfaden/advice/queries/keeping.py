"""What is due to be deleted, by kind."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Count, Min, Q

from roterfaden.advice.models import DeletionRun, Kept


@dataclass(frozen=True)
class KeptRow:
    """A kind of record: how many are held, how many are due, and when the next one goes."""

    name: str
    label: str
    held: int
    due: int
    next_on: date | None


def kept_models() -> tuple[type[Kept], ...]:
    """Every model whose records have a day of deletion, by name."""
    found = [model for model in apps.get_models() if issubclass(model, Kept)]
    return tuple(sorted(found, key=lambda model: model._meta.model_name or ""))


def kept_rows(*, on: date) -> tuple[KeptRow, ...]:
    """What is held and what is due on a day. One query for each kind."""
    rows = []
    for model in kept_models():
        found = model._default_manager.aggregate(
            held=Count("pk"), due=Count("pk", filter=Q(delete_on__lte=on)),
            next_on=Min("delete_on", filter=Q(delete_on__gt=on)),
        )  # fmt: skip
        rows.append(KeptRow(str(model._meta.model_name), str(model._meta.verbose_name_plural), **found))
    return tuple(rows)


def running_deletion() -> DeletionRun | None:
    """The run that has begun and not ended. One query."""
    return DeletionRun.objects.filter(state="running").first()


def last_deletions(count: int = 10) -> tuple[DeletionRun, ...]:
    """The last runs, newest first. One query."""
    return tuple(DeletionRun.objects.order_by("-started_at", "-pk")[:count])
