"""Papers: drafted, changed, handed in, put on agendas."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.models import Version
from roterfaden.council import errors
from roterfaden.council.actions.touching import Touching
from roterfaden.council.enums import PaperKind, Verb
from roterfaden.council.models import Annex, Consultation, Meeting, Paper, SignOff
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


@dataclass(frozen=True)
class PaperContent:
    """What stands in a paper: the fields of the model of the same names."""

    kind: str
    title: str
    proposal: str
    version: Version | None = None
    refers_to: Paper | None = None
    file_number: str = ""
    department: str = ""
    lead_unit: str = ""
    proposer: str = ""
    reasons: str = ""
    alternatives: str = ""
    participation: str = ""
    climate_effects: str = ""
    funding: str = ""
    costs_total: Decimal | None = None
    costs_yearly: Decimal | None = None
    financial_effects: str = ""


def draft_paper(*, actor: Actor, reference: str, content: PaperContent, now: datetime) -> Paper:
    """Begin a paper. A draft is never public; steps, sign-offs and annexes can be prepared for it.

    Refuses a version that can still change (VersionNotFrozen) and an answer without its question (QuestionMissing).
    Audited as paper.drafted.
    """
    paper = Paper(reference=reference, is_public=False, modified_at=now, **_values(content))
    require(actor, "council.draft_paper", paper)
    _check(paper)
    with transaction.atomic():
        paper.full_clean()
        paper.save()
        record(actor=actor, verb=Verb.PAPER_DRAFTED, subject=paper, now=now)
    return paper


def revise_paper(*, actor: Actor, paper: Paper, reference: str, content: PaperContent, now: datetime) -> Paper:
    """Change a draft. Who has signed it is asked anew: a signature belongs to words.

    Refuses a paper the bodies have (NotADraft), and what drafting refuses. Audited as paper.revised.
    """
    require(actor, "council.revise_paper", paper)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        if not locked.is_draft:
            raise errors.NotADraft()
        wanted = {"reference": reference, **_values(content)}
        changes = {name: (getattr(locked, name), value) for name, value in wanted.items()}
        changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        if not changed:
            return locked
        for name, value in wanted.items():
            setattr(locked, name, value)
        _check(locked)
        locked.modified_at = now
        locked.full_clean()
        locked.save()
        _ask_again(locked, now)
        record(actor=actor, verb=Verb.PAPER_REVISED, subject=locked, now=now, changes=changed)
    return locked


def hand_in_paper(
    *, actor: Actor, paper: Paper, submitted_on: date, is_public: bool, now: datetime, because: str = ""
) -> Paper:
    """Put a draft before the bodies; from now on its words stay.

    Refuses a second time (NotADraft), units that have not signed unless `because` says why it goes out all the same
    (SignOffsOpen), a sitting planned before that day (MeetingBeforeSubmission) and, when it is to be public, annexes
    nobody may read yet (VersionNotReadable). Audited as paper.submitted, with the reason.
    """
    require(actor, "council.hand_in_paper", paper)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        if not locked.is_draft:
            raise errors.NotADraft()
        waiting = SignOff.objects.open().filter(paper=locked).order_by("unit__name", "pk")
        units = list(waiting.values_list("unit__name", flat=True))
        if units and not because.strip():
            raise errors.SignOffsOpen(units=", ".join(units))
        sittings = locked.consultations.values_list("meeting__starts_at", flat=True)
        if any(local_day(starts_at) < submitted_on for starts_at in sittings):
            raise errors.MeetingBeforeSubmission()
        locked.submitted_on = submitted_on
        locked.overridden_because = because.strip() if units else ""
        locked.is_public, locked.modified_at = is_public, now
        locked.published_at = now if is_public else None
        locked.full_clean()
        locked.save()
        if is_public:
            _show_what_belongs_to(locked, now)
        record(actor=actor, verb=Verb.PAPER_SUBMITTED, subject=locked, now=now, reason=locked.overridden_because)
    return locked


def submit_paper(
    *,
    actor: Actor,
    reference: str,
    kind: str,
    title: str,
    submitted_on: date,
    proposal: str,
    now: datetime,
    version: Version | None = None,
    is_public: bool = True,
    reasons: str = "",
    financial_effects: str = "",
    refers_to: Paper | None = None,
) -> Paper:
    """Put a finished paper before the bodies at once, without a draft; about a concept it names one frozen version.

    Refuses a version that can still change (VersionNotFrozen) and an answer without its question (QuestionMissing).
    Audited as paper.submitted.
    """
    require(actor, "council.submit_paper")
    paper = Paper(
        reference=reference,
        kind=kind,
        title=title,
        version=version,
        refers_to=refers_to,
        is_public=is_public,
        submitted_on=submitted_on,
        proposal=proposal,
        reasons=reasons,
        financial_effects=financial_effects,
        published_at=now if is_public else None,
        modified_at=now,
    )
    _check(paper)
    with transaction.atomic():
        paper.full_clean()
        paper.save()
        record(actor=actor, verb=Verb.PAPER_SUBMITTED, subject=paper, now=now)
    return paper


def plan_consultation(
    *, actor: Actor, paper: Paper, meeting: Meeting, role: str, now: datetime, agenda_number: str = ""
) -> Consultation:
    """Put a paper on the agenda of a meeting, as the next step of its order of consultation.

    Refuses a second time in one meeting (OnTheAgendaAlready) and a meeting before the submission
    (MeetingBeforeSubmission). A missing step does not stop it; `queries.missing_steps` warns. Audited as
    consultation.planned.
    """
    require(actor, "council.plan_consultation", meeting)
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if paper.submitted_on is not None and local_day(meeting.starts_at) < paper.submitted_on:
            raise errors.MeetingBeforeSubmission()
        is_public = paper.is_public and meeting.is_public
        if paper.consultations.filter(meeting=meeting).exists():
            raise errors.OnTheAgendaAlready()
        last = paper.consultations.aggregate(last=Max("position"))["last"] or 0
        consultation = Consultation(
            paper=paper,
            meeting=meeting,
            position=last + 1,
            role=role,
            agenda_number=agenda_number,
            published_at=now if is_public else None,
            modified_at=now,
        )
        consultation.full_clean()
        consultation.save()
        if is_public:
            Touching.touch(now, papers=[paper.pk], meetings=[meeting.pk])
        record(actor=actor, verb=Verb.CONSULTATION_PLANNED, subject=consultation, now=now)
    return consultation


def _values(content: PaperContent) -> dict[str, Any]:
    """The fields as they are; asdict would copy the rows among them."""
    return {each.name: getattr(content, each.name) for each in fields(content)}


def _check(paper: Paper) -> None:
    if paper.version is not None and not paper.version.is_frozen:
        raise errors.VersionNotFrozen()
    if paper.refers_to is not None and paper.refers_to.pk == paper.pk:
        raise errors.RefersToItself()
    if paper.kind == PaperKind.ANSWER and (paper.refers_to is None or paper.refers_to.kind != PaperKind.QUESTION):
        raise errors.QuestionMissing()


def _ask_again(paper: Paper, now: datetime) -> None:
    answered = list(SignOff.objects.current().filter(paper=paper, agrees__isnull=False).order_by("pk"))
    SignOff.objects.filter(pk__in=[row.pk for row in answered]).update(superseded_at=now)
    SignOff.objects.bulk_create([SignOff(paper=paper, unit_id=row.unit_id, asked_at=now) for row in answered])


def _show_what_belongs_to(paper: Paper, now: datetime) -> None:
    annexes = Annex.objects.public().filter(paper=paper).select_related("version", "before")
    Touching.check_readable(*(version for annex in annexes for version in (annex.version, annex.before)))
    Touching.show(annexes, now)
    shown = Consultation.objects.public().filter(paper=paper)
    Touching.show(shown, now)
    Touching.touch(now, meetings=shown.values_list("meeting_id", flat=True))
