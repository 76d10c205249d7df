"""Organisations and their places: who is there, where, and when it is open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.directory.enums import Verb
from roterfaden.directory.methods import Special, Spell
from roterfaden.directory.models import DirectoryEntry, OpeningException, OpeningHours, Organisation, Service, Site
from roterfaden.kernel.actors import Actor


def add_organisation(*, actor: Actor, name: str, now: datetime, **facts: Any) -> Organisation:
    """Take an organisation into the directory; `facts` are kind, email, phone, website, is_fictitious.

    Refuses a name that is there (ValidationError). Audited as organisation.added.
    """
    require(actor, "directory.add_organisation")
    with transaction.atomic():
        organisation = Organisation(name=name, **facts)
        organisation.full_clean()
        organisation.save()
        record(actor=actor, verb=Verb.ORGANISATION_ADDED, subject=organisation, now=now)
    return organisation


def change_organisation(*, actor: Actor, organisation: Organisation, now: datetime, **facts: Any) -> Organisation:
    """Say what is true of an organisation now; its services are found by a new name at once.

    Refuses a name another one has (ValidationError). Audited as organisation.changed with what changed.
    """
    require(actor, "directory.change_organisation", organisation)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        changes = _set(row, facts)
        row.full_clean()
        row.save()
        if "name" in changes:
            services = Service.objects.filter(organisation=row).order_by("pk")
            DirectoryEntry.objects.renew_services(services.values_list("pk", flat=True))
        record(actor=actor, verb=Verb.ORGANISATION_CHANGED, subject=row, changes=changes, now=now)
    return row


def add_site(
    *,
    actor: Actor,
    organisation: Organisation,
    now: datetime,
    hours: Mapping[int, Sequence[Spell]] | None = None,
    specials: Sequence[Special] = (),
    **facts: Any,
) -> Site:
    """Add a place of an organisation with its hours: weekday (0 is Monday) → stretches, and the days that differ.

    Refuses a name the organisation has used (ValidationError). Audited as site.added.
    """
    require(actor, "directory.add_site", organisation)
    with transaction.atomic():
        site = Site(organisation=organisation, **facts)
        site.full_clean()
        site.save()
        _set_hours(site, hours or {}, specials)
        record(actor=actor, verb=Verb.SITE_ADDED, subject=site, now=now)
    return site


def change_site(
    *,
    actor: Actor,
    site: Site,
    now: datetime,
    hours: Mapping[int, Sequence[Spell]] | None = None,
    specials: Sequence[Special] = (),
    **facts: Any,
) -> Site:
    """Say what is true of a place now; `hours` and `specials` replace those before, without `hours` they stay.

    Refuses as add_site does. Audited as site.changed with what changed.
    """
    require(actor, "directory.change_site", site)
    with transaction.atomic():
        row = Site.objects.select_for_update().get(pk=site.pk)
        changes = _set(row, facts)
        row.full_clean()
        row.save()
        if hours is not None:
            row.opening_hours.all().delete()
            row.exceptions.all().delete()
            _set_hours(row, hours, specials)
        record(actor=actor, verb=Verb.SITE_CHANGED, subject=row, changes=changes, now=now)
    return row


def _set(row: Organisation | Site, facts: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set the facts and return what changed."""
    changes = {name: (getattr(row, name), value) for name, value in facts.items() if getattr(row, name) != value}
    for name, value in facts.items():
        setattr(row, name, value)
    return changes


def _set_hours(site: Site, hours: Mapping[int, Sequence[Spell]], specials: Sequence[Special]) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(site=site, weekday=day, opens=spell.opens, closes=spell.closes)
        for day, spells in hours.items()
        for spell in spells
    )
    OpeningException.objects.bulk_create(
        OpeningException(
            site=site, first_on=each.first_on, last_on=each.last_on, reason=each.reason[:120],
            opens=each.spell.opens if each.spell else None, closes=each.spell.closes if each.spell else None,
        )
        for each in specials
    )  # fmt: skip
