"""Whoever said something to a version hears what became of it: addresses, and the mails to them."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import Verb
from roterfaden.concept.methods import remark_letters
from roterfaden.concept.methods.consulting import code_hash
from roterfaden.concept.models import RemarkAddress, RemarkState
from roterfaden.concept.queries.consulting import Untold, address_of, is_remark_code, outlived_addresses
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import in_language
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.vault import seal_words
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message

CONFIRM_SECONDS = 7 * 24 * 60 * 60
CONFIRM_SALT, NEWS_SALT = "roterfaden.concept.remark_address", "roterfaden.concept.remark_news"
CONFIRM_PATH, NEWS_PATH = "/konzept/beratung/adresse/{token}/", "/konzept/beratung/nachricht/{token}/"
OWN_PATH = "/konzept/beratung/meine/"


def leave_remark_address(*, actor: Actor, code: str, email: str, language: str, now: datetime) -> RemarkAddress:
    """Keep an address sealed for a code and ask its owner by mail to confirm it; until then nothing else is sent there.

    Refuses a code nothing was written with, one that has an address already, and what is no address.
    Audited as remark_address.left.
    """
    require(actor, "concept.leave_remark_address")
    validate_email(email)
    with transaction.atomic():
        if not is_remark_code(code):
            raise errors.NotYourRemark()
        if address_of(code) is not None:
            raise errors.AddressThere()
        kept = RemarkAddress(
            code_hash=code_hash(code), address=seal_words(email.strip()), language=language, left_at=now
        )
        kept.full_clean()
        kept.save()
        link = CONFIRM_PATH.format(token=signing.dumps(str(kept.uid), salt=CONFIRM_SALT))
        with translation.override(language):
            letter = remark_letters.confirm_address(house_name(), f"{settings.BASE_URL}{in_language(link)}")
        write_message(
            actor=actor, to=email, subject=letter.subject, text=letter.text, language=language,
            about="Adresse bestätigen", once=f"remark_address:{kept.uid}", now=now,
        )  # fmt: skip
        record(actor=actor, verb=Verb.REMARK_ADDRESS_LEFT, subject=kept, now=now)
    return kept


def confirm_remark_address(*, actor: Actor, token: str, now: datetime) -> RemarkAddress:
    """Use an address from now on, because its owner opened the link in the mail. Confirming twice changes nothing.

    Refuses a link that is too old or not ours, and an address that is gone. Audited as remark_address.confirmed.
    """
    require(actor, "concept.confirm_remark_address")
    try:
        uid = signing.loads(token, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature as error:
        raise errors.NoRemarkAddress() from error
    with transaction.atomic():
        kept = RemarkAddress.objects.select_for_update().filter(uid=uid).first()
        if kept is None:
            raise errors.NoRemarkAddress()
        if kept.confirmed_at is None:
            kept.confirmed_at = now
            kept.save(update_fields=["confirmed_at"])
            record(actor=actor, verb=Verb.REMARK_ADDRESS_CONFIRMED, subject=kept, now=now)
    return kept


def remove_remark_address(*, actor: Actor, address: RemarkAddress, now: datetime) -> None:
    """Erase an address. Whose it is, the page asks of the code or of the link in a mail.

    Audited as remark_address.removed.
    """
    require(actor, "concept.remove_remark_address")
    with transaction.atomic():
        record(actor=actor, verb=Verb.REMARK_ADDRESS_REMOVED, subject=address, now=now)
        address.delete()
        scrub_on_commit()


def erase_remark_addresses(*, actor: Actor, now: datetime) -> int:
    """Erase addresses that were not confirmed in time or have been kept long enough; return how many.

    Audited as remark_address.removed, once for each.
    """
    require(actor, "concept.erase_remark_addresses")
    with transaction.atomic():
        rows = list(outlived_addresses(now))
        for row in rows:
            record(actor=actor, verb=Verb.REMARK_ADDRESS_REMOVED, subject=row, now=now)
            row.delete()
        if rows:
            scrub_on_commit()
    return len(rows)


def tell_remark_author(*, actor: Actor, untold: Untold, now: datetime) -> RemarkState:
    """Write to the author that a new version says what became of their remark; each answer once.

    Audited as remark.author_told.
    """
    require(actor, "concept.tell_remark_author")
    path = NEWS_PATH.format(token=signing.dumps(untold.uid, salt=NEWS_SALT)) if untold.uid else OWN_PATH
    with transaction.atomic(), translation.override(untold.language):
        state: RemarkState = (
            RemarkState.objects.select_for_update(of=("self",)).select_related("remark").get(pk=untold.state.pk)
        )
        if state.told_at is not None:
            return state
        letter = remark_letters.answered(house_name(), untold.version.title, f"{settings.BASE_URL}{in_language(path)}")
        write_message(
            actor=actor, to=untold.email, subject=letter.subject, text=letter.text, language=untold.language,
            about="Antwort auf eine Anmerkung", once=f"remark:{state.pk}", now=now,
        )  # fmt: skip
        state.told_at = now
        state.save(update_fields=["told_at"])
        record(actor=actor, verb=Verb.REMARK_AUTHOR_TOLD, subject=state, now=now)
    return state
