"""One answer for many voices, voice by voice, and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors as concept_errors
from roterfaden.concept.actions import consider_contribution, withdraw_answer
from roterfaden.concept.models import Consideration, Element
from roterfaden.concept.queries import answers_to
from roterfaden.jobs.methods import Progress
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.participation.models import Contribution, Process, Segment, Theme, VoiceGroup
from roterfaden.participation.queries import places_of
from roterfaden.weighing import errors
from roterfaden.weighing.actions.answers import answer_voice
from roterfaden.weighing.enums import LeftOut, Verb
from roterfaden.weighing.models import AnswerBatch, BatchItem, ModuleRevision
from roterfaden.weighing.queries.batches import replaced_by


@dataclass(frozen=True)
class Chosen:
    """A voice, or a part of a split one, that the common answer is for; `replaces` an answer it has."""

    contribution: Contribution
    segment: Segment | None = None
    replaces: bool = False


def open_batch(
    *,
    actor: Actor,
    process: Process,
    chosen: Iterable[Chosen],
    group: VoiceGroup | None = None,
    theme: Theme | None = None,
    element: Element | None = None,
    outcome: str,
    reason: str,
    plain_reason: str,
    referred_to: str = "",
    module: ModuleRevision | None = None,
    now: datetime,
) -> AnswerBatch:
    """Write down one answer and the voices it is for; `continue_batch` then answers them one by one.

    Refuses a batch for nobody and voices of another process. Audited as batch.opened.
    """
    require(actor, "weighing.open_batch", process)
    cards = list(chosen)
    if not cards:
        raise errors.NobodyToAnswer()
    if any(card.contribution.process_id != process.pk for card in cards):
        raise errors.OtherProcess()
    if element is not None and element.concept.process_id != process.pk:
        raise concept_errors.OtherConcept()
    with transaction.atomic():
        batch = AnswerBatch(
            process=process, group=group, theme=theme, element=element, outcome=outcome, module=module,
            reason=reason.strip(), plain_reason=plain_reason.strip(), referred_to=referred_to.strip(),
            **signed(actor, now),
        )  # fmt: skip
        batch.full_clean()
        batch.save()
        BatchItem.objects.bulk_create(
            BatchItem(batch=batch, contribution=card.contribution, segment=card.segment, replaces=card.replaces)
            for card in cards
        )
        changes = {"outcome": (None, str(outcome)), "voices": (None, len(cards))}
        record(actor=actor, verb=Verb.BATCH_OPENED, subject=batch, now=now, changes=changes, reason=reason)
    return batch


def continue_batch(*, actor: Actor, batch: AnswerBatch, progress: Progress | None = None, now: datetime) -> AnswerBatch:
    """Answer every voice of the batch that has no answer from it yet; begun again it goes on where it stopped.

    A voice that cannot be answered, or that somebody has answered meanwhile, is left out with the reason. A fault of
    the answer itself (concept.consider_contribution) is refused at the first voice, before any has an answer.
    Audited as contribution.considered for each voice and as batch.answered when all are done.
    """
    require(actor, "weighing.continue_batch", batch.process)
    waiting = _items(batch).filter(consideration=None, left_out="")
    total = waiting.count()
    for done, item in enumerate(waiting, start=1):
        if progress is not None:
            progress.set(done, total, "")
            if progress.cancelled:
                return batch
        _answer(actor, batch, item.pk, now)
    with transaction.atomic():
        locked: AnswerBatch = AnswerBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.finished_at is None:
            locked.finished_at = now
            locked.save(update_fields=["finished_at"])
            answered = locked.items.filter(consideration__isnull=False).count()
            changes = {"voices": (None, answered)}
            record(actor=actor, verb=Verb.BATCH_ANSWERED, subject=locked, now=now, changes=changes)
    return locked


def undo_batch(*, actor: Actor, batch: AnswerBatch, reason: str = "", now: datetime) -> AnswerBatch:
    """Say that a common answer is taken back; `continue_undoing` then takes it from one voice after the other.

    Refuses a batch that is still being answered, and one that is undone. Audited as batch.undone.
    """
    require(actor, "weighing.undo_batch", batch.process)
    with transaction.atomic():
        locked: AnswerBatch = AnswerBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.finished_at is None:
            raise errors.StillAnswering()
        if locked.is_undone:
            raise errors.AlreadyUndone()
        locked.superseded_at = now
        locked.save(update_fields=["superseded_at"])
        record(actor=actor, verb=Verb.BATCH_UNDONE, subject=locked, now=now, reason=reason)
    return locked


def continue_undoing(
    *, actor: Actor, batch: AnswerBatch, progress: Progress | None = None, now: datetime
) -> AnswerBatch:
    """Each voice of an undone batch is open again, or has the answer it had before; nothing is deleted.

    Voices answered again since, and answers already published, are left and say why. Begun again it goes on where it
    stopped. Refuses a batch nobody has undone. Audited as answer.withdrawn for each voice, and as
    contribution.considered where an earlier answer comes back.
    """
    require(actor, "weighing.continue_undoing", batch.process)
    if not batch.is_undone:
        raise errors.NotUndone()
    waiting = _items(batch).filter(consideration__isnull=False, undone_at=None, kept="")
    total = waiting.count()
    for done, item in enumerate(waiting, start=1):
        if progress is not None:
            progress.set(done, total, "")
            if progress.cancelled:
                break
        _undo(actor, item.pk, now)
    return batch


def _items(batch: AnswerBatch) -> "QuerySet[BatchItem]":
    return batch.items.select_related("contribution", "segment").order_by("contribution__number", "pk")


def _answer(actor: Actor, batch: AnswerBatch, key: int, now: datetime) -> None:
    with transaction.atomic():
        item = (
            BatchItem.objects.select_for_update(of=("self",))
            .select_related("contribution__area", "segment")
            .get(pk=key)
        )
        if item.consideration_id is not None or item.left_out:
            return
        try:
            item.left_out = _refusal(item)
            if not item.left_out:
                item.consideration = answer_voice(
                    actor=actor, contribution=item.contribution, segment=item.segment, element=batch.element,
                    outcome=batch.outcome, reason=batch.reason, plain_reason=batch.plain_reason,
                    referred_to=batch.referred_to, module=batch.module, now=now,
                )  # fmt: skip
        except concept_errors.IsWithheld:
            item.left_out = LeftOut.WITHHELD
        except concept_errors.PartIsGone:
            item.left_out = LeftOut.PART_GONE
        except errors.GapLeft:
            item.left_out = LeftOut.GAP
        item.full_clean()
        item.save(update_fields=["consideration", "left_out"])


def _refusal(item: BatchItem) -> str:
    voice = item.contribution
    if not voice.is_published:
        return LeftOut.WITHHELD
    cards = places_of([voice])
    if item.segment is None and (voice.pk, None) not in cards:
        return LeftOut.SPLIT
    if item.segment is not None and (voice.pk, item.segment.pk) not in cards:
        return LeftOut.PART_GONE
    if not item.replaces and answers_to(cards)[voice.pk, item.segment_id]:
        return LeftOut.ANSWERED_SINCE
    return ""


def _undo(actor: Actor, key: int, now: datetime) -> None:
    with transaction.atomic():
        item = (
            BatchItem.objects.select_for_update(of=("self",))
            .select_related("contribution", "consideration__contribution")
            .get(pk=key)
        )
        answer = item.consideration
        if answer is None or item.undone_at is not None or item.kept:
            return
        if answer.superseded_at is not None:
            item.kept = LeftOut.ANSWERED_SINCE
        elif answer.published_at is not None:
            item.kept = LeftOut.PUBLISHED
        else:
            withdraw_answer(actor=actor, consideration=answer, now=now)
            for old in replaced_by(answer):
                _restore(actor, old, now)
            item.undone_at = now
        item.full_clean()
        item.save(update_fields=["undone_at", "kept"])


def _restore(actor: Actor, old: Consideration, now: datetime) -> None:
    """Say again what was said before. What cannot be said any more stays in the history."""
    try:
        with transaction.atomic():
            consider_contribution(
                actor=actor, contribution=old.contribution, segment=old.segment, element=old.element,
                outcome=old.outcome, reason=old.reason, plain_reason=old.plain_reason, referred_to=old.referred_to,
                version=old.version, now=now,
            )  # fmt: skip
    except DomainError:
        return
