"""Writing the log. Called by actions only, inside their transaction, as their last step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from roterfaden.audit.methods import GENESIS, event_hash
from roterfaden.audit.models import ChainHead, Event
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.privacy import Level, level_of

MASK = "•••"
LABEL_LENGTH = Event._meta.get_field("subject_label").max_length
Changes = Mapping[str, tuple[Any, Any]]


def record(
    *,
    actor: Actor,
    verb: str,
    subject: models.Model,
    now: datetime,
    changes: Changes | None = None,
    reason: str = "",
) -> Event:
    """Append one event to the chain and return it.

    `changes` maps field → (old, new); values of fields declared personal are masked. The chain head is locked until the
    surrounding transaction ends, so this is the last thing an action does.
    """
    with transaction.atomic(savepoint=False):  # the action's own transaction is the one that counts
        head, _created = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"hash": GENESIS})
        event = Event(
            number=head.number + 1,
            at=now,
            actor_kind=actor.actor_kind,
            actor_id=actor.actor_id,
            actor_role=actor.acting_role,
            verb=str(verb),
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_label=_label(subject),
            changes=_masked(type(subject), changes or {}),
            reason=reason,
            previous_hash=head.hash,
        )
        event.hash = event_hash(event)
        event.save(force_insert=True)
        head.number, head.hash = event.number, event.hash
        head.save(update_fields=["number", "hash"])
    return event


def _label(subject: models.Model) -> str:
    """What the subject is called, without a language (kernel.labels)."""
    return str(getattr(subject, "audit_label", ""))[:LABEL_LENGTH]


def _masked(model: type[models.Model], changes: Changes) -> dict[str, list[Any]]:
    return {
        name: [MASK, MASK] if level_of(model, name) is Level.PERSONAL else [_plain(old), _plain(new)]
        for name, (old, new) in changes.items()
    }


def _plain(value: Any) -> Any:
    """A value as JSON gives it back, so that the hash of what is stored is the hash of what was said."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)
