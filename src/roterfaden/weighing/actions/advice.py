"""Asking a unit for advice by link, what it answers, and letting the public read it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.methods import LINK_OUTLIVES, LINK_PATH, letters, new_link
from roterfaden.weighing.models import AdviceDraft, AdviceLink, AdviceReply, AdviceRequest, AdviceVoice, Unit

ASKED = "asked"
Said = Mapping[int, tuple[str, str]]
"""Key of a voice → recommendation and words; either may be empty."""


def request_advice(
    *,
    actor: Actor,
    process: Process,
    unit: Unit,
    voices: Iterable[Contribution],
    question: str,
    due_on: date,
    theme: Theme | None = None,
    now: datetime,
) -> AdviceRequest:
    """Ask a unit about published voices of a process and send it the link.

    The link opens until thirty days after `due_on`. Refuses a retired unit, no voice, a voice that is not published or
    of another process, and a day that is over. Audited as advice.requested.
    """
    require(actor, "weighing.request_advice", process)
    chosen = list(Contribution.objects.filter(pk__in={voice.pk for voice in voices}).order_by("number", "pk"))
    if unit.retired_at is not None:
        raise errors.UnitRetired()
    if not chosen:
        raise errors.NothingAsked()
    wrong = [voice for voice in chosen if voice.process_id != process.pk or not voice.is_published]
    if wrong:
        raise errors.UnknownVoices(numbers=_numbers(wrong))
    if due_on < local_day(now):
        raise errors.DueInThePast()
    ends = datetime.combine(due_on + LINK_OUTLIVES, time(23, 59), tzinfo=timezone.get_default_timezone())
    with transaction.atomic():
        request = AdviceRequest(
            process=process, unit=unit, theme=theme, question=question.strip(), due_on=due_on, link_until=ends,
            asked_by=actor if isinstance(actor, User) else None, asked_at=now,
        )  # fmt: skip
        request.full_clean()
        request.save()
        AdviceVoice.objects.bulk_create(AdviceVoice(request=request, contribution=voice) for voice in chosen)
        _send_link(actor, request, ASKED, len(chosen), now)
        record(actor=actor, verb=Verb.ADVICE_REQUESTED, subject=request, now=now)
    return request


def remind_unit(*, actor: Actor, request: AdviceRequest, occasion: str, now: datetime) -> bool:
    """Remind a unit of what it has not answered; return whether a mail was written.

    One mail for each `occasion`: called again, nothing happens. Nothing is sent when the request is closed or complete,
    or its link too old. Each mail carries a link of its own. Audited as advice.reminded.
    """
    require(actor, "weighing.remind_unit", request.process)
    with transaction.atomic():
        locked = _locked(request)
        answered = AdviceReply.objects.filter(request=locked, superseded_at=None)
        waiting = locked.voices.exclude(contribution__in=answered.values("contribution")).count()
        sent = AdviceLink.objects.filter(request=locked, occasion=occasion).exists()
        if not locked.is_open or locked.link_until <= now or not waiting or sent:
            return False
        _send_link(actor, locked, occasion, waiting, now)
        record(actor=actor, verb=Verb.ADVICE_REMINDED, subject=locked, now=now)
    return True


def revoke_advice(*, actor: Actor, request: AdviceRequest, reason: str, now: datetime) -> AdviceRequest:
    """Take a request back: its links open nothing any more; what was advised stays.

    Refuses an empty reason and a request that is closed. Audited as advice.revoked.
    """
    require(actor, "weighing.revoke_advice", request.process)
    if not reason.strip():
        raise errors.RevokeReasonMissing()
    with transaction.atomic():
        locked = _locked(request)
        if not locked.is_open:
            raise errors.AdviceClosed()
        locked.revoked_at, locked.revoke_reason = now, reason.strip()
        locked.full_clean()
        locked.save(update_fields=["revoked_at", "revoke_reason"])
        record(actor=actor, verb=Verb.ADVICE_REVOKED, subject=locked, now=now, reason=reason)
    return locked


def save_advice(*, actor: Actor, request: AdviceRequest, said: Said, now: datetime) -> AdviceRequest:
    """Keep what a unit has written so far, complete or not; the office sees only that it has begun.

    Refuses a request that was taken back or is too old, and a voice it does not ask about. Audited as advice.saved.
    """
    require(actor, "weighing.save_advice", request)
    with transaction.atomic():
        locked = _answerable(request, said, now)
        _keep_drafts(locked, said, now)
        record(actor=actor, verb=Verb.ADVICE_SAVED, subject=locked, now=now)
    return locked


def give_advice(*, actor: Actor, request: AdviceRequest, said: Said, now: datetime) -> list[AdviceReply]:
    """Advise about the voices that have a recommendation and words; the others stay open. Returns the new replies.

    A reply about the same voice is superseded; the same words again change nothing. When every voice is answered, the
    request is finished; until its link ends the unit may still correct itself. Refuses what `save_advice` refuses, and
    a recommendation without words or words without a recommendation. Audited as advice.given.
    """
    require(actor, "weighing.give_advice", request)
    with transaction.atomic():
        locked = _answerable(request, said, now)
        half = [key for key, (choice, words) in said.items() if bool(choice) != bool(words.strip())]
        if half:
            raise errors.AdviceIncomplete(numbers=_numbers(Contribution.objects.filter(pk__in=half)))
        standing = {row.contribution_id: row for row in locked.replies.filter(superseded_at=None)}
        given = []
        for key, (choice, words) in said.items():
            before = standing.get(key)
            if not choice or (before and (before.recommendation, before.words) == (choice, words.strip())):
                continue
            if before is not None:
                before.superseded_at = now
                before.save(update_fields=["superseded_at"])
            reply = AdviceReply(
                request=locked, contribution_id=key, recommendation=choice, words=words.strip(), supersedes=before,
                **signed(actor, now),
            )  # fmt: skip
            reply.full_clean()
            reply.save()
            given.append(reply)
        AdviceDraft.objects.filter(request=locked, contribution__in=list(said)).delete()
        _finish(locked, now)
        record(actor=actor, verb=Verb.ADVICE_GIVEN, subject=locked, now=now, changes={"replies": (0, len(given))})
    return given


def release_advice(*, actor: Actor, reply: AdviceReply, now: datetime) -> AdviceReply:
    """Let everybody read what a unit advised. Refuses what is public already and what was superseded.

    Audited as advice.released.
    """
    require(actor, "weighing.release_advice", reply.request.process)
    with transaction.atomic():
        locked: AdviceReply = AdviceReply.objects.select_for_update().get(pk=reply.pk)
        if locked.released_at is not None or locked.superseded_at is not None:
            raise errors.AdviceReleasedAlready()
        locked.released_at = now
        locked.save(update_fields=["released_at"])
        record(actor=actor, verb=Verb.ADVICE_RELEASED, subject=locked, now=now)
    return locked


def _locked(request: AdviceRequest) -> AdviceRequest:
    rows = AdviceRequest.objects.select_for_update(of=("self",)).select_related("unit", "process")
    return rows.get(pk=request.pk)


def _answerable(request: AdviceRequest, said: Said, now: datetime) -> AdviceRequest:
    locked = _locked(request)
    if locked.revoked_at is not None or locked.link_until <= now:
        raise errors.AdviceClosed()
    if set(said) - set(locked.voices.values_list("contribution_id", flat=True)):
        raise errors.NotAsked()
    return locked


def _keep_drafts(request: AdviceRequest, said: Said, now: datetime) -> None:
    for key, (choice, words) in said.items():
        draft = AdviceDraft.objects.filter(request=request, contribution_id=key).first()
        if not choice and not words.strip():
            if draft is not None:
                draft.delete()
            continue
        draft = draft or AdviceDraft(request=request, contribution_id=key)
        draft.recommendation, draft.words, draft.saved_at = choice, words, now
        draft.full_clean()
        draft.save()


def _finish(request: AdviceRequest, now: datetime) -> None:
    answered = AdviceReply.objects.filter(request=request, superseded_at=None).values("contribution")
    if request.finished_at is None and not request.voices.exclude(contribution__in=answered).exists():
        request.finished_at = now
        request.save(update_fields=["finished_at"])


def _send_link(actor: Actor, request: AdviceRequest, occasion: str, voices: int, now: datetime) -> None:
    token, kept = new_link()
    link = AdviceLink(request=request, occasion=occasion, secret_hash=kept, sent_at=now)
    link.full_clean()
    link.save()
    with translation.override(settings.LANGUAGE_CODE):
        letter = letters.ask_unit(
            house_name(), request.unit.name, voices=voices, due_on=request.due_on, until=local_day(request.link_until),
            link=f"{settings.BASE_URL}{LINK_PATH.format(token=token)}", is_reminder=occasion != ASKED,
        )  # fmt: skip
    write_message(
        actor=actor, to=request.unit.email, subject=letter.subject, text=letter.text, language=settings.LANGUAGE_CODE,
        about="Bitte um fachlichen Rat", once=f"advice:{request.uid}:{occasion}", now=now,
    )  # fmt: skip


def _numbers(voices: Iterable[Contribution]) -> str:
    return ", ".join(str(number) for number in sorted(voice.number for voice in voices))
