"""The directory as the office keeps it: what is overdue, what is being corrected, how far each language is."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from roterfaden.directory.enums import Freshness, PageState
from roterfaden.directory.methods import checksum, due_before, freshness, text_state
from roterfaden.directory.models import Organisation, Service
from roterfaden.kernel.languages import SOURCE, codes

CLOSED = "beendet"
CORRECTED = "berichtigung"


@dataclass(frozen=True)
class ServiceRow:
    """A service in the list of the office."""

    service: Service
    freshness: Freshness
    texts: tuple[str, ...]
    outdated: tuple[str, ...]
    corrections: int


def kept_services(*, on: date, words: str = "", state: str = "", area: str = "") -> QuerySet[Service]:
    """The services that fit, those that were checked longest ago first."""
    rows = Service.objects.filter(active=state != CLOSED)
    before = due_before(on, settings.DIRECTORY_CHECK_DAYS)
    narrowed = {
        Freshness.UNCHECKED.value: Q(checked_on=None),
        Freshness.OVERDUE.value: Q(checked_on__lt=before),
        Freshness.CHECKED.value: Q(checked_on__gte=before),
        CORRECTED: Q(pk__in=Service.objects.filter(corrections__settled_at=None, corrections__isnull=False)),
    }
    rows = rows.filter(narrowed.get(state, Q()))
    if area:
        rows = rows.filter(Q(site__area__slug=area) | Q(site__area__parent__slug=area))
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(organisation__name__icontains=word))
    return rows.select_related("organisation", "site__area").order_by(
        F("checked_on").asc(nulls_first=True), "title", "pk"
    )


def service_rows(services: "list[Service] | QuerySet[Service]", *, on: date) -> tuple[ServiceRow, ...]:
    """The rows of a page of services. Two queries."""
    keys = [service.pk for service in services]
    loaded = Service.objects.prefetch_related("texts").annotate(
        waiting=Count("corrections", filter=Q(corrections__settled_at=None), distinct=True)
    )
    found = loaded.in_bulk(keys)
    return tuple(_row(service, found[service.pk], on) for service in services)


def _row(service: Service, loaded: Service, on: date) -> ServiceRow:
    texts = {code: state for code, state in text_states(loaded) if state != PageState.MISSING}
    return ServiceRow(
        service=service,
        freshness=freshness(service.checked_on, on=on, days=settings.DIRECTORY_CHECK_DAYS),
        texts=tuple(texts),
        outdated=tuple(code for code, state in texts.items() if state == PageState.OUTDATED),
        corrections=loaded.waiting,  # type: ignore[attr-defined] # annotated above
    )


def text_states(service: Service) -> tuple[tuple[str, PageState], ...]:
    """How the words of a service stand in each language but German. One query, none when they are prefetched."""
    now = checksum(service.title, service.text)
    found = {each.language: each for each in service.texts.all()}
    return tuple(
        (code, text_state(found[code].status if code in found else None, is_current=found[code].source == now))
        if code in found
        else (code, PageState.MISSING)
        for code in codes()
        if code != SOURCE
    )


def organisation_rows() -> QuerySet[Organisation]:
    """Organisations by name with `service_count` and their sites. Two queries."""
    return (
        Organisation.objects.annotate(service_count=Count("services", filter=Q(services__active=True), distinct=True))
        .prefetch_related("sites")
        .order_by("name", "pk")
    )
