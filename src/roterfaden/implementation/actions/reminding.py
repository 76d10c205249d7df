"""Reminding the coordinators of what their municipality has not answered."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.implementation.enums import Verb
from roterfaden.implementation.methods import reminder_letter
from roterfaden.implementation.queries import DueReminder, coordinators_of
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message
from roterfaden.post.models import Message

ABOUT = "Kommunen: Antwort auf das Angebot"
DESK = "/buero/kommunen/{slug}/"


def remind_coordinators(*, actor: Actor, due: DueReminder, now: datetime) -> int:
    """Write to everybody who coordinates the municipality of an offer; returns how many mails were written.

    One mail a person for each reminder set with the offer: called again, nothing happens. Audited as
    coordinators.reminded when anything was written.
    """
    offer = due.offer
    require(actor, "implementation.remind_coordinators", offer)
    if offer.answer_by is None:
        return 0
    house, area = house_name(), offer.municipality
    written = 0
    with transaction.atomic():
        for person in coordinators_of(area.key, now=now):
            key = f"handover:{offer.pk}:{due.occasion}:{person.pk}"
            if Message.objects.filter(once=key).exists():
                continue
            with translation.override(person.language):
                letter = reminder_letter(
                    house, municipality=area.name, waiting=due.waiting, answer_by=offer.answer_by, on=local_day(now),
                    link=f"{settings.BASE_URL}{DESK.format(slug=area.slug)}",
                )  # fmt: skip
            write_message(
                actor=actor, to=person.email, subject=letter.subject, text=letter.text, language=person.language,
                about=ABOUT, once=key, now=now,
            )  # fmt: skip
            written += 1
        if written:
            record(actor=actor, verb=Verb.COORDINATORS_REMINDED, subject=offer, now=now)
    return written
