"""Municipalities that answer together under one name."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.implementation import errors
from roterfaden.implementation.enums import Verb
from roterfaden.implementation.models import JointMember, JointUnit
from roterfaden.implementation.rules import check_partners
from roterfaden.kernel.actors import Actor
from roterfaden.places.models import Area


def set_joint_unit(
    *, actor: Actor, slug: str, name: str, since: date, municipalities: Sequence[Area], now: datetime
) -> JointUnit:
    """Name a joint unit with its members, or change name and members of the one with this slug.

    Answers given before keep their unit and stay with the municipalities that gave them. Refuses fewer than two
    members (TooFewMembers) and areas that are no partner (NotAPartner). Audited as joint_unit.set.
    """
    require(actor, "implementation.set_joint_unit")
    if len({area.pk for area in municipalities}) <= 1:
        raise errors.TooFewMembers()
    check_partners(municipalities)
    with transaction.atomic():
        unit = JointUnit.objects.select_for_update().filter(slug=slug).first() or JointUnit(slug=slug)
        unit.name, unit.since = name.strip(), since
        unit.full_clean()
        unit.save()
        unit.members.exclude(municipality__in=municipalities).delete()
        known = set(unit.members.values_list("municipality", flat=True))
        JointMember.objects.bulk_create(
            JointMember(unit=unit, municipality=area) for area in municipalities if area.pk not in known
        )
        record(actor=actor, verb=Verb.JOINT_UNIT_SET, subject=unit, now=now)
    return unit


def end_joint_unit(*, actor: Actor, unit: JointUnit, ended_on: date, now: datetime) -> JointUnit:
    """End a joint unit: nobody answers in its name any more; what was answered stays.

    Refuses a second time (EndedAlready). Audited as joint_unit.ended.
    """
    require(actor, "implementation.end_joint_unit", unit)
    if unit.ended_on is not None:
        raise errors.EndedAlready()
    with transaction.atomic():
        unit.ended_on = ended_on
        unit.full_clean()
        unit.save(update_fields=["ended_on"])
        record(actor=actor, verb=Verb.JOINT_UNIT_ENDED, subject=unit, now=now)
    return unit
