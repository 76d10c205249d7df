"""What moderation does with voices and comments, and what readers report."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.voices import publish_contribution, withhold_contribution
from roterfaden.participation.enums import FlagDecision, FlagReason, Moderation, Verb
from roterfaden.participation.methods import Noted
from roterfaden.participation.models import Comment, Contribution, Flag, Process, Suspicion
from roterfaden.participation.queries import for_update, shown_comments


def publish_comment(*, actor: Actor, comment: Comment, now: datetime) -> Comment:
    """Let everybody read a comment. Refuses one that is published or was taken back. Audited as comment.published."""
    require(actor, "participation.publish_comment", comment)
    return _moderate(actor, comment, Moderation.PUBLISHED, "", Verb.COMMENT_PUBLISHED, now)


def withhold_comment(*, actor: Actor, comment: Comment, reason: str, now: datetime) -> Comment:
    """Stop showing a comment, for a reason its author can read with the code. Refuses an empty reason and one that is
    withheld or was taken back. Audited as comment.withheld."""
    require(actor, "participation.withhold_comment", comment)
    if not reason.strip():
        raise errors.ReasonMissing()
    return _moderate(actor, comment, Moderation.WITHHELD, reason.strip(), Verb.COMMENT_WITHHELD, now)


def _moderate(
    actor: Actor, comment: Comment, moderation: Moderation, reason: str, verb: Verb, now: datetime
) -> Comment:
    with transaction.atomic():
        locked = Comment.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=comment.pk)
        if locked.moderation == moderation or locked.withdrawn_at is not None:
            raise errors.AlreadyDecided()
        before = locked.moderation
        locked.moderation, locked.moderation_reason = moderation, reason
        locked.full_clean()
        locked.save(update_fields=["moderation", "moderation_reason"])
        changes: dict[str, tuple[Any, Any]] = {"moderation": (before, str(moderation))}
        record(actor=actor, verb=verb, subject=locked, now=now, changes=changes, reason=reason)
    return locked


def publish_posts(
    *,
    actor: Actor,
    process: Process,
    contributions: Iterable[Contribution] = (),
    comments: Iterable[Comment] = (),
    now: datetime,
) -> int:
    """Let everybody read several voices and comments of a process at once; all or none. Returns how many.

    Refuses what `publish_contribution` and `publish_comment` refuse. Each is audited as when published alone.
    """
    require(actor, "participation.publish_posts", process)
    with transaction.atomic():
        done = [publish_contribution(actor=actor, contribution=each, now=now) for each in contributions]
        answered = [publish_comment(actor=actor, comment=each, now=now) for each in comments]
    return len(done) + len(answered)


# --- what looks like spam -----------------------------------------------------------------------------------------
def suspect_contribution(
    *, actor: Actor, contribution: Contribution, signs: Sequence[Noted], now: datetime
) -> list[Suspicion]:
    """Note why a person should look at a voice first. The voice waits as every new one; its author learns nothing
    else than that it is being checked. Audited as contribution.suspected."""
    require(actor, "participation.suspect_contribution", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        noted = Suspicion.objects.bulk_create(
            Suspicion(contribution=locked, sign=each.sign, detail=each.detail, noted_at=now) for each in signs
        )
        reason = ", ".join(str(row) for row in noted)
        record(actor=actor, verb=Verb.CONTRIBUTION_SUSPECTED, subject=contribution, now=now, reason=reason)
    return noted


# --- reports ------------------------------------------------------------------------------------------------------
def flag_contribution(*, actor: Actor, contribution: Contribution, reason: str, note: str = "", now: datetime) -> Flag:
    """Report a voice that should not stand there. Nobody is told who did; the voice stays until a person decides.

    Refuses a voice that is not shown. Audited as flag.received, with the count, without the words.
    """
    require(actor, "participation.flag_contribution", contribution)
    if not Contribution.objects.published().filter(pk=contribution.pk).exists():
        raise errors.NotShown()
    with transaction.atomic():
        return _flag(
            actor,
            contribution,
            Flag(contribution=contribution, reason=FlagReason(reason), note=note.strip(), made_at=now),
        )


def flag_comment(*, actor: Actor, comment: Comment, reason: str, note: str = "", now: datetime) -> Flag:
    """Report a comment that should not stand there. As `flag_contribution`. Audited as flag.received."""
    require(actor, "participation.flag_comment", comment)
    if not shown_comments().filter(pk=comment.pk).exists():
        raise errors.NotShown()
    with transaction.atomic():
        return _flag(actor, comment, Flag(comment=comment, reason=FlagReason(reason), note=note.strip(), made_at=now))


def _flag(actor: Actor, about: Contribution | Comment, flag: Flag) -> Flag:
    flag.full_clean()
    flag.save(force_insert=True)
    counted = about.flags.count()
    record(actor=actor, verb=Verb.FLAGGED, subject=about, now=flag.made_at, reason=f"{counted}. Meldung")
    return flag


def decide_flags(
    *, actor: Actor, about: Contribution | Comment, decision: str, reason: str = "", now: datetime
) -> list[Flag]:
    """Answer all open reports about a voice or comment: it stays, or it is withheld for a reason.

    Refuses when no report is open any more, and what withholding refuses. Audited as flag.decided, and withholding as
    itself.
    """
    require(actor, "participation.decide_flags", about)
    with transaction.atomic():
        flags = list(about.flags.open().select_for_update().order_by("pk"))
        if not flags:
            raise errors.AlreadyDecided()
        if decision == FlagDecision.WITHHELD:
            _withhold(actor, about, reason, now)
        for flag in flags:
            flag.decision, flag.decision_reason, flag.decided_at = FlagDecision(decision), reason.strip(), now
            flag.decided_by = actor if isinstance(actor, User) else None
            flag.full_clean()
            flag.save()
        told = f"{len(flags)} × {FlagDecision(decision).label}"
        record(actor=actor, verb=Verb.FLAGS_DECIDED, subject=about, now=now, reason=told)
    return flags


def _withhold(actor: Actor, about: Contribution | Comment, reason: str, now: datetime) -> None:
    """Withheld by somebody else meanwhile is withheld too."""
    if about.__class__.objects.filter(pk=about.pk, moderation=Moderation.WITHHELD).exists():
        return
    if isinstance(about, Comment):
        withhold_comment(actor=actor, comment=about, reason=reason, now=now)
    else:
        withhold_contribution(actor=actor, contribution=about, reason=reason, now=now)
