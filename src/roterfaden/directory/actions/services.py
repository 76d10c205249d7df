"""Services: taking them in, changing, checking and ending them, and saying them in other languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.directory import errors
from roterfaden.directory.enums import CheckedBy, Cost, PageStatus, TargetGroup, Verb
from roterfaden.directory.methods import checksum
from roterfaden.directory.models import (
    DirectoryEntry,
    Organisation,
    Service,
    ServiceLanguage,
    ServiceText,
    Site,
)
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.time import local_day
from roterfaden.topics.models import FieldOfAction


@dataclass(frozen=True)
class ServiceContent:
    """What is said about a service. `languages` are those in which help is given."""

    title: str
    text: str = ""
    site: Site | None = None
    topics: Sequence[FieldOfAction] = ()
    languages: Sequence[str] = ()
    target_group: str = TargetGroup.EVERYBODY
    cost: str = Cost.UNKNOWN
    cost_note: str = ""
    by_appointment: bool = False


PLAIN = ("title", "text", "site", "target_group", "cost", "cost_note", "by_appointment")


def add_service(
    *, actor: Actor, organisation: Organisation, content: ServiceContent, now: datetime, is_checked: bool = False
) -> Service:
    """Take a service into the directory; with `is_checked` its facts are right today.

    Refuses a site of another organisation (SiteElsewhere). Audited as service.added.
    """
    require(actor, "directory.add_service", organisation)
    with transaction.atomic():
        service = Service(organisation=organisation, changed_at=now)
        _fill(service, content)
        _check(service, local_day(now) if is_checked else None)
        service.full_clean()
        service.save()
        _set_rest(service, content)
        record(actor=actor, verb=Verb.SERVICE_ADDED, subject=service, now=now)
    return service


def change_service(
    *, actor: Actor, service: Service, content: ServiceContent, now: datetime, is_checked: bool = False
) -> Service:
    """Say what is true of a service now. Without `is_checked` the day of the last check stays as it was.

    Translations of German words that change are outdated from now on. Refuses a site of another organisation
    (SiteElsewhere). Audited as service.changed with what changed.
    """
    require(actor, "directory.change_service", service)
    with transaction.atomic():
        row = Service.objects.select_for_update().get(pk=service.pk)
        before = {name: getattr(row, name) for name in PLAIN}
        _fill(row, content)
        row.changed_at = now
        _check(row, local_day(now) if is_checked else None)
        row.full_clean()
        row.save()
        _set_rest(row, content)
        changes = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
        record(actor=actor, verb=Verb.SERVICE_CHANGED, subject=row, changes=changes, now=now)
    return row


def check_service(*, actor: Actor, service: Service, now: datetime) -> Service:
    """Say that the facts of a service are right today.

    Refuses one that is not offered any more (ServiceIsOver). Audited as service.checked.
    """
    require(actor, "directory.check_service", service)
    with transaction.atomic():
        row = Service.objects.select_for_update().get(pk=service.pk)
        if not row.active:
            raise errors.ServiceIsOver()
        before = row.checked_on
        _check(row, local_day(now))
        row.full_clean()
        row.save(update_fields=["checked_on", "checked_by"])
        changes = {"checked_on": (before, row.checked_on)}
        record(actor=actor, verb=Verb.SERVICE_CHECKED, subject=row, changes=changes, now=now)
    return row


def end_service(*, actor: Actor, service: Service, now: datetime) -> Service:
    """The service is not offered any more: nobody finds it, the row stays.

    Refuses one that ended before (ServiceIsOver). Audited as service.ended.
    """
    require(actor, "directory.end_service", service)
    with transaction.atomic():
        row = Service.objects.select_for_update().get(pk=service.pk)
        if not row.active:
            raise errors.ServiceIsOver()
        row.active, row.changed_at = False, now
        row.save(update_fields=["active", "changed_at"])
        DirectoryEntry.objects.renew_services([row.pk])
        record(actor=actor, verb=Verb.SERVICE_ENDED, subject=row, now=now)
    return row


def word_service(
    *, actor: Actor, service: Service, language: str, title: str, text: str, is_checked: bool, now: datetime
) -> ServiceText:
    """Say a service in another language; residents read it once it is checked.

    Refuses German, which stands at the service itself (NotGerman). Audited as service.worded.
    """
    require(actor, "directory.word_service", service)
    if language == SOURCE:
        raise errors.NotGerman()
    with transaction.atomic():
        row = Service.objects.select_for_update().get(pk=service.pk)
        found = ServiceText.objects.filter(service=row, language=language).first()
        words = found or ServiceText(service=row, language=language)
        words.title, words.text, words.made_at = title.strip(), text.strip(), now
        words.status = PageStatus.CHECKED if is_checked else PageStatus.DRAFT
        words.source = checksum(row.title, row.text)
        words.full_clean()
        words.save()
        DirectoryEntry.objects.renew_services([row.pk])
        record(actor=actor, verb=Verb.SERVICE_WORDED, subject=words, now=now)
    return words


def _fill(service: Service, content: ServiceContent) -> None:
    if content.site is not None and content.site.organisation_id != service.organisation_id:
        raise errors.SiteElsewhere()
    for name in PLAIN:
        setattr(service, name, getattr(content, name))


def _check(service: Service, on: date | None) -> None:
    if on is not None:
        service.checked_on, service.checked_by = on, CheckedBy.OFFICE


def _set_rest(service: Service, content: ServiceContent) -> None:
    """Fields, languages and the entry in the search index."""
    service.fields.set(content.topics)
    service.languages.exclude(language__in=content.languages).delete()
    there = set(service.languages.values_list("language", flat=True))
    ServiceLanguage.objects.bulk_create(
        ServiceLanguage(service=service, language=code) for code in content.languages if code not in there
    )
    DirectoryEntry.objects.renew_services([service.pk])
