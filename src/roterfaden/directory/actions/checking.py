"""Asking organisations whether their entries are right, and what they answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.directory import errors
from roterfaden.directory.enums import CheckedBy, CorrectionKind, Verb
from roterfaden.directory.methods import LINK_LASTS, LINK_PATH, check_letter, new_link
from roterfaden.directory.models import CheckLink, Correction, Service
from roterfaden.directory.queries import DueCheck
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message

ABOUT = "Verzeichnis: Bitte um Prüfung"


def ask_for_check(*, actor: Actor, due: DueCheck, now: datetime) -> bool:
    """Write to an organisation with one link for all its entries that wait; return whether it was written.

    Once in a month, however often this is called. Audited as check.asked.
    """
    require(actor, "directory.ask_for_check")
    organisation, month = due.organisation, local_day(now).replace(day=1)
    with transaction.atomic():
        if CheckLink.objects.filter(organisation=organisation, month=month).exists():
            return False
        token, kept = new_link()
        expires_at = now + LINK_LASTS
        link = CheckLink(organisation=organisation, month=month, secret_hash=kept, sent_at=now, expires_at=expires_at)
        link.full_clean()
        link.save()
        address = f"{settings.BASE_URL}{LINK_PATH.format(token=token)}"
        titles = [service.title for service in due.services]
        with translation.override(SOURCE):
            letter = check_letter(house_name(), organisation.name, titles, address, until=local_day(expires_at))
        write_message(
            actor=actor, to=organisation.email, subject=letter.subject, text=letter.text, language=SOURCE, about=ABOUT,
            once=f"directory:{organisation.pk}:{month:%Y-%m}", now=now,
        )  # fmt: skip
        record(actor=actor, verb=Verb.CHECK_ASKED, subject=link, now=now)
    return True


def answer_check(
    *,
    actor: Actor,
    link: CheckLink,
    right: Sequence[Service],
    wrong: Mapping[Service, tuple[str, str]],
    now: datetime,
) -> int:
    """Take what an organisation says about its entries: those that are right are checked today; for the others what
    has changed (kind, words) waits for the office, and nothing looks checked. Returns how many corrections were new.

    Refuses a link whose time is over (LinkIsOver), entries of others (SiteElsewhere) and a change without words
    (CorrectionEmpty). Audited as check.answered.
    """
    require(actor, "directory.answer_check", link)
    if not link.opens(now):
        raise errors.LinkIsOver()
    if any(service.organisation_id != link.organisation_id for service in [*right, *wrong]):
        raise errors.SiteElsewhere()
    if any(kind == CorrectionKind.CHANGED and not text.strip() for kind, text in wrong.values()):
        raise errors.CorrectionEmpty()
    with transaction.atomic():
        confirmed = Service.objects.active().filter(pk__in=[service.pk for service in right])
        confirmed.update(checked_on=local_day(now), checked_by=CheckedBy.ORGANISATION)
        said = 0
        for service, (kind, text) in wrong.items():
            row = Correction(service=service, kind=kind, text=text.strip(), said_at=now)
            row.full_clean()
            waiting = Correction.objects.filter(service=service, settled_at=None, kind=kind, text=row.text)
            if not waiting.exists():
                row.save()
                said += 1
        record(actor=actor, verb=Verb.CHECK_ANSWERED, subject=link, now=now)
    return said


def settle_correction(*, actor: Actor, correction: Correction, now: datetime) -> Correction:
    """The office has read a correction and changed what had to be changed; its words are erased.

    Refuses one that was settled before (SettledAlready). Audited as correction.settled.
    """
    require(actor, "directory.settle_correction", correction)
    with transaction.atomic():
        row = Correction.objects.select_for_update().select_related("service").get(pk=correction.pk)
        if row.settled_at is not None:
            raise errors.SettledAlready()
        row.settled_at, row.text = now, ""
        row.full_clean()
        row.save(update_fields=["settled_at", "text"])
        record(actor=actor, verb=Verb.CORRECTION_SETTLED, subject=row, now=now)
        scrub_on_commit()
    return row
