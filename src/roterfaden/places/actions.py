"""Everything that changes the register of places."""

import math
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, keep_image
from roterfaden.kernel import languages as interface
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.enums import Verb
from roterfaden.places.errors import (
    AreasInTheWay,
    GermanStays,
    NotAColour,
    NotACounty,
    OtherHouse,
    SetUpAlready,
    TooLittleContrast,
    UnknownLanguage,
    WrongParent,
)
from roterfaden.places.methods import PlannedArea, SetUpPlan, may_belong_to
from roterfaden.places.methods.colours import BLACK, NEEDED, WHITE, contrast, is_colour
from roterfaden.places.models import Area, HouseText, Instance

LOGO = "house_logo"
"""The purpose of the kept picture."""


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
            county=county,
            name=name,
            contact_unit=contact_unit,
            contact_email=contact_email,
            is_example=is_example,
            set_up_at=now,
        )
        instance.full_clean()
        instance.save()
        record(actor=actor, verb=Verb.INSTANCE_SET_UP, subject=instance, now=now)
    return instance


def set_up_house(
    *,
    actor: Actor,
    plan: SetUpPlan,
    name: str,
    contact_unit: str,
    contact_email: str,
    valid_from: date,
    now: datetime,
    languages: Collection[str] = (),
) -> Instance:
    """Make an empty installation the house of a plan: its areas, the instance, the languages it offers (none: all).

    Areas that are there already and are the same stay. Refuses an installation that is set up (SetUpAlready, or
    OtherHouse for another area) and areas the plan does not hold like this (AreasInTheWay); then nothing is changed.
    Audited as area.added, instance.set_up and languages.offered.
    """
    require(actor, "places.set_up_house")
    with transaction.atomic():
        found = Instance.objects.select_related("county").first()
        if found:
            raise SetUpAlready() if found.county.key == plan.house.key else OtherHouse(name=found.name)
        areas = _planned_already(plan)
        for planned in plan.areas:
            if planned.key not in areas:
                areas[planned.key] = _add_planned(actor, planned, areas, valid_from, now)
        instance = set_up_instance(
            actor=actor, county=areas[plan.house.key], name=name, contact_unit=contact_unit,
            contact_email=contact_email, now=now,
        )  # fmt: skip
        if languages:
            instance = offer_languages(actor=actor, instance=instance, languages=languages, now=now)
    return instance


def change_house(
    *, actor: Actor, instance: Instance, name: str, contact_unit: str, contact_email: str, now: datetime
) -> Instance:
    """Change the name of the house and who answers for it; every page shows both from then on.

    Refuses, as ValidationError, an empty value and what is no address. Audited as house.changed with old and new
    values.
    """
    require(actor, "places.change_house", instance)
    with transaction.atomic():
        locked = Instance.objects.select_for_update().get(pk=instance.pk)
        values = {"name": name, "contact_unit": contact_unit, "contact_email": contact_email}
        changes = {key: (getattr(locked, key), value) for key, value in values.items() if getattr(locked, key) != value}
        for key, value in values.items():
            setattr(locked, key, value)
        locked.full_clean()
        locked.save(update_fields=list(values))
        record(actor=actor, verb=Verb.HOUSE_CHANGED, subject=locked, now=now, changes=changes)
    return locked


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


def change_look(
    *,
    actor: Actor,
    instance: Instance,
    colour: str,
    logo: Upload | IO[bytes] | None = None,
    drops_logo: bool = False,
    now: datetime,
) -> Instance:
    """Give the public pages one colour and a logo; an empty colour and no logo look as the program looks.

    Without `logo` the present one stays, unless `drops_logo`. Refuses what is no colour, a colour that cannot be read
    on white (TooLittleContrast, with the measured ratios), and what is no picture (files.errors, field `upload`).
    Audited as look.changed.
    """
    require(actor, "places.change_look", instance)
    wanted = colour.strip().lower()
    if wanted:
        _check_colour(wanted)
    with transaction.atomic():
        locked = Instance.objects.select_for_update().get(pk=instance.pk)
        before = (locked.colour, locked.logo_id)
        locked.colour = wanted
        if logo is not None:
            locked.logo = keep_image(actor=actor, upload=logo, purpose=LOGO, now=now)
        elif drops_logo:
            locked.logo = None
        locked.full_clean()
        locked.save(update_fields=["colour", "logo"])
        changes = {"colour": (before[0], locked.colour), "logo": (before[1], locked.logo_id)}
        record(actor=actor, verb=Verb.LOOK_CHANGED, subject=locked, now=now, changes=changes)
    return locked


def _check_colour(colour: str) -> None:
    if not is_colour(colour):
        raise NotAColour()
    white, black = contrast(colour, WHITE), contrast(colour, BLACK)
    if white < NEEDED:
        raise TooLittleContrast(white=_ratio(white), black=_ratio(black), needed=_ratio(NEEDED))


def _ratio(value: float) -> str:
    """Rounded down, so that 4.996 is never shown as 5.0; with a comma."""
    return f"{math.floor(value * 10) / 10:.1f}".replace(".", ",")


def write_house_text(*, actor: Actor, on_page: str, text: str, now: datetime) -> HouseText:
    """Say in the house's own words what belongs on a page the program writes (HousePage); an empty text takes it away.

    Nothing happens when the text is the same. Refuses, as ValidationError, an unknown page and more than 20,000 signs.
    Audited as house_text.written.
    """
    require(actor, "places.write_house_text")
    with transaction.atomic():
        found = HouseText.objects.select_for_update().filter(on_page=on_page).first() or HouseText(on_page=on_page)
        if found.text == text.strip():
            return found
        found.text, found.written_at = text.strip(), now
        found.full_clean()
        found.save()
        record(actor=actor, verb=Verb.HOUSE_TEXT_WRITTEN, subject=found, now=now)
    return found


def _planned_already(plan: SetUpPlan) -> dict[str, Area]:
    """The areas that stand here, by key, if all of them are those of the plan."""
    planned = {area.key: (area.ars, area.kind.value) for area in plan.areas}
    areas = list(Area.objects.order_by("pk"))
    strange = [area.name for area in areas if planned.get(area.key) != (area.ars, area.kind)]
    if strange:
        raise AreasInTheWay(names=", ".join(strange))
    return {area.key: area for area in areas}


def _add_planned(actor: Actor, planned: PlannedArea, areas: dict[str, Area], valid_from: date, now: datetime) -> Area:
    return add_area(
        actor=actor,
        key=planned.key,
        ars=planned.ars,
        ags=planned.ags or None,
        regional_key=planned.regional_key,
        slug=planned.slug,
        name=planned.name,
        short_name=planned.short_name,
        kind=planned.kind,
        is_town=planned.is_town,
        parent=areas.get(planned.parent_key),
        area_km2=planned.area_km2,
        latitude=planned.latitude,
        longitude=planned.longitude,
        geometry=planned.geometry,
        valid_from=valid_from,
        now=now,
    )
