"""Hours of sites as the calculations want them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from roterfaden.directory.methods import Hours, Opening, Special, Spell, day_hours, opening_at
from roterfaden.directory.models import OpeningException, OpeningHours, Site


def hours_of(site: Site) -> tuple[Hours, ...]:
    """The usual hours of a site in order of the week. No query when they are prefetched."""
    return tuple(sorted((as_hours(row) for row in site.opening_hours.all()), key=lambda row: (row.weekday, row.spell)))


def specials_of(site: Site) -> tuple[Special, ...]:
    """The days that differ, in order. No query when they are prefetched."""
    return tuple(
        sorted((as_special(row) for row in site.exceptions.all()), key=lambda row: (row.first_on, row.last_on))
    )


def as_hours(row: OpeningHours) -> Hours:
    """A row as the calculation wants it."""
    return Hours(row.weekday, Spell(row.opens, row.closes))


def as_special(row: OpeningException) -> Special:
    """A row as the calculation wants it."""
    spell = Spell(row.opens, row.closes) if row.opens and row.closes else None
    return Special(row.first_on, row.last_on, spell, row.reason)


def opening_of(site: Site | None, at: datetime) -> Opening | None:
    """Whether a site is open at a local moment; None without a site or without hours."""
    if site is None:
        return None
    return opening_at(at, hours_of(site), specials_of(site), land=settings.LAND)


def open_sites(at: datetime) -> frozenset[int]:
    """The sites that are open at a local moment. Two queries."""
    hours, specials = defaultdict(list), defaultdict(list)
    for row in OpeningHours.objects.filter(weekday=at.weekday()).order_by("pk"):
        hours[row.site_id].append(as_hours(row))
    for each in OpeningException.objects.filter(first_on__lte=at.date(), last_on__gte=at.date()).order_by("pk"):
        specials[each.site_id].append(as_special(each))
    return frozenset(_open_among(hours.keys() | specials.keys(), hours, specials, at))


def _open_among(
    sites: Iterable[int], hours: dict[int, list[Hours]], specials: dict[int, list[Special]], at: datetime
) -> Iterable[int]:
    for site in sites:
        today = day_hours(at.date(), hours.get(site, ()), specials.get(site, ()), land=settings.LAND)
        if any(spell.opens <= at.time() < spell.closes for spell in today.spells):
            yield site
