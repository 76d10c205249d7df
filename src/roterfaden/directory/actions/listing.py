"""Taking in services somebody brought: first read and looked at, then taken, all at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.directory import errors
from roterfaden.directory.enums import CheckedBy, PageStatus, RowOutcome, TableFormat, Verb
from roterfaden.directory.methods import ReadRow, ServiceFacts, checksum, parse_spells, read_hsds, read_rows
from roterfaden.directory.models import (
    DirectoryEntry,
    Listing,
    OpeningHours,
    Organisation,
    Service,
    ServiceLanguage,
    ServiceText,
    Site,
)
from roterfaden.directory.queries import PlannedRow, plan_listing
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.tables import BYTES_LIMIT, TableTooLarge, read_table
from roterfaden.kernel.time import local_day
from roterfaden.topics.models import FieldOfAction

TAKEN = (RowOutcome.NEW, RowOutcome.CHANGED)
AT_ONCE = 500


def prepare_listing(*, actor: Actor, upload: File[bytes], now: datetime) -> Listing:
    """Read a table (CSV, XLSX, ODS) or a document (HSDS, JSON) of services; nothing of the directory changes yet.

    Refuses what cannot be read (ListingUnreadable, ColumnsMissing, ListingTooLarge and the errors of kernel.tables).
    Audited as listing.prepared.
    """
    require(actor, "directory.prepare_listing")
    if upload.size > BYTES_LIMIT:
        raise TableTooLarge()
    data, name = upload.read(), str(upload.name or "")
    is_document = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")
    rows: Sequence[ReadRow] = read_hsds(data) if is_document else read_rows(read_table(data, name))
    if not rows:
        raise errors.ListingUnreadable()
    with transaction.atomic():
        listing = Listing(
            file_name=name[-200:], shape=TableFormat.HSDS if is_document else TableFormat.TABLE,
            rows=[row.as_json() for row in rows], made_at=now,
        )  # fmt: skip
        listing.full_clean()
        listing.save()
        record(actor=actor, verb=Verb.LISTING_PREPARED, subject=listing, now=now)
    return listing


def take_listing(*, actor: Actor, listing: Listing, now: datetime) -> Listing:
    """Take every row of a listing that is new or changed, and leave the wrong ones out; counts stay, rows go.

    What a file says nothing about stays as it is. A row is checked on the day the file says, or not at all. Refuses a
    listing that was taken (TakenAlready) or holds nothing to take (NothingToTake). Audited as listing.taken, once.
    """
    require(actor, "directory.take_listing", listing)
    with transaction.atomic():
        row = Listing.objects.select_for_update().get(pk=listing.pk)
        if row.taken_at is not None:
            raise errors.TakenAlready()
        planner = plan_listing(row, on=local_day(now))
        taken = [each for each in planner.planned if each.outcome in TAKEN]
        if not taken:
            raise errors.NothingToTake()
        services = _take(taken, now)
        DirectoryEntry.objects.renew_services(service.pk for service in services)
        row.counts, row.rows, row.taken_at = planner.counts(), [], now
        row.save(update_fields=["counts", "rows", "taken_at"])
        record(actor=actor, verb=Verb.LISTING_TAKEN, subject=row, now=now)
    return row


def _take(rows: Sequence[PlannedRow], now: datetime) -> list[Service]:
    """Write organisations, sites, services and what hangs on them. The same number of queries for any number of rows,
    as far as the database takes them at once."""
    organisations = _organisations(row.row.facts for row in rows)
    sites = _sites(rows, organisations)
    pairs = [(_service(row, organisations, sites, now), row.row.facts) for row in rows]
    known = [service for service, _facts in pairs if service.pk]
    new = [service for service, _facts in pairs if not service.pk]
    Service.objects.bulk_create(new, batch_size=AT_ONCE)
    names = [field.name for field in Service._meta.concrete_fields if field.name not in ("id", "uid")]
    Service.objects.bulk_update(known, names, batch_size=AT_ONCE)
    _topics(pairs)
    _languages(pairs)
    _texts(pairs, now)
    _hours(rows, organisations, sites)
    return [service for service, _facts in pairs]


def _organisations(found: Iterable[ServiceFacts]) -> dict[str, Organisation]:
    """The organisations the rows name, by folded name; a fact that is empty in the file stays."""
    known = {each.name.casefold(): each for each in Organisation.objects.order_by("pk")}
    new, changed = dict[str, Organisation](), dict[str, Organisation]()
    for facts in found:
        key = facts.organisation.casefold()
        if key not in known:
            known[key] = new[key] = Organisation(name=facts.organisation)
        elif key not in new:
            changed[key] = known[key]
        _set(known[key], facts, ("kind", "email", "phone", "website"))
        known[key].is_fictitious = facts.is_fictitious
    Organisation.objects.bulk_create(new.values(), batch_size=AT_ONCE)
    Organisation.objects.bulk_update(
        changed.values(), ["kind", "email", "phone", "website", "is_fictitious"], batch_size=AT_ONCE
    )
    return known


def _sites(rows: Iterable[PlannedRow], organisations: dict[str, Organisation]) -> dict[tuple[int, str], Site]:
    known = {(each.organisation_id, each.name.casefold()): each for each in Site.objects.order_by("pk")}
    new, changed = dict[tuple[int, str], Site](), dict[tuple[int, str], Site]()
    plain = ("street", "postcode", "town", "stop", "step_free", "directions")
    for row in rows:
        facts = row.row.facts
        if row.area is None and not facts.site:
            continue
        organisation = organisations[facts.organisation.casefold()]
        key = (organisation.pk, facts.site.casefold())
        if key not in known:
            known[key] = new[key] = Site(organisation=organisation, name=facts.site)
        elif key not in new:
            changed[key] = known[key]
        site = known[key]
        _set(site, facts, plain)
        if row.area is not None:
            site.area = row.area
        if facts.latitude:
            site.latitude, site.longitude = Decimal(facts.latitude), Decimal(facts.longitude)
    Site.objects.bulk_create(new.values(), batch_size=AT_ONCE)
    Site.objects.bulk_update(changed.values(), [*plain, "area", "latitude", "longitude"], batch_size=AT_ONCE)
    return known


def _set(row: Any, facts: ServiceFacts, names: Iterable[str]) -> None:
    for name in names:
        if getattr(facts, name):
            setattr(row, name, getattr(facts, name))


def _service(
    row: PlannedRow, organisations: dict[str, Organisation], sites: dict[tuple[int, str], Site], now: datetime
) -> Service:
    facts = row.row.facts
    organisation = organisations[facts.organisation.casefold()]
    service = row.service or Service(uid=UUID(facts.uid) if facts.uid else uuid4())
    service.organisation = organisation
    service.site = sites.get((organisation.pk, facts.site.casefold())) if facts.site else service.site
    service.title, service.text = facts.title, facts.text
    _set(service, facts, ("target_group", "cost", "cost_note"))
    service.by_appointment, service.active, service.changed_at = facts.by_appointment, facts.active, now
    if facts.checked_on:
        service.checked_on, service.checked_by = date.fromisoformat(facts.checked_on), CheckedBy.OFFICE
    return service


def _topics(pairs: Sequence[tuple[Service, ServiceFacts]]) -> None:
    fields = {field.slug: field for field in FieldOfAction.objects.order_by("pk")}
    through = Service.fields.through
    said = [(service, facts) for service, facts in pairs if facts.topics]
    through.objects.filter(service_id__in=[service.pk for service, _facts in said]).delete()
    through.objects.bulk_create(
        (through(service=service, fieldofaction=fields[slug]) for service, facts in said for slug in facts.topics),
        batch_size=AT_ONCE,
    )


def _languages(pairs: Sequence[tuple[Service, ServiceFacts]]) -> None:
    said = [(service, facts) for service, facts in pairs if facts.languages]
    ServiceLanguage.objects.filter(service_id__in=[service.pk for service, _facts in said]).delete()
    ServiceLanguage.objects.bulk_create(
        (ServiceLanguage(service=service, language=code) for service, facts in said for code in facts.languages),
        batch_size=AT_ONCE,
    )


def _texts(pairs: Sequence[tuple[Service, ServiceFacts]], now: datetime) -> None:
    """Words in other languages come in as checked: the office has seen the file before it took it."""
    ServiceText.objects.bulk_create(
        (
            ServiceText(
                service=service, language=code, title=title, text=text, status=PageStatus.CHECKED,
                source=checksum(service.title, service.text), made_at=now,
            )
            for service, facts in pairs
            for code, title, text in facts.texts
        ),
        batch_size=AT_ONCE, update_conflicts=True, unique_fields=["service", "language"],
        update_fields=["title", "text", "status", "source", "made_at"],
    )  # fmt: skip


def _hours(
    rows: Iterable[PlannedRow], organisations: dict[str, Organisation], sites: dict[tuple[int, str], Site]
) -> None:
    """The week of each site a row speaks of; the last row that speaks of it counts."""
    weeks: dict[int, tuple[str, ...]] = {}
    for row in rows:
        facts = row.row.facts
        if facts.site and facts.hours is not None:
            site = sites[(organisations[facts.organisation.casefold()].pk, facts.site.casefold())]
            weeks[site.pk] = facts.hours
    OpeningHours.objects.filter(site_id__in=list(weeks)).delete()
    OpeningHours.objects.bulk_create(
        (
            OpeningHours(site_id=site, weekday=day, opens=spell.opens, closes=spell.closes)
            for site, week in weeks.items()
            for day, text in enumerate(week)
            for spell in parse_spells(text)
        ),
        batch_size=AT_ONCE,
    )
