"""Cards and voices: codes, capturing, checking, translating and sorting what people say."""

from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.omissions import count_marks
from roterfaden.participation import errors
from roterfaden.participation.actions.contact import inform_author
from roterfaden.participation.enums import BY_PEOPLE, Moderation, TranslationStatus, Verb
from roterfaden.participation.methods import fresh_codes, notes
from roterfaden.participation.models import (
    Contribution,
    Event,
    Process,
    ReceiptCode,
    SealedOriginal,
    SearchEntry,
    Translation,
)
from roterfaden.participation.queries import for_update, taken_codes

CARDS_AT_ONCE = 500


def issue_codes(
    *, actor: Actor, process: Process, event: Event | None, count: int, question: int | None = None, now: datetime
) -> list[ReceiptCode]:
    """Draw `count` new codes to be printed on cards, for one event or (None) for the whole process; `question` (from 1)
    is the one question of the event that will stand on these cards, None prints all of them.

    Refuses an event of another process, a question it does not ask and more than CARDS_AT_ONCE cards. Audited as
    codes.issued.
    """
    require(actor, "participation.issue_codes", process)
    if event is not None and event.process_id != process.pk:
        raise errors.OtherProcess()
    if question is not None and not (event is not None and event.asks(question)):
        raise errors.NoSuchQuestion()
    if not 1 <= count <= CARDS_AT_ONCE:
        raise errors.NothingToPrint(limit=CARDS_AT_ONCE)
    with transaction.atomic():
        codes = ReceiptCode.objects.bulk_create(
            ReceiptCode(code=code, process=process, event=event, question=question, issued_at=now)
            for code in fresh_codes(count, taken_codes)
        )
        record(actor=actor, verb=Verb.CODES_ISSUED, subject=event or process, now=now, reason=f"{count} Karten")
    return codes


def publish_contribution(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """Let everybody read a contribution. Refuses one that is published. Audited as contribution.published."""
    require(actor, "participation.publish_contribution", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        _refuse_withdrawn(locked)
        if locked.moderation == Moderation.PUBLISHED:
            raise errors.AlreadyPublished()
        return _moderate(actor, locked, Moderation.PUBLISHED, "", Verb.CONTRIBUTION_PUBLISHED, now)


def withhold_contribution(*, actor: Actor, contribution: Contribution, reason: str, now: datetime) -> Contribution:
    """Stop showing a contribution, for a reason; the original stays. Refuses an empty reason and one that is withheld
    already. Audited as contribution.withheld."""
    require(actor, "participation.withhold_contribution", contribution)
    if not reason.strip():
        raise errors.ReasonMissing()
    with transaction.atomic():
        locked = for_update(contribution)
        _refuse_withdrawn(locked)
        if locked.moderation == Moderation.WITHHELD:
            raise errors.AlreadyWithheld()
        return _moderate(actor, locked, Moderation.WITHHELD, reason.strip(), Verb.CONTRIBUTION_WITHHELD, now)


def _refuse_withdrawn(contribution: Contribution) -> None:
    if contribution.is_withdrawn:
        raise errors.VoiceWithdrawn()


def _moderate(
    actor: Actor, contribution: Contribution, moderation: Moderation, reason: str, verb: Verb, now: datetime
) -> Contribution:
    before = contribution.moderation
    contribution.moderation, contribution.moderation_reason = moderation, reason
    contribution.full_clean()
    contribution.save(update_fields=["moderation", "moderation_reason"])
    SearchEntry.objects.renew([contribution.pk], now=now)
    changes: dict[str, tuple[Any, Any]] = {"moderation": (before, str(moderation))}
    record(actor=actor, verb=verb, subject=contribution, now=now, changes=changes, reason=reason)
    if Moderation.WITHHELD in (before, moderation):
        said = notes.withheld if moderation == Moderation.WITHHELD else notes.published
        once = f"moderation:{contribution.pk}:{now.isoformat()}"
        inform_author(actor=actor, contribution=contribution, said=said, once=once, now=now)
    return contribution


def translate_contribution(
    *, actor: Actor, contribution: Contribution, language: str, text: str, status: str, now: datetime
) -> Translation:
    """Put a translation beside the original; a newer one in the same language takes its place.

    Refuses the language of the original, empty text, and a machine translation where a person has made or checked one.
    Audited as contribution.translated.
    """
    require(actor, "participation.translate_contribution", contribution)
    if language == contribution.language:
        raise errors.SameLanguage()
    if not text.strip():
        raise errors.EmptyText()
    with transaction.atomic():
        locked = for_update(contribution)
        _refuse_withdrawn(locked)
        translation = Translation.objects.filter(contribution=contribution, language=language).first()
        before = translation.status if translation else None
        if before in BY_PEOPLE and status == TranslationStatus.MACHINE:
            raise errors.CheckedTranslationExists()
        translation = translation or Translation(contribution=contribution, language=language)
        translation.text, translation.status, translation.made_at = text.strip(), status, now
        translation.omitted = count_marks(translation.text) if locked.omitted else 0
        translation.full_clean()
        translation.save()
        # The original of the wording before is of no use any more.
        SealedOriginal.objects.filter(translation=translation, superseded_at=None).update(superseded_at=now, token="")
        SearchEntry.objects.renew([locked.pk], now=now)
        changes = {"status": (before, str(status)), "language": (None, str(language))}
        record(actor=actor, verb=Verb.CONTRIBUTION_TRANSLATED, subject=translation, now=now, changes=changes)
    return translation
