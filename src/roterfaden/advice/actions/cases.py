"""Opening and closing cases, their team, what a person agreed to, and what is written then."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.enums import ConsentPurpose, Purpose, Verb
from roterfaden.advice.methods import CURRENT_TEXT, Situation, checked_words, months_after
from roterfaden.advice.models import Case, CaseConsent, CaseMember, CaseNote, FollowUp, SituationAnalysis
from roterfaden.advice.queries import has_consent
from roterfaden.audit.actions import record
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import seal_words
from roterfaden.places.models import Area


def open_case(*, actor: User, language: str, area: Area | None = None, now: datetime) -> Case:
    """Open a case under a fresh code; whoever opens it is its team. Audited as case.opened."""
    require(actor, "advice.open_case")
    today = local_day(now)
    with transaction.atomic():
        case = Case(
            code=_free_code(), language=language, area=area, opened_on=today, purpose=Purpose.ADVICE,
            delete_on=months_after(today, settings.ADVICE_CASE_MONTHS),
        )  # fmt: skip
        case.full_clean()
        case.save()
        CaseMember.objects.create(case=case, member=actor, added_by=actor, joined_at=now)
        record(actor=actor, verb=Verb.CASE_OPENED, subject=case, now=now)
    return case


def close_case(*, actor: User, case: Case, now: datetime) -> Case:
    """Nobody works on the case any more; its months until deletion begin anew, waiting follow-ups go.

    Refuses a closed one. Audited as case.closed.
    """
    require(actor, "advice.close_case", case)
    if case.closed_on is not None:
        raise errors.CaseClosed()
    with transaction.atomic():
        case.closed_on = local_day(now)
        case.delete_on = months_after(case.closed_on, settings.ADVICE_CASE_MONTHS)
        case.full_clean()
        case.save(update_fields=["closed_on", "delete_on"])
        case.follow_ups.waiting().delete()
        record(actor=actor, verb=Verb.CASE_CLOSED, subject=case, now=now)
    return case


def add_to_team(*, actor: User, case: Case, member: User, now: datetime) -> CaseMember:
    """Let another counsellor look into the case. Refuses members and people who do not advise.

    Audited as case.joined.
    """
    require(actor, "advice.add_to_team", case)
    if not member.is_active or Role.COUNSELLOR not in {role for role, _scope in member.roles_held}:
        raise errors.NotACounsellor()
    with transaction.atomic():
        if case.members.current().filter(member=member).exists():
            raise errors.AlreadyInTeam()
        made = CaseMember(case=case, member=member, added_by=actor, joined_at=now)
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.TEAM_JOINED, subject=case, now=now)
    return made


def take_from_team(*, actor: User, case: Case, member: User, now: datetime) -> None:
    """Somebody looks into the case no longer; their follow-ups pass to whoever took them out, or stays longest.

    Refuses the last one. Audited as case.left.
    """
    require(actor, "advice.take_from_team", case)
    with transaction.atomic():
        current = list(case.members.current().select_for_update().order_by("joined_at", "pk"))
        leaving = [row for row in current if row.member_id == member.pk]
        staying = [row for row in current if row.member_id != member.pk]
        if not staying:
            raise errors.LastOfTeam()
        for row in leaving:
            row.left_at = now
            row.save(update_fields=["left_at"])
        heir = next((row for row in staying if row.member_id == actor.pk), staying[0])
        case.follow_ups.waiting().filter(assigned_to=member).update(assigned_to=heir.member_id)
        record(actor=actor, verb=Verb.TEAM_LEFT, subject=case, now=now)


def record_consent(*, actor: User, case: Case, manner: str, given_on: date, now: datetime) -> CaseConsent:
    """Note that the person agreed that their situation is written down, after the text of today was read or signed.

    Refuses a second one, a day in the future and a closed case. Audited as case.consented.
    """
    require(actor, "advice.record_consent", case)
    if given_on > local_day(now):
        raise errors.ConsentInFuture()
    if case.closed_on is not None:
        raise errors.CaseClosed()
    with transaction.atomic():
        if has_consent(case):
            raise errors.ConsentStands()
        made = CaseConsent(
            case=case, purpose=ConsentPurpose.SITUATION, manner=manner, text_version=CURRENT_TEXT, given_on=given_on,
            recorded_by=actor,
        )  # fmt: skip
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.CONSENT_RECORDED, subject=case, now=now)
    return made


def withdraw_consent(*, actor: User, case: Case, now: datetime) -> int:
    """The person takes the agreement back: analysis and notes are erased at once, and the file forgets them.

    Returns how many sealed texts went. Refuses where none stands. Audited as case.withdrawn.
    """
    require(actor, "advice.withdraw_consent", case)
    with transaction.atomic():
        standing = case.consents.standing().select_for_update().order_by("pk").first()
        if standing is None:
            raise errors.NoConsent()
        standing.withdrawn_on = max(local_day(now), standing.given_on)
        standing.full_clean()
        standing.save(update_fields=["withdrawn_on"])
        gone = case.notes.count() + SituationAnalysis.objects.filter(case=case).count()
        case.notes.all().delete()
        SituationAnalysis.objects.filter(case=case).delete()
        scrub_on_commit()
        record(actor=actor, verb=Verb.CONSENT_WITHDRAWN, subject=case, now=now)
    return gone


def write_situation(*, actor: User, case: Case, situation: Situation, now: datetime) -> SituationAnalysis:
    """Seal what the person told, part by part, in place of what stood there.

    Refuses without consent, an empty page, and words about a residence status. Audited as case.described.
    """
    require(actor, "advice.write_situation", case)
    if situation.is_empty:
        raise errors.NothingWritten()
    parts = {part: checked_words(words) for part, words in situation.parts().items()}
    with transaction.atomic():
        if not has_consent(case):
            raise errors.NoConsent()
        row = SituationAnalysis.objects.select_for_update().filter(case=case).first() or SituationAnalysis(case=case)
        for part, words in parts.items():
            setattr(row, part, seal_words(words) if words else "")
        row.written_by, row.written_at = actor, now
        row.full_clean()
        row.save()
        scrub_on_commit()
        record(actor=actor, verb=Verb.SITUATION_WRITTEN, subject=case, now=now)
    return row


def write_note(*, actor: User, case: Case, words: str, now: datetime) -> CaseNote:
    """Seal a note for the team. Refuses without consent, an empty one, and words about a residence status.

    Audited as case.noted.
    """
    require(actor, "advice.write_note", case)
    text = checked_words(words)
    if not text:
        raise errors.NothingWritten()
    with transaction.atomic():
        if not has_consent(case):
            raise errors.NoConsent()
        note = CaseNote(case=case, words=seal_words(text), written_by=actor, written_at=now)
        note.full_clean()
        note.save()
        record(actor=actor, verb=Verb.NOTE_WRITTEN, subject=case, now=now)
    return note


def set_follow_up(
    *, actor: User, case: Case, kind: str, due_on: date, assigned_to: User | None = None, now: datetime
) -> FollowUp:
    """Remember that something has to be done for a case, by `assigned_to` of its team or by whoever says so.

    Refuses a day in the past, a closed case, and somebody outside the team. Audited as case.followed.
    """
    require(actor, "advice.set_follow_up", case)
    if due_on < local_day(now):
        raise errors.FollowUpInPast()
    if case.closed_on is not None:
        raise errors.CaseClosed()
    doer = assigned_to or actor
    if not case.members.current().filter(member=doer).exists():
        raise errors.NotACounsellor()
    with transaction.atomic():
        made = FollowUp(case=case, kind=kind, due_on=due_on, assigned_to=doer, set_at=now)
        made.full_clean()
        made.save()
        record(actor=actor, verb=Verb.FOLLOW_UP_SET, subject=case, now=now)
    return made


def end_follow_up(*, actor: User, follow_up: FollowUp, now: datetime) -> FollowUp:
    """It is done; doing it again changes nothing. Audited as case.followed_up."""
    require(actor, "advice.end_follow_up", follow_up)
    with transaction.atomic():
        row = FollowUp.objects.select_for_update().select_related("case").get(pk=follow_up.pk)
        if row.done_at is None:
            row.done_at = now
            row.save(update_fields=["done_at"])
            record(actor=actor, verb=Verb.FOLLOW_UP_DONE, subject=row.case, now=now)
    return row


def _free_code() -> str:
    while True:
        code = new_code()
        if not Case.objects.filter(code=code).exists():
            return code
