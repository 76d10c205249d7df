"""Providers and their sites, asking them each month, and the overview that goes out each month."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import Verb
from roterfaden.courses.methods import letters
from roterfaden.courses.methods.desks import LINK_PATH, new_link
from roterfaden.courses.models import CourseRun, OverviewReader, Provider, ProviderLink, Site
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message

LINK_LIVES = timedelta(days=35)
"""A month and a few days: the link of a month works until that of the next one has come."""
OFFERS_PATH = "/sprachkurse/"


def save_provider(
    *, actor: Actor, code: str, name: str, email: str, phone: str = "", website: str = "",
    provider: Provider | None = None, now: datetime,
) -> Provider:  # fmt: skip
    """Name a provider, or change one; its short name stays, because roles hang on it.

    Refuses a short name somebody has. Audited as course_provider.saved, without the address.
    """
    require(actor, "courses.save_provider", provider)
    with transaction.atomic():
        row = provider or Provider(code=code.strip())
        if provider is None and Provider.objects.filter(code=row.code).exists():
            raise errors.CodeTaken()
        row.name, row.email, row.phone, row.website = name.strip(), email.strip(), phone.strip(), website.strip()
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.PROVIDER_SAVED, subject=row, now=now)
    return row


def retire_provider(*, actor: Actor, provider: Provider, now: datetime) -> Provider:
    """Take a provider out: no new courses, no more mails, its links open nothing. Courses that run stay.

    Audited as course_provider.saved.
    """
    require(actor, "courses.retire_provider", provider)
    with transaction.atomic():
        provider.retired_at = now
        provider.save(update_fields=["retired_at"])
        record(actor=actor, verb=Verb.PROVIDER_SAVED, subject=provider, now=now, changes={"retired_at": (None, now)})
    return provider


def save_site(
    *, actor: Actor, provider: Provider, name: str, address: str, area: Area, latitude: Decimal | None = None,
    longitude: Decimal | None = None, step_free: bool = False, child_care_possible: bool = False,
    site: Site | None = None, now: datetime,
) -> Site:  # fmt: skip
    """Name a place where courses are held, or change one. Refuses a name the provider has. Audited as
    course_site.saved."""
    require(actor, "courses.save_site", provider)
    with transaction.atomic():
        row = site or Site(provider=provider)
        if Site.objects.filter(provider=provider, name=name.strip()).exclude(pk=row.pk).exists():
            raise errors.SiteNameTaken()
        row.name, row.address, row.area = name.strip(), address.strip(), area
        row.latitude, row.longitude = latitude, longitude
        row.step_free, row.child_care_possible = step_free, child_care_possible
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.SITE_SAVED, subject=row, now=now)
    return row


def retire_site(*, actor: Actor, site: Site, now: datetime) -> Site:
    """Use a place no more; courses that are held there stay. Audited as course_site.saved."""
    require(actor, "courses.retire_site", site.provider)
    with transaction.atomic():
        site.retired_at = now
        site.save(update_fields=["retired_at"])
        record(actor=actor, verb=Verb.SITE_SAVED, subject=site, now=now, changes={"retired_at": (None, now)})
    return site


def ask_provider(*, actor: Actor, provider: Provider, now: datetime) -> ProviderLink | None:
    """Send a provider the link of this month; None when it has been sent already.

    Whoever has the link keeps the courses of this provider, for five weeks. Refuses a retired provider. Audited as
    course_provider.asked.
    """
    require(actor, "courses.ask_provider", provider)
    if provider.retired_at is not None:
        raise errors.ProviderRetired()
    today = local_day(now)
    month = today.replace(day=1)
    with transaction.atomic():
        locked = Provider.objects.select_for_update().get(pk=provider.pk)
        if locked.links.filter(month=month).exists():
            return None
        token, kept = new_link()
        link = ProviderLink(
            provider=locked, month=month, secret_hash=kept, sent_at=now, valid_until=_end_of(today + LINK_LIVES)
        )
        link.full_clean()
        link.save()
        _post_request(actor, link, token, now)
        record(actor=actor, verb=Verb.PROVIDER_ASKED, subject=link, now=now)
    return link


def _post_request(actor: Actor, link: ProviderLink, token: str, now: datetime) -> None:
    provider = link.provider
    with translation.override(settings.LANGUAGE_CODE):
        letter = letters.ask_provider(
            house_name(), provider.name, count=CourseRun.objects.standing().filter(provider=provider).count(),
            until=local_day(link.valid_until), link=f"{settings.BASE_URL}{LINK_PATH.format(token=token)}",
        )  # fmt: skip
    write_message(
        actor=actor, to=provider.email, subject=letter.subject, text=letter.text, language=settings.LANGUAGE_CODE,
        about="Sprachkurse durchsehen", once=f"course-provider:{provider.pk}:{link.month}", now=now,
    )  # fmt: skip


def save_reader(
    *, actor: Actor, name: str, email: str, reader: OverviewReader | None = None, now: datetime
) -> OverviewReader:
    """Put a place on the list of the monthly overview, or change it. Refuses an address that is on it. Audited as
    course_reader.saved, without the address."""
    require(actor, "courses.save_reader", reader)
    with transaction.atomic():
        row = reader or OverviewReader()
        same = OverviewReader.objects.filter(email__iexact=email.strip(), retired_at=None).exclude(pk=row.pk)
        if same.exists():
            raise errors.ReaderTaken()
        row.name, row.email = name.strip(), email.strip()
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.READER_SAVED, subject=row, now=now)
    return row


def retire_reader(*, actor: Actor, reader: OverviewReader, now: datetime) -> OverviewReader:
    """Take a place off the list. Audited as course_reader.saved."""
    require(actor, "courses.retire_reader", reader)
    with transaction.atomic():
        reader.retired_at = now
        reader.save(update_fields=["retired_at"])
        record(actor=actor, verb=Verb.READER_SAVED, subject=reader, now=now, changes={"retired_at": (None, now)})
    return reader


def send_overview(*, actor: Actor, reader: OverviewReader, month: date, lines: Sequence[str], now: datetime) -> bool:
    """Write the overview of a month to one place, once; return whether it was written now.

    `lines` are the courses in words (exports.overview). Nothing is sent to a place that left the list. Audited as
    course_overview.sent.
    """
    require(actor, "courses.send_overview", reader)
    once = f"course-overview:{reader.pk}:{month}"
    with transaction.atomic():
        if reader.retired_at is not None:
            return False
        with translation.override(settings.LANGUAGE_CODE):
            letter = letters.overview(house_name(), month=month, lines=lines, link=f"{settings.BASE_URL}{OFFERS_PATH}")
        message = write_message(
            actor=actor, to=reader.email, subject=letter.subject, text=letter.text, language=settings.LANGUAGE_CODE,
            about="Übersicht der Sprachkurse", once=once, now=now,
        )  # fmt: skip
        if message.written_at != now:
            return False
        record(actor=actor, verb=Verb.OVERVIEW_SENT, subject=reader, now=now)
    return True


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=timezone.get_default_timezone())
