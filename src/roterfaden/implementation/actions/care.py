"""Those who care for initiatives: who they are, and the monthly mail with their links."""

from datetime import datetime

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element
from roterfaden.implementation import errors
from roterfaden.implementation.enums import Verb
from roterfaden.implementation.methods import LINK_LASTS, LINK_PATH, OwnInitiative, new_link, owner_letter
from roterfaden.implementation.models import Caretaker, UpdateLink
from roterfaden.implementation.queries.care import OwnerMail, cares_already, was_reminded
from roterfaden.implementation.rules import Matter
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import seal_words
from roterfaden.places.models import Area
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message


def assign_caretaker(
    *,
    actor: Actor,
    element: Element,
    now: datetime,
    municipality: Area | None = None,
    person: User | None = None,
    address: str = "",
    reason: str = "",
) -> Caretaker:
    """Let somebody care for an initiative, by account or by mail address; the address is kept sealed.

    From the next month on they get the monthly mail. Refuses elements that are no initiative (NotAnInitiative), both or
    neither of account and address (PersonOrAddress), what is no address (ValidationError) and somebody who does already
    (CaresAlready). Audited as care.assigned, without the person.
    """
    matter = Matter(element, municipality)
    require(actor, "implementation.assign_caretaker", matter)
    if element.kind != ElementKind.INITIATIVE:
        raise errors.NotAnInitiative()
    address = address.strip()
    if (person is None) == (not address):
        raise errors.PersonOrAddress()
    if address:
        validate_email(address)
    with transaction.atomic():
        Element.objects.select_for_update().get(pk=element.pk)
        if cares_already(element, municipality, person.email if person else address):
            raise errors.CaresAlready()
        caretaker = Caretaker(
            **signed(actor, now), element=element, municipality=municipality, person=person,
            address=seal_words(address) if address else "", reason=reason.strip(),
        )  # fmt: skip
        caretaker.full_clean()
        caretaker.save()
        record(actor=actor, verb=Verb.CARE_ASSIGNED, subject=caretaker, now=now)
    return caretaker


def end_care(*, actor: Actor, caretaker: Caretaker, now: datetime) -> Caretaker:
    """Somebody else cares now, or nobody: the address is erased, and every link sent to this caretaker is closed.

    Refuses a care that has ended before (NoLongerInForce). Audited as care.ended.
    """
    require(actor, "implementation.end_care", Matter(caretaker.element, caretaker.municipality))
    with transaction.atomic():
        row: Caretaker | None = (
            Caretaker.objects.select_for_update().filter(pk=caretaker.pk, superseded_at=None).first()
        )
        if row is None:
            raise errors.NoLongerInForce()
        had_address = bool(row.address)
        row.superseded_at, row.address = now, ""
        row.full_clean()
        row.save(update_fields=["superseded_at", "address"])
        record(actor=actor, verb=Verb.CARE_ENDED, subject=row, now=now)
        if had_address:
            scrub_on_commit()
    return row


def remind_owner(*, actor: Actor, mail: OwnerMail, now: datetime) -> bool:
    """Write the mail of a month to one person, with one link for each initiative; return whether it was written.

    Once for each person and month, however many initiatives they care for and however often this is called. Care that
    has ended in the meantime is left out. Audited as owner.reminded, once for each link.
    """
    require(actor, "implementation.remind_owner")
    today = local_day(now)
    month, expires_at = today.replace(day=1), now + LINK_LASTS
    with transaction.atomic():
        wanted = [item.caretaker.pk for item in mail.items]
        standing = Caretaker.objects.select_for_update().filter(pk__in=wanted, superseded_at=None).order_by("pk")
        valid = {row.pk for row in standing}
        items = [item for item in mail.items if item.caretaker.pk in valid]
        if not items or was_reminded(mail.key, month):
            return False
        with translation.override(mail.language):
            own, links = [], []
            for item in items:
                token, kept = new_link()
                links.append(
                    UpdateLink(
                        caretaker=item.caretaker, month=month, secret_hash=kept, sent_at=now, expires_at=expires_at
                    )
                )
                address = f"{settings.BASE_URL}{LINK_PATH.format(token=token)}"
                words = (item.number, item.title, item.place, item.state_words(), item.due_words())
                own.append(OwnInitiative(*words, address))
            letter = owner_letter(house_name(), own, until=local_day(expires_at))
        UpdateLink.objects.bulk_create(links)
        write_message(
            actor=actor, to=mail.address, subject=letter.subject, text=letter.text, language=mail.language,
            about="Stand der Maßnahmen", once=mail.once(month), now=now,
        )  # fmt: skip
        for link in links:
            record(actor=actor, verb=Verb.OWNER_REMINDED, subject=link, now=now)
    return True
