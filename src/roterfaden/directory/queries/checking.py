"""What is to be checked: entries nobody looked at for long, whom to ask, the link behind an address, corrections."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from roterfaden.directory.methods import due_before, hash_of
from roterfaden.directory.models import (
    CheckLink,
    Correction,
    OpeningHours,
    Organisation,
    Service,
    ServiceLanguage,
)


@dataclass(frozen=True)
class DueCheck:
    """An organisation that can be asked, with its entries that wait."""

    organisation: Organisation
    services: tuple[Service, ...]


def overdue(on: date) -> QuerySet[Service]:
    """Services offered that nobody checked for long, or ever."""
    before = due_before(on, settings.DIRECTORY_CHECK_DAYS)
    return Service.objects.active().filter(Q(checked_on=None) | Q(checked_on__lt=before))


def due_checks(on: date) -> tuple[DueCheck, ...]:
    """Whom to ask on a day: organisations with a mail address and entries that wait, who were not asked this month nor
    the month before. Two queries."""
    asked = CheckLink.objects.filter(month__gte=_month_before(on)).values("organisation")
    rows = overdue(on).exclude(organisation__email="").exclude(organisation__in=asked)
    found: dict[Organisation, list[Service]] = defaultdict(list)
    for service in rows.select_related("organisation").order_by("organisation__name", "title", "pk"):
        found[service.organisation].append(service)
    return tuple(DueCheck(organisation, tuple(services)) for organisation, services in found.items())


def _month_before(on: date) -> date:
    return date(on.year - (on.month == 1), on.month - 1 or 12, 1)


def link_behind(token: str, *, now: datetime) -> CheckLink | None:
    """The link of an address, if it opens now. One query."""
    kept = hash_of(token)
    if kept is None:
        return None
    link = CheckLink.objects.filter(secret_hash=kept).select_related("organisation").first()
    return link if link is not None and link.opens(now) else None


def entries_of(link: CheckLink) -> tuple[Service, ...]:
    """What the organisation of a link offers, by title. Three queries."""
    rows = (
        Service.objects.active().filter(organisation=link.organisation_id).select_related("organisation", "site__area")
    )
    hours = Prefetch("site__opening_hours", OpeningHours.objects.order_by("weekday", "opens", "pk"))
    languages = Prefetch("languages", ServiceLanguage.objects.order_by("language", "pk"))
    return tuple(rows.prefetch_related(languages, hours).order_by("title", "pk"))


def open_corrections() -> QuerySet[Correction]:
    """What organisations said and nobody settled, oldest first."""
    rows = Correction.objects.filter(settled_at=None).select_related("service__organisation")
    return rows.order_by("said_at", "pk")
