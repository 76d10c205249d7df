"""Services as they travel, and what taking a listing would change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roterfaden.directory.enums import SPOKEN, PageStatus, RowOutcome
from roterfaden.directory.errors import HoursNotUnderstood
from roterfaden.directory.methods import WEEK, ReadRow, ServiceFacts, parse_spells, spells_text
from roterfaden.directory.methods.listing_tables import HEADINGS
from roterfaden.directory.models import Listing, Service
from roterfaden.directory.queries.opening import hours_of
from roterfaden.directory.queries.services import with_facts
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

COMPARED = tuple(name for name in HEADINGS if name != "uid")


@dataclass(frozen=True)
class PlannedRow:
    """One row of a listing: what would become of it, and which facts would change; `service` is None for a new one."""

    row: ReadRow
    outcome: RowOutcome
    changes: tuple[str, ...] = ()
    service: Service | None = None
    area: Area | None = None


@dataclass(frozen=True)
class Known:
    """What rows refer to, read once."""

    areas: Mapping[str, Area]
    topics: Mapping[str, FieldOfAction]


def listed_facts(rows: QuerySet[Service] | None = None) -> tuple[ServiceFacts, ...]:
    """Services as they travel, by title. Six queries."""
    wanted = Service.objects.active() if rows is None else rows
    return tuple(facts_of(service) for service in with_facts(wanted).order_by("title", "pk"))


def facts_of(service: Service) -> ServiceFacts:
    """One service as it travels. No query when its facts are loaded."""
    house, site = service.organisation, service.site
    words = [each for each in service.texts.all() if each.status == PageStatus.CHECKED]
    facts = ServiceFacts(
        uid=str(service.uid), title=service.title, text=service.text, organisation=house.name, kind=house.kind,
        email=house.email, phone=house.phone, website=house.website, is_fictitious=house.is_fictitious,
        topics=tuple(sorted(field.slug for field in service.fields.all())),
        languages=tuple(sorted(each.language for each in service.languages.all())),
        target_group=service.target_group, cost=service.cost, cost_note=service.cost_note,
        by_appointment=service.by_appointment, active=service.active,
        checked_on=service.checked_on.isoformat() if service.checked_on else "",
        texts=tuple(sorted((each.language, each.title, each.text) for each in words)),
    )  # fmt: skip
    if site is None:
        return facts
    hours = hours_of(site)
    week = tuple(spells_text(each.spell for each in hours if each.weekday == day) for day in range(WEEK))
    return replace(
        facts, site=site.name, street=site.street, postcode=site.postcode, town=site.town, area=site.area.key,
        latitude=degrees(site.latitude), longitude=degrees(site.longitude), stop=site.stop, step_free=site.step_free,
        directions=site.directions, hours=week if hours else None,
    )  # fmt: skip


def degrees(value: Decimal | None) -> str:
    """A coordinate as it travels: no zeros at the end, empty when it is not known."""
    return "" if value is None else str(value.normalize())


class Planner:
    """What becomes of each row of a listing. Reads the directory once: eight queries, however many rows."""

    def __init__(self, rows: Sequence[ReadRow], *, on: date) -> None:
        self.rows, self.on = rows, on

    @cached_property
    def known(self) -> Known:
        """Municipalities by key, short name in addresses and name; fields of action by short name and names."""
        areas: dict[str, Area] = {}
        named = Counter[str]()
        for area in Area.objects.filter(valid_until=None).order_by("key"):
            for name in {area.name, area.short_name}:
                named[name.casefold()] += 1
                areas.setdefault(name.casefold(), area)
        for name, times in named.items():
            if times > 1:  # a name that two areas share names none
                del areas[name]
        for area in Area.objects.filter(valid_until=None).order_by("key"):
            areas |= {each: area for each in (area.key, area.ars, area.ags, area.slug) if each}
        topics = {
            name.casefold(): field
            for field in FieldOfAction.objects.order_by("number", "pk")
            for name in (field.name, field.short_name, field.slug)
        }
        return Known(areas, topics)

    @cached_property
    def planned(self) -> tuple[PlannedRow, ...]:
        """Every row in order of the file."""
        by_uid, by_name = self._existing()
        seen: set[tuple[str, ...]] = set()
        return tuple(self._plan(row, by_uid, by_name, seen) for row in self.rows)

    def counts(self) -> dict[str, int]:
        """How many rows become what."""
        found = Counter(row.outcome.value for row in self.planned)
        return {outcome.value: found[outcome.value] for outcome in RowOutcome}

    def _existing(self) -> tuple[dict[str, Service], dict[tuple[str, ...], Service]]:
        services = list(with_facts(Service.objects.order_by("pk")))
        return {str(each.uid): each for each in services}, {_name_of(facts_of(each)): each for each in services}

    def _plan(
        self, row: ReadRow, by_uid: dict[str, Service], by_name: dict[tuple[str, ...], Service],
        seen: set[tuple[str, ...]],
    ) -> PlannedRow:  # fmt: skip
        facts = self._settled(row.facts)
        faults = [*row.faults, *self._faults(facts)]
        service = by_uid.get(facts.uid) if facts.uid else None
        service = service or by_name.get(_name_of(facts))
        name = (facts.uid,) if facts.uid else _name_of(facts)
        if name in seen:
            faults.append(_("Dieses Angebot steht weiter oben schon in der Datei."))
        seen.add(name)
        row = replace(row, facts=facts, faults=tuple(faults))
        if faults:
            return PlannedRow(row, RowOutcome.WRONG, service=service)
        area = self.known.areas.get(facts.area.casefold()) if facts.site else None
        if service is None:
            return PlannedRow(row, RowOutcome.NEW, area=area)
        changes = tuple(_changes(facts_of(service), facts))
        return PlannedRow(row, RowOutcome.CHANGED if changes else RowOutcome.SAME, changes, service, area)

    def _settled(self, facts: ServiceFacts) -> ServiceFacts:
        """The same facts with the names of areas and fields as we know them."""
        area = self.known.areas.get(facts.area.casefold())
        topics = [self.known.topics.get(each.casefold()) for each in facts.topics]
        slugs = [found.slug if found else said for found, said in zip(topics, facts.topics, strict=True)]
        return replace(
            facts, area=area.key if area else facts.area, topics=tuple(sorted(slugs)),
            languages=tuple(sorted(facts.languages)),
        )  # fmt: skip

    def _faults(self, facts: ServiceFacts) -> Iterable[str]:
        if facts.site and facts.area not in self.known.areas:
            yield _("Kommune nicht gefunden: %(name)s.") % {"name": facts.area or "–"}
        known = {field.slug for field in self.known.topics.values()}
        for name in facts.topics:
            if name not in known:
                yield _("Lebenslage nicht gefunden: %(name)s.") % {"name": name}
        for code in facts.languages:
            if code not in SPOKEN:
                yield _("Sprache nicht gefunden: %(name)s.") % {"name": code}
        if facts.checked_on > self.on.isoformat():
            yield _("Das Datum der Prüfung liegt in der Zukunft.")
        for text in facts.hours or ():
            try:
                parse_spells(text)
            except HoursNotUnderstood as error:
                yield str(error)
        if bool(facts.latitude) != bool(facts.longitude):
            yield _("Breite und Länge gehören zusammen.")
        for value, check in ((facts.email, validate_email), (facts.website, URLValidator(schemes=["http", "https"]))):
            try:
                if value:
                    check(value)
            except ValidationError as error:
                yield f"{value}: {' '.join(error.messages)}"


def plan_listing(listing: Listing, *, on: date) -> Planner:
    """What taking a listing would do now."""
    return Planner([ReadRow.from_json(row) for row in listing.rows], on=on)


def recent_listings() -> QuerySet[Listing]:
    """What was brought, newest first."""
    return Listing.objects.order_by("-made_at", "-pk")


def _name_of(facts: ServiceFacts) -> tuple[str, ...]:
    return facts.organisation.casefold(), facts.site.casefold(), facts.title.casefold()


def _changes(old: ServiceFacts, new: ServiceFacts) -> Iterable[str]:
    """Headings of the facts that would change. Facts a file says nothing about stay: empty hours, languages, texts."""
    for name in COMPARED:
        if getattr(old, name) != getattr(new, name) and (getattr(new, name) not in ("", ()) or name == "text"):
            yield HEADINGS[name]
    if new.hours is not None and _week(old.hours) != _week(new.hours):
        yield _("Öffnungszeiten")
    before = {code: (title, text) for code, title, text in old.texts}
    for code, title, text in new.texts:
        if before.get(code) != (title, text):
            yield f"{HEADINGS['title']} ({code})"


def _week(hours: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(spells_text(parse_spells(text)) for text in hours or ("",) * WEEK)
