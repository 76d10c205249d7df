"""Everything that changes the fields of action."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.topics.enums import Verb
from roterfaden.topics.models import FieldOfAction


def add_field_of_action(
    *, actor: Actor, slug: str, number: int, name: str, short_name: str, now: datetime, orientation: str = ""
) -> FieldOfAction:
    """Add a field of action at its official number.

    Refuses a number or slug that is taken (ValidationError). Audited as field_of_action.added.
    """
    require(actor, "topics.add_field_of_action")
    with transaction.atomic():
        field = FieldOfAction(slug=slug, number=number, name=name, short_name=short_name, orientation=orientation)
        field.full_clean()
        field.save()
        record(actor=actor, verb=Verb.FIELD_OF_ACTION_ADDED, subject=field, now=now)
    return field


def change_field_of_action(
    *, actor: Actor, field: FieldOfAction, name: str, short_name: str, orientation: str, now: datetime
) -> FieldOfAction:
    """Call a field of action something else; number and address stay. Refuses empty names (ValidationError).

    Audited as field_of_action.changed with old and new words.
    """
    require(actor, "topics.change_field_of_action", field)
    words = {"name": name.strip(), "short_name": short_name.strip(), "orientation": orientation.strip()}
    with transaction.atomic():
        locked = FieldOfAction.objects.select_for_update().get(pk=field.pk)
        changes = {key: (getattr(locked, key), value) for key, value in words.items() if getattr(locked, key) != value}
        for key, value in words.items():
            setattr(locked, key, value)
        locked.full_clean()
        locked.save(update_fields=list(words))
        record(actor=actor, verb=Verb.FIELD_OF_ACTION_CHANGED, subject=locked, now=now, changes=changes)
    return locked
