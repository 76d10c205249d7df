"""What a person with a code can ask for, and opening a case of another team in an emergency.

Whoever types the code acts for the person who holds it, on the spot. The code itself is never written anywhere.
"""

from datetime import datetime, timedelta

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.enums import Purpose, RequestKind, Verb
from roterfaden.advice.methods import EMERGENCY_HOURS, PROOF_DAYS, Told
from roterfaden.advice.models import Case, CaseRequest, Consultation, EmergencyAccess, SituationAnalysis
from roterfaden.advice.queries import case_with_code, is_in_team, told
from roterfaden.audit.actions import record
from roterfaden.directory.models import Organisation
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area


def find_case(*, actor: User, code: str, now: datetime) -> Case:
    """The case of a code somebody brings. Refuses a wrong code. Audited as case.found.

    Finding opens nothing: who is not of the team sees that there is a case, and who may open it.
    """
    require(actor, "advice.find_case")
    with transaction.atomic():
        case = _case(code)
        record(actor=actor, verb=Verb.CASE_OPENED_BY_CODE, subject=case, now=now)
    return case


def open_in_emergency(*, actor: User, case: Case, reason: str, now: datetime) -> EmergencyAccess:
    """Look into a case of another team for some hours. The team and the head of the centre are told.

    Refuses members of the team, who need no emergency. Audited as case.emergency.
    """
    require(actor, "advice.open_in_emergency")
    if is_in_team(actor, case):
        raise errors.InTeamAlready()
    with transaction.atomic():
        made = EmergencyAccess(
            case=case, case_number=case.pk, opened_by=actor, reason=reason, opened_at=now,
            until=now + timedelta(hours=EMERGENCY_HOURS), purpose=Purpose.ACCOUNTABILITY,
            delete_on=local_day(now) + timedelta(days=PROOF_DAYS),
        )  # fmt: skip
        made.full_clean()
        made.save()
        record(
            actor=actor, verb=Verb.EMERGENCY_OPENED, subject=case, now=now, reason=str(made.get_reason_display())
        )  # fmt: skip
    return made


def tell_about_case(*, actor: User, code: str, now: datetime) -> tuple[Told, CaseRequest]:
    """Everything that is known under a code, to be handed to the person (Art. 15 and 20 GDPR). Refuses a wrong code.

    Audited as case.told.
    """
    require(actor, "advice.tell_about_case")
    with transaction.atomic():
        case = _case(code)
        found = told(case)
        counts = {"talks": len(found.talks), "notes": len(found.notes), "situation": int(found.situation is not None)}
        request = _note_request(actor, RequestKind.ACCESS, counts, now)
        record(actor=actor, verb=Verb.CASE_TOLD, subject=case, now=now)
    return found, request


def correct_case(*, actor: User, code: str, language: str, area: Area | None = None, now: datetime) -> CaseRequest:
    """Put right what is known openly (Art. 16 GDPR); sealed words are put right by the team, with the person.

    Refuses a wrong code. Audited as case.corrected, without the values.
    """
    require(actor, "advice.correct_case")
    with transaction.atomic():
        case = _case(code)
        changes = {"language": (case.language, language), "area": (case.area_id, area.pk if area else None)}
        changed = {name: values for name, values in changes.items() if values[0] != values[1]}
        case.language, case.area = language, area
        case.full_clean()
        case.save(update_fields=["language", "area"])
        request = _note_request(actor, RequestKind.RECTIFICATION, {"fields": len(changed)}, now)
        record(actor=actor, verb=Verb.CASE_CORRECTED, subject=case, now=now, changes=changed)
    return request


def erase_case(*, actor: User, code: str, now: datetime) -> CaseRequest:
    """Delete a case and everything that hangs on it, its talks too, at once (Art. 17 GDPR). Refuses a wrong code.

    Numbers that were passed on before stay: they say nothing of anybody. Audited as case.erased.
    """
    require(actor, "advice.erase_case")
    with transaction.atomic():
        case = _case(code)
        counts = {
            "cases": 1, "talks": case.consultations.count(), "notes": case.notes.count(),
            "situation": SituationAnalysis.objects.filter(case=case).count(),
        }  # fmt: skip
        record(actor=actor, verb=Verb.CASE_ERASED, subject=case, now=now)
        case.consultations.all().delete()
        case.delete()
        scrub_on_commit()
        return _note_request(actor, RequestKind.ERASURE, counts, now)


def write_letter(
    *, actor: User, consultation: Consultation, referred_to: Organisation | None = None, now: datetime
) -> Consultation:
    """Note that somebody was sent on with a letter: to which place of the directory, if it stands there.

    Nothing else of the letter is kept. Refuses talks of others. Audited as advice.referred.
    """
    require(actor, "advice.write_letter", consultation)
    with transaction.atomic():
        if referred_to is not None:
            consultation.referred_to = referred_to
            consultation.full_clean()
            consultation.save(update_fields=["referred_to"])
        record(actor=actor, verb=Verb.LETTER_WRITTEN, subject=consultation, now=now)
    return consultation


def _case(code: str) -> Case:
    case = case_with_code(code)
    if case is None:
        raise errors.UnknownCode()
    return case


def _note_request(actor: User, kind: str, counts: dict[str, int], now: datetime) -> CaseRequest:
    made = CaseRequest(
        kind=kind, handled_by=actor, handled_at=now, counts=counts, purpose=Purpose.ACCOUNTABILITY,
        delete_on=local_day(now) + timedelta(days=PROOF_DAYS),
    )  # fmt: skip
    made.full_clean()
    made.save()
    return made
