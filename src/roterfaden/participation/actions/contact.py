"""An e-mail address with a voice: left without account, confirmed by its owner, used to tell what became of the voice,
removed with the code of the card."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import in_language
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.vault import open_words, seal_words
from roterfaden.participation import errors
from roterfaden.participation.enums import ConsentPurpose, Verb
from roterfaden.participation.methods import ADDRESS_PATH, CARD_PATH, CURRENT_TEXT, notes
from roterfaden.participation.models import Consent, ContactAddress, Contribution
from roterfaden.participation.queries import for_update
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message

CONFIRM_SECONDS = 7 * 24 * 60 * 60
SALT = "roterfaden.participation.contact"


def leave_address(
    *, actor: Actor, contribution: Contribution, email: str, language: str, now: datetime
) -> ContactAddress:
    """Keep an address sealed and ask its owner by mail to confirm it; until then nothing else is sent there.

    Refuses a withdrawn voice, one that has an address already, and what is no address. Audited as address.left.
    """
    require(actor, "participation.leave_address", contribution)
    validate_email(email)
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.is_withdrawn:
            raise errors.VoiceWithdrawn()
        if ContactAddress.objects.filter(contribution=locked).exists():
            raise errors.AddressLeftAlready()
        contact = ContactAddress(contribution=locked, address=seal_words(email.strip()), language=language, left_at=now)
        contact.full_clean()
        contact.save()
        token = signing.dumps(str(contact.uid), salt=SALT)
        with translation.override(language):
            letter = notes.confirm_address(house_name(), locked.number, _url(ADDRESS_PATH.format(token=token)))
        write_message(
            actor=actor, to=email, subject=letter.subject, text=letter.text, language=language,
            about="Adresse bestätigen", once=f"address:{contact.uid}", now=now,
        )  # fmt: skip
        record(actor=actor, verb=Verb.ADDRESS_LEFT, subject=contact, now=now)
    return contact


def confirm_address(*, actor: Actor, token: str, now: datetime) -> ContactAddress:
    """Use an address from now on, because its owner opened the link in the mail; that is also the agreement to it.

    Confirming twice changes nothing. Refuses a link that is too old or not ours, and an address that is gone.
    Audited as address.confirmed and consent.given.
    """
    require(actor, "participation.confirm_address")
    try:
        uid = signing.loads(token, salt=SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature as error:
        raise errors.NoAddress() from error
    with transaction.atomic():
        contact = ContactAddress.objects.select_for_update(of=("self",)).filter(uid=uid).first()
        if contact is None:
            raise errors.NoAddress()
        if contact.confirmed_at is not None:
            return contact
        contact.confirmed_at = now
        contact.save(update_fields=["confirmed_at"])
        consent, is_new = Consent.objects.get_or_create(
            contribution=contact.contribution, purpose=ConsentPurpose.INFORM, withdrawn_at=None,
            defaults={"text_version": CURRENT_TEXT, "given_at": now},
        )  # fmt: skip
        if is_new:
            record(actor=actor, verb=Verb.CONSENT_GIVEN, subject=consent, now=now)
        record(actor=actor, verb=Verb.ADDRESS_CONFIRMED, subject=contact, now=now)
    return contact


def remove_address(*, actor: Actor, contribution: Contribution, now: datetime) -> None:
    """Erase the address left with a voice and end the agreement to use it. Refuses when there is none.

    Audited as address.removed and consent.withdrawn.
    """
    require(actor, "participation.remove_address", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if not erase_address(actor=actor, contribution=locked, now=now):
            raise errors.NoAddress()
        for consent in Consent.objects.standing().filter(contribution=locked, purpose=ConsentPurpose.INFORM):
            consent.withdrawn_at = now
            consent.save(update_fields=["withdrawn_at"])
            record(actor=actor, verb=Verb.CONSENT_WITHDRAWN, subject=consent, now=now)


def inform_author(
    *, actor: Actor, contribution: Contribution, said: Callable[[], str], once: str, now: datetime
) -> bool:
    """Write to whoever left a confirmed address with this voice; return whether there is one.

    `said` gives one sentence about what happened, without words of the voice, in the language that is active when it is
    called; `once` keeps the same news from being sent twice. Audited as author.informed.
    """
    require(actor, "participation.inform_author", contribution)
    contact = ContactAddress.objects.filter(contribution=contribution, confirmed_at__isnull=False).first()
    if contact is None:
        return False
    receipt = getattr(contribution, "code", None)
    path = CARD_PATH.format(code=receipt.code) if receipt else "/"
    with transaction.atomic(), translation.override(contact.language):
        letter = notes.news(house_name(), contribution.number, said(), _url(path))
        write_message(
            actor=actor, to=open_words(contact.address), subject=letter.subject, text=letter.text,
            language=contact.language, about="Neues zu einem Beitrag", once=once, now=now,
        )  # fmt: skip
        record(actor=actor, verb=Verb.AUTHOR_INFORMED, subject=contribution, now=now)
    return True


def erase_address(*, actor: Actor, contribution: Contribution, now: datetime) -> bool:
    """Erase the address of a voice, if there is one, and return whether there was. Audited as address.removed."""
    require(actor, "participation.erase_address", contribution)
    with transaction.atomic():
        contact = ContactAddress.objects.filter(contribution=contribution).first()
        if contact is None:
            return False
        record(actor=actor, verb=Verb.ADDRESS_REMOVED, subject=contact, now=now)
        contact.delete()
        scrub_on_commit()
    return True


def _url(path: str) -> str:
    return f"{settings.BASE_URL}{in_language(path)}"
