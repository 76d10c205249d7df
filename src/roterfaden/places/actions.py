"""Everything that changes the register of places."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel import languages as interface
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.enums import Verb
from roterfaden.places.errors import GermanStays, NotACounty, SetUpAlready, UnknownLanguage, WrongParent
from roterfaden.places.methods import may_belong_to
from roterfaden.places.models import Area, Instance


def add_area(
    *,
    actor: Actor,
    key: str,
    ars: str,
    slug: str,
    name: str,
    short_name: str,
    kind: str,
    valid_from: date,
    now: datetime,
    ags: str | None = None,
    regional_key: str = "",
    is_town: bool = False,
    parent: Area | None = None,
    area_km2: Decimal | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    geometry: dict[str, Any] | None = None,
    valid_until: date | None = None,
) -> Area:
    """Add a county or municipality with its official keys.

    Refuses a parent of the wrong kind (WrongParent) and, as ValidationError, keys that are taken, a joint municipality
    with an AGS and a municipality without one. Audited as area.added.
    """
    require(actor, "places.add_area")
    if not may_belong_to(kind, parent.kind if parent else None):
        raise WrongParent()
    with transaction.atomic():
        area = Area(
            key=key,
            ars=ars,
            ags=ags or None,
            regional_key=regional_key,
            slug=slug,
            name=name,
            short_name=short_name,
            kind=kind,
            is_town=is_town,
            parent=parent,
            area_km2=area_km2,
            latitude=latitude,
            longitude=longitude,
            geometry=geometry,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        area.full_clean()
        area.save()
        record(actor=actor, verb=Verb.AREA_ADDED, subject=area, now=now)
    return area


def set_up_instance(
    *,
    actor: Actor,
    county: Area,
    name: str,
    contact_unit: str,
    contact_email: str,
    now: datetime,
    is_example: bool = False,
) -> Instance:
    """Say which house this installation belongs to, once.

    Refuses a second time (SetUpAlready) and an area that does not exist today (NotACounty). Audited as
    instance.set_up.
    """
    require(actor, "places.set_up_instance", county)
    if not Area.objects.on(local_day(now)).filter(pk=county.pk).exists():
        raise NotACounty()
    with transaction.atomic():
        if Instance.objects.exists():
            raise SetUpAlready()
        instance = Instance(
            county=county, name=name, contact_unit=contact_unit, contact_email=contact_email, is_example=is_example
        )
        instance.full_clean()
        instance.save()
        record(actor=actor, verb=Verb.INSTANCE_SET_UP, subject=instance, now=now)
    return instance


def offer_languages(*, actor: Actor, instance: Instance, languages: Collection[str], now: datetime) -> Instance:
    """Say in which languages this house offers its public pages; the others lead to the German page.

    Refuses a choice without German (GermanStays) and a language there is not (UnknownLanguage). Audited as
    languages.offered.
    """
    require(actor, "places.offer_languages", instance)
    if settings.LANGUAGE_CODE not in languages:
        raise GermanStays()
    if set(languages) - set(interface.codes()):
        raise UnknownLanguage()
    with transaction.atomic():
        locked = Instance.objects.select_for_update().get(pk=instance.pk)
        before = locked.closed_languages
        locked.closed_languages = [code for code in interface.codes() if code not in languages]
        locked.full_clean()
        locked.save(update_fields=["closed_languages"])
        changes = {"closed_languages": (", ".join(before), ", ".join(locked.closed_languages))}
        record(actor=actor, verb=Verb.LANGUAGES_OFFERED, subject=locked, now=now, changes=changes)
    return locked
