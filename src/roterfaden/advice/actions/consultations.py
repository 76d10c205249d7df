"""Recording that somebody was advised."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.actions.cases import write_note
from roterfaden.advice.enums import Place, Purpose, Referral, Result, Verb
from roterfaden.advice.methods import is_countable, month_of, months_after
from roterfaden.advice.models import Case, Consultation
from roterfaden.audit.actions import record
from roterfaden.directory.models import Site
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction


def record_consultation(
    *,
    actor: User,
    held_on: date,
    language: str,
    topics: Sequence[FieldOfAction],
    duration_minutes: int,
    place: str = Place.CENTRE,
    site: Site | None = None,
    with_interpreter: bool = False,
    area: Area | None = None,
    result: str = Result.ANSWERED,
    referral: str = Referral.NONE,
    case: Case | None = None,
    note: str = "",
    now: datetime,
) -> Consultation:
    """Record one talk; with a case its day of deletion moves on, and a note may be sealed into it.

    Refuses a talk without topic, in the future or past its own deletion, a closed case, a note without consent, and a
    note that speaks of a residence status. Audited as advice.recorded, without anything of the talk, and case.noted.
    """
    require(actor, "advice.record_consultation", case)
    today, delete_on = local_day(now), months_after(held_on, settings.ADVICE_RECORD_MONTHS)
    if not topics:
        raise errors.TopicMissing()
    if held_on > today:
        raise errors.HeldInFuture()
    if delete_on <= today:
        raise errors.HeldTooLongAgo()
    if case is not None and case.closed_on is not None:
        raise errors.CaseClosed()
    with transaction.atomic():
        made = Consultation(
            case=case, counsellor=actor, site=site, held_on=held_on, place=place, language=language,
            with_interpreter=with_interpreter, area=area, duration_minutes=duration_minutes, result=result,
            referral=referral, recorded_at=now, purpose=Purpose.PROOF, delete_on=delete_on,
        )  # fmt: skip
        made.full_clean()
        made.save()
        made.topics.set(topics)
        if case is not None:
            _keep_longer(case, held_on)
            if note.strip():
                write_note(actor=actor, case=case, words=note, now=now)
        record(actor=actor, verb=Verb.CONSULTATION_RECORDED, subject=made, now=now)
    return made


def drop_consultation(*, actor: User, consultation: Consultation, now: datetime) -> None:
    """Delete a talk that was recorded by mistake.

    Refuses those of others, and a month that is counted already: the numbers would no longer be what was shown. Audited
    as advice.dropped.
    """
    require(actor, "advice.drop_consultation", consultation)
    if is_countable(month_of(consultation.held_on)[0], local_day(now)):
        raise errors.TooLateToDrop()
    with transaction.atomic():
        record(actor=actor, verb=Verb.CONSULTATION_DROPPED, subject=consultation, now=now)
        consultation.delete()


def _keep_longer(case: Case, held_on: date) -> None:
    """A case lives from talk to talk."""
    until = months_after(held_on, settings.ADVICE_CASE_MONTHS)
    if until > case.delete_on:
        case.delete_on = until
        case.save(update_fields=["delete_on"])
