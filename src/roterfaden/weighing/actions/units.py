"""The units that may be asked for advice."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.models import Unit


def add_unit(*, actor: Actor, name: str, email: str, now: datetime) -> Unit:
    """Let a unit be asked from now on. `email` is the address of its function, not of a person.

    Refuses a name that exists (ValidationError). Audited as unit.added.
    """
    require(actor, "weighing.add_unit")
    with transaction.atomic():
        unit = Unit(name=name.strip(), email=email.strip())
        unit.full_clean()
        unit.save()
        record(actor=actor, verb=Verb.UNIT_ADDED, subject=unit, now=now)
    return unit


def retire_unit(*, actor: Actor, unit: Unit, now: datetime) -> Unit:
    """Ask a unit no more; what it advised stays, and open requests go on. Refuses one that is retired.

    Audited as unit.retired.
    """
    require(actor, "weighing.retire_unit")
    with transaction.atomic():
        locked = Unit.objects.select_for_update().get(pk=unit.pk)
        if locked.retired_at is not None:
            raise errors.UnitRetired()
        locked.retired_at = now
        locked.save(update_fields=["retired_at"])
        record(actor=actor, verb=Verb.UNIT_RETIRED, subject=locked, now=now)
    return locked
