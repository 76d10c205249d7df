"""What somebody with the code says to an answer, and what the office does with it."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.models import Consideration
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.participation.enums import Moderation
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.models import Reply


def reply_to_answer(*, actor: Actor, consideration: Consideration, verdict: str, words: str, now: datetime) -> Reply:
    """Say whether a published answer meets the point; the surface has checked the code.

    A newer reply to the same answer supersedes the older one. Words are read by the office before anybody else reads
    them. Refuses an answer that people cannot read (any more) and a voice that is not public. Audited as reply.given,
    without words.
    """
    require(actor, "weighing.reply_to_answer", consideration.contribution)
    with transaction.atomic():
        shown = Consideration.objects.shown().filter(pk=consideration.pk, contribution__withdrawn_at=None)
        answer = shown.select_related("contribution").first()
        if answer is None or not answer.contribution.is_published:
            raise errors.AnswerNotShown()
        Consideration.objects.select_for_update().get(pk=answer.pk)
        before = Reply.objects.current().filter(consideration=answer).first()
        if before is not None:
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        reply = Reply(
            contribution=answer.contribution, consideration=answer, verdict=verdict, words=words.strip(),
            supersedes=before, **signed(actor, now),
        )  # fmt: skip
        reply.full_clean()
        reply.save()
        record(actor=actor, verb=Verb.REPLY_GIVEN, subject=reply, now=now)
    return reply


def handle_reply(*, actor: Actor, reply: Reply, release: bool, now: datetime) -> Reply:
    """Mark a reply as read; with `release` everybody may read its words, otherwise they stay with the office.

    Refuses a reply that was handled or superseded, and releasing where there are no words. Audited as reply.handled.
    """
    require(actor, "weighing.handle_reply", reply.contribution.process)
    with transaction.atomic():
        locked: Reply = Reply.objects.select_for_update().get(pk=reply.pk)
        if locked.seen_at is not None or locked.superseded_at is not None:
            raise errors.ReplyHandled()
        if release and not locked.words:
            raise errors.NothingToRelease()
        locked.seen_at = now
        locked.moderation = Moderation.PUBLISHED if release else Moderation.WITHHELD
        locked.save(update_fields=["seen_at", "moderation"])
        record(
            actor=actor, verb=Verb.REPLY_HANDLED, subject=locked, now=now,
            changes={"moderation": (str(Moderation.PENDING), str(locked.moderation))},
        )  # fmt: skip
    return locked


def erase_reply(*, actor: Actor, reply: Reply, now: datetime) -> Reply:
    """Erase the words of a reply for good; the verdict stays. Nothing happens when they are gone.

    Audited as reply.erased.
    """
    require(actor, "weighing.erase_reply", reply)
    with transaction.atomic():
        locked: Reply = Reply.objects.select_for_update().get(pk=reply.pk)
        if not locked.words:
            return locked
        locked.words, locked.erased_at = "", now
        locked.save(update_fields=["words", "erased_at"])
        record(actor=actor, verb=Verb.REPLY_ERASED, subject=locked, now=now)
        scrub_on_commit()
    return locked
