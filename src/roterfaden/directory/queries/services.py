"""Services as residents read them: in their language where it is checked, with what is open and how fresh it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from roterfaden.directory.enums import Freshness, PageStatus, Weekday
from roterfaden.directory.methods import Day, Opening, Special, checksum, day_hours, freshness
from roterfaden.directory.models import Organisation, Service, ServiceLanguage, Site
from roterfaden.directory.queries.finding import Hit
from roterfaden.directory.queries.opening import hours_of, opening_of, specials_of
from roterfaden.kernel.languages import SOURCE
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction


@dataclass(frozen=True)
class ServiceCard:
    """A service in a list. `lang` is the language of its words where the page speaks another, else empty."""

    service: Service
    title: str
    text: str
    lang: str
    is_outdated: bool
    languages: tuple[str, ...]
    opening: Opening | None
    freshness: Freshness
    kilometres: float | None = None

    @property
    def site(self) -> Site | None:
        return self.service.site

    @property
    def is_checked(self) -> bool:
        """Whether the day of the check may stand there as such."""
        return self.freshness == Freshness.CHECKED


@dataclass(frozen=True)
class WeekLine:
    """The usual hours of one weekday."""

    label: str
    hours: tuple[str, ...]


@dataclass(frozen=True)
class ServicePage:
    """One service with everything that is known about it."""

    card: ServiceCard
    week: tuple[WeekLine, ...]
    specials: tuple[Special, ...]
    today: Day | None
    topics: tuple[FieldOfAction, ...]
    others: tuple[ServiceCard, ...]


def with_facts(rows: QuerySet[Service]) -> QuerySet[Service]:
    """Services with everything a card needs: one query, and five for what hangs on them."""
    return rows.select_related("organisation", "site__area").prefetch_related(
        "languages", "texts", "fields", "site__opening_hours", "site__exceptions"
    )


def service_cards(hits: Sequence[Hit], *, language: str, at: datetime) -> tuple[ServiceCard, ...]:
    """The cards of these services in this order. Six queries."""
    rows = with_facts(Service.objects.filter(pk__in=[hit.key for hit in hits])).in_bulk()
    return tuple(
        card_of(rows[hit.key], language=language, at=at, away=hit.kilometres) for hit in hits if hit.key in rows
    )


def service_page(uid: UUID, *, language: str, at: datetime) -> ServicePage | None:
    """One service that is offered, or None. Eight queries, and five where the organisation offers more."""
    service = with_facts(Service.objects.active().filter(uid=uid)).first()
    if service is None:
        return None
    site = service.site
    more = Service.objects.active().filter(organisation=service.organisation_id).exclude(pk=service.pk)
    others = with_facts(more).order_by("title", "pk")[:5]
    return ServicePage(
        card=card_of(service, language=language, at=at),
        week=week_of(site) if site else (),
        specials=tuple(each for each in specials_of(site) if each.last_on >= at.date()) if site else (),
        today=_today(site, at.date()) if site else None,
        topics=tuple(sorted(service.fields.all(), key=lambda field: (field.number, field.pk))),
        others=tuple(card_of(each, language=language, at=at) for each in others),
    )


def card_of(service: Service, *, language: str, at: datetime, away: float | None = None) -> ServiceCard:
    """A service as a card in a language. No query when its facts are loaded (`with_facts`)."""
    title, text, lang, is_outdated = words_of(service, language)
    spoken = sorted((each.language for each in service.languages.all()), key=lambda code: (code != SOURCE, code))
    return ServiceCard(
        service=service, title=title, text=text, lang=lang, is_outdated=is_outdated, languages=tuple(spoken),
        opening=opening_of(service.site, at), kilometres=away,
        freshness=freshness(service.checked_on, on=at.date(), days=settings.DIRECTORY_CHECK_DAYS),
    )  # fmt: skip


def words_of(service: Service, language: str) -> tuple[str, str, str, bool]:
    """Title, text, the language to mark (empty: that of the page), and whether the German has changed since."""
    if language == SOURCE:
        return service.title, service.text, "", False
    for each in service.texts.all():
        if each.language == language and each.status == PageStatus.CHECKED:
            return each.title, each.text, "", each.source != checksum(service.title, service.text)
    return service.title, service.text, SOURCE, False


def week_of(site: Site) -> tuple[WeekLine, ...]:
    """The usual hours, day by day; empty when none are known."""
    hours = hours_of(site)
    if not hours:
        return ()
    return tuple(
        WeekLine(str(day.label), tuple(str(each.spell) for each in hours if each.weekday == day)) for day in Weekday
    )


def _today(site: Site, on: date) -> Day:
    return day_hours(on, hours_of(site), specials_of(site), land=settings.LAND)


def service_count() -> int:
    """How many services everybody finds. One query."""
    return Service.objects.active().count()


def areas_with_services() -> tuple[Area, ...]:
    """Municipalities to choose from: every one that is offered goals, so that nobody misses the own. By name."""
    return tuple(Area.objects.partners().filter(valid_until=None).order_by("short_name", "pk"))


def spoken_languages() -> tuple[str, ...]:
    """Languages in which help is given somewhere. One query."""
    rows = ServiceLanguage.objects.filter(service__active=True).order_by("language")
    return tuple(rows.values_list("language", flat=True).distinct())


def organisations() -> QuerySet[Organisation]:
    """All organisations by name."""
    return Organisation.objects.order_by("name", "pk")


def sites() -> QuerySet[Site]:
    """All sites by organisation and name."""
    return Site.objects.select_related("organisation", "area").order_by("organisation__name", "name", "pk")
