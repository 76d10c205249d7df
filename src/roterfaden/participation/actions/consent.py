"""What people agreed to, taking it back, and taking back a whole voice with the code of its card."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.contact import erase_address
from roterfaden.participation.actions.keeping import Words
from roterfaden.participation.enums import ConsentPurpose, SealKind, Verb
from roterfaden.participation.methods import CURRENT_TEXT
from roterfaden.participation.models import Consent, Contribution
from roterfaden.participation.queries import for_update


def give_consent(
    *, actor: Actor, contribution: Contribution, purposes: Collection[str], now: datetime
) -> list[Consent]:
    """Note that the person agreed to these purposes, to the text as it is worded now; what stands already stays.

    Refuses a withdrawn voice. Audited as consent.given, once for each new agreement.
    """
    require(actor, "participation.give_consent", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.is_withdrawn:
            raise errors.VoiceWithdrawn()
        standing = set(Consent.objects.standing().filter(contribution=locked).values_list("purpose", flat=True))
        wanted = set(purposes) - standing
        return [_agree(actor, locked, purpose, now) for purpose in ConsentPurpose if purpose in wanted]


def withdraw_consent(*, actor: Actor, contribution: Contribution, purpose: str, now: datetime) -> Contribution:
    """Note that the person does not agree to one purpose any more.

    Without agreement to publish the whole voice is withdrawn; without agreement to be informed the address is erased.
    Refuses what was never agreed to. Audited as consent.withdrawn, or as voice.withdrawn.
    """
    require(actor, "participation.withdraw_consent", contribution)
    if purpose == ConsentPurpose.PUBLISH:
        return withdraw_voice(actor=actor, contribution=contribution, now=now)
    with transaction.atomic():
        locked = for_update(contribution)
        consent = Consent.objects.standing().filter(contribution=locked, purpose=purpose).first()
        if consent is None:
            raise errors.NoConsent()
        _end(actor, consent, now)
        if purpose == ConsentPurpose.INFORM:
            erase_address(actor=actor, contribution=locked, now=now)
    return locked


def withdraw_voice(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """Take a voice back: it is shown nowhere any more, its words and their translations are sealed at once and erased
    after some days, agreements end, address, photo and copies go. Number, kind and what became of it stay.

    Refuses a voice that is withdrawn already. Audited as voice.withdrawn.
    """
    require(actor, "participation.withdraw_voice", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.is_withdrawn:
            raise errors.VoiceWithdrawn()
        words = Words(locked, actor=actor, now=now)
        for holder in words.holders:
            # What was erased stays erased: then the text with its omissions is all there is.
            original = words.original(holder) if words.is_whole(holder) else holder.text
            words.seal(holder, kind=SealKind.WITHDRAWAL, original=original, omissions=words.omissions(holder))
        for consent in Consent.objects.standing().filter(contribution=locked).order_by("pk"):
            _end(actor, consent, now)
        erase_address(actor=actor, contribution=locked, now=now)
        words.finish()
        record(actor=actor, verb=Verb.VOICE_WITHDRAWN, subject=locked, now=now)
    return locked


def restore_voice(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """Undo the taking back while the sealed words are still there: shown as before, passages left out stay left out.

    To restore is to agree again to publication. Refuses a voice that is not withdrawn and one of which the words have
    been erased. Audited as voice.restored and consent.given.
    """
    require(actor, "participation.restore_voice", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if not locked.is_withdrawn:
            raise errors.NotWithdrawn()
        words = Words(locked, actor=actor, now=now)
        for holder in words.holders:
            if words.seal_of(holder) is None:  # translated after it was withdrawn: nothing to put back
                continue
            original, omissions = words.original(holder), words.omissions(holder)
            words.show(holder)
            if omissions:
                words.seal(holder, kind=SealKind.PASSAGES, original=original, omissions=omissions)
        words.finish()
        _agree(actor, locked, ConsentPurpose.PUBLISH, now)
        record(actor=actor, verb=Verb.VOICE_RESTORED, subject=locked, now=now)
    return locked


def _agree(actor: Actor, contribution: Contribution, purpose: str, now: datetime) -> Consent:
    consent = Consent(contribution=contribution, purpose=purpose, text_version=CURRENT_TEXT, given_at=now)
    consent.full_clean()
    consent.save()
    record(actor=actor, verb=Verb.CONSENT_GIVEN, subject=consent, now=now)
    return consent


def _end(actor: Actor, consent: Consent, now: datetime) -> None:
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    record(actor=actor, verb=Verb.CONSENT_WITHDRAWN, subject=consent, now=now)
