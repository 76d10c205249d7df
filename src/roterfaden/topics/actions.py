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
