"""Everything that changes the records of the bodies."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import DateTimeField, Max, Value
from django.db.models.functions import Coalesce

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import actions as concept_actions
from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Version
from roterfaden.council import errors
from roterfaden.council.enums import BodyKind, ConsultationRole, Verb
from roterfaden.council.methods import ADOPTING, CHANGING, allowed_results
from roterfaden.council.models import Amendment, Body, Consultation, ConsultationQuerySet, Meeting, Paper, Resolution
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area


def add_body(
    *,
    actor: Actor,
    slug: str,
    name: str,
    kind: str,
    area: Area,
    valid_from: date,
    now: datetime,
    is_public: bool = True,
    valid_until: date | None = None,
) -> Body:
    """Add a committee or council with its term.

    Refuses a public Kreisausschuss, which meets in private by law (BodyMeetsInPrivate). Audited as body.added.
    """
    require(actor, "council.add_body")
    if is_public and kind == BodyKind.EXECUTIVE_COMMITTEE:
        raise errors.BodyMeetsInPrivate()
    with transaction.atomic():
        body = Body(
            slug=slug,
            name=name,
            kind=kind,
            area=area,
            is_public=is_public,
            valid_from=valid_from,
            valid_until=valid_until,
            published_at=now,
            modified_at=now,
        )
        body.full_clean()
        body.save()
        record(actor=actor, verb=Verb.BODY_ADDED, subject=body, now=now)
    return body


def plan_meeting(
    *, actor: Actor, body: Body, starts_at: datetime, now: datetime, place: str = "", is_public: bool = True
) -> Meeting:
    """Put a sitting of a body into the calendar.

    Refuses a day on which the body does not exist (BodyDoesNotExist) and a public sitting of a body that meets in
    private (BodyMeetsInPrivate). Audited as meeting.planned.
    """
    require(actor, "council.plan_meeting", body)
    if not body.exists_on(local_day(starts_at)):
        raise errors.BodyDoesNotExist()
    if is_public and not body.is_public:
        raise errors.BodyMeetsInPrivate()
    with transaction.atomic():
        meeting = Meeting(
            body=body,
            starts_at=starts_at,
            place=place,
            is_public=is_public,
            published_at=now if is_public else None,
            modified_at=now,
        )
        meeting.full_clean()
        meeting.save()
        record(actor=actor, verb=Verb.MEETING_PLANNED, subject=meeting, now=now)
    return meeting


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
) -> Paper:
    """Put a paper before the bodies; about a concept it names one frozen version.

    Refuses a version that can still change (VersionNotFrozen). Audited as paper.submitted.
    """
    require(actor, "council.submit_paper")
    if version is not None and not version.is_frozen:
        raise errors.VersionNotFrozen()
    with transaction.atomic():
        paper = Paper(
            reference=reference,
            kind=kind,
            title=title,
            version=version,
            is_public=is_public,
            submitted_on=submitted_on,
            proposal=proposal,
            reasons=reasons,
            financial_effects=financial_effects,
            published_at=now if is_public else None,
            modified_at=now,
        )
        paper.full_clean()
        paper.save()
        record(actor=actor, verb=Verb.PAPER_SUBMITTED, subject=paper, now=now)
    return paper


def publish_paper(*, actor: Actor, paper: Paper, now: datetime) -> Paper:
    """Let everybody read a paper, and its steps in public meetings.

    Refuses a second time (PublicAlready). Audited as paper.published.
    """
    require(actor, "council.publish_paper", paper)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        _turn(locked, now, is_public=True)
        shown = Consultation.objects.public().filter(paper=locked)
        _show(shown, now)
        _touch(now, meetings=shown.values_list("meeting_id", flat=True))
        record(actor=actor, verb=Verb.PAPER_PUBLISHED, subject=locked, now=now, changes={"is_public": (False, True)})
    return locked


def withdraw_paper(*, actor: Actor, paper: Paper, now: datetime) -> Paper:
    """Take a paper, its steps and what was resolved about it away from the public; the records stay.

    Refuses a second time (PrivateAlready). Audited as paper.withdrawn.
    """
    require(actor, "council.withdraw_paper", paper)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        shown = list(Consultation.objects.public().filter(paper=locked).values_list("pk", "meeting_id"))
        _turn(locked, now, is_public=False)
        _touch(now, [pk for pk, _meeting in shown], meetings=[meeting for _pk, meeting in shown])
        record(actor=actor, verb=Verb.PAPER_WITHDRAWN, subject=locked, now=now, changes={"is_public": (True, False)})
    return locked


def publish_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Make a sitting public, with what it consults about public papers.

    Refuses a second time (PublicAlready) and a body that meets in private (BodyMeetsInPrivate). Audited as
    meeting.published.
    """
    require(actor, "council.publish_meeting", meeting)
    if not meeting.body.is_public:
        raise errors.BodyMeetsInPrivate()
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        _turn(locked, now, is_public=True)
        shown = Consultation.objects.public().filter(meeting=locked)
        _show(shown, now)
        _touch(now, papers=shown.values_list("paper_id", flat=True))
        record(actor=actor, verb=Verb.MEETING_PUBLISHED, subject=locked, now=now, changes={"is_public": (False, True)})
    return locked


def withdraw_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Make a sitting non-public; its agenda and what it resolved disappear from public view.

    Refuses a second time (PrivateAlready). Audited as meeting.withdrawn.
    """
    require(actor, "council.withdraw_meeting", meeting)
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        shown = list(Consultation.objects.public().filter(meeting=locked).values_list("pk", "paper_id"))
        _turn(locked, now, is_public=False)
        _touch(now, [pk for pk, _paper in shown], papers=[paper for _pk, paper in shown])
        record(actor=actor, verb=Verb.MEETING_WITHDRAWN, subject=locked, now=now, changes={"is_public": (True, False)})
    return locked


def plan_consultation(
    *, actor: Actor, paper: Paper, meeting: Meeting, role: str, now: datetime, agenda_number: str = ""
) -> Consultation:
    """Put a paper on the agenda of a meeting, as the next step of its order of consultation.

    Refuses a second time in one meeting (OnTheAgendaAlready) and a meeting before the submission
    (MeetingBeforeSubmission). A missing step does not stop it; `queries.missing_steps` warns. Audited as
    consultation.planned.
    """
    require(actor, "council.plan_consultation", meeting)
    if local_day(meeting.starts_at) < paper.submitted_on:
        raise errors.MeetingBeforeSubmission()
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
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
            _touch(now, papers=[paper.pk], meetings=[meeting.pk])
        record(actor=actor, verb=Verb.CONSULTATION_PLANNED, subject=consultation, now=now)
    return consultation


def record_resolution(
    *,
    actor: Actor,
    consultation: Consultation,
    result: str,
    text: str,
    decided_on: date,
    now: datetime,
    yes: int | None = None,
    no: int | None = None,
    abstentions: int | None = None,
) -> Resolution:
    """Record what the body resolved, once and for good (the database refuses changes).

    Refuses a second record (ResolvedAlready), a result that does not fit the body's role (ResultDoesNotFitRole),
    negative votes (NegativeVotes), a day before the submission (DecidedBeforeSubmission) or in the future
    (DecidedInFuture). Audited as resolution.recorded.
    """
    require(actor, "council.record_resolution", consultation)
    if Resolution.objects.filter(consultation=consultation).exists():
        raise errors.ResolvedAlready()
    if result not in allowed_results(consultation.role):
        raise errors.ResultDoesNotFitRole()
    if any(votes is not None and votes < 0 for votes in (yes, no, abstentions)):
        raise errors.NegativeVotes()
    if decided_on < consultation.paper.submitted_on:
        raise errors.DecidedBeforeSubmission()
    if decided_on > local_day(now):
        raise errors.DecidedInFuture()
    with transaction.atomic():
        resolution = Resolution(
            consultation=consultation,
            result=result,
            text=text,
            yes=yes,
            no=no,
            abstentions=abstentions,
            decided_on=decided_on,
            recorded_at=now,
        )
        resolution.full_clean()
        resolution.save()
        if Consultation.objects.public().filter(pk=consultation.pk).exists():
            _touch(now, [consultation.pk], papers=[consultation.paper_id], meetings=[consultation.meeting_id])
        record(
            actor=actor, verb=Verb.RESOLUTION_RECORDED, subject=resolution, now=now, changes={"result": ("", result)}
        )
    return resolution


def record_amendment(
    *, actor: Actor, resolution: Resolution, element: Element, text: str, now: datetime, proposer: str = ""
) -> Amendment:
    """Record a change politics made to one element; it has to be worked into the text.

    Refuses a result that changes nothing (ResolutionChangesNothing) and an element the paper is not about
    (ElementOfOtherConcept). Audited as amendment.recorded.
    """
    require(actor, "council.record_amendment", resolution)
    version = resolution.consultation.paper.version
    if resolution.result not in CHANGING:
        raise errors.ResolutionChangesNothing()
    if version is None or version.concept_id != element.concept_id:
        raise errors.ElementOfOtherConcept()
    with transaction.atomic():
        amendment = Amendment(resolution=resolution, element=element, proposer=proposer, text=text)
        amendment.full_clean()
        amendment.save()
        record(actor=actor, verb=Verb.AMENDMENT_RECORDED, subject=amendment, now=now)
    return amendment


def incorporate_amendment(*, actor: Actor, amendment: Amendment, revision: ElementRevision, now: datetime) -> Amendment:
    """Say in which wording an amendment has been worked in.

    Refuses a second time (IncorporatedAlready) and a wording of another element or one the body had before it already
    (RevisionDoesNotFit). Audited as amendment.incorporated.
    """
    require(actor, "council.incorporate_amendment", amendment)
    if amendment.revision_id is not None:
        raise errors.IncorporatedAlready()
    if revision.element_id != amendment.element_id or revision.number <= _number_consulted(amendment):
        raise errors.RevisionDoesNotFit()
    with transaction.atomic():
        amendment.revision, amendment.incorporated_at = revision, now
        amendment.full_clean()
        amendment.save(update_fields=["revision", "incorporated_at"])
        record(
            actor=actor,
            verb=Verb.AMENDMENT_INCORPORATED,
            subject=amendment,
            now=now,
            changes={"revision": (None, revision)},
        )
    return amendment


def adopt_version(
    *, actor: Actor, resolution: Resolution, concept: Concept, slug: str, title: str, now: datetime
) -> Version:
    """Freeze the text, with all amendments worked in, as the adopted version the resolution asks for.

    Refuses a resolution that adopted nothing of this concept (NothingAdopted) and whatever freezing refuses, open
    amendments among it (`rules.amendments_are_worked_in`). Audited as version.adopted, besides version.frozen.
    """
    require(actor, "council.adopt_version", resolution)
    consultation = resolution.consultation
    before = consultation.paper.version
    adopted = consultation.role == ConsultationRole.DECIDING and resolution.result in ADOPTING
    if not adopted or before is None or before.concept_id != concept.pk:
        raise errors.NothingAdopted()
    with transaction.atomic():
        version = concept_actions.freeze_version(
            actor=actor, concept=concept, kind=VersionKind.ADOPTED, slug=slug, title=title, now=now
        )
        record(
            actor=actor,
            verb=Verb.VERSION_ADOPTED,
            subject=resolution,
            now=now,
            changes={"version": (before, version)},
        )
    return version


def _turn(row: Paper | Meeting, now: datetime, *, is_public: bool) -> None:
    if row.is_public == is_public:
        raise errors.PublicAlready() if is_public else errors.PrivateAlready()
    row.is_public, row.modified_at = is_public, now
    row.published_at = row.published_at or (now if is_public else None)
    row.full_clean()
    row.save(update_fields=["is_public", "modified_at", "published_at"])


def _show(shown: ConsultationQuerySet, now: datetime) -> None:
    """Steps that can be read from now on; the moment they could be read first stays."""
    shown.update(modified_at=now, published_at=Coalesce("published_at", Value(now, DateTimeField())))


def _touch(
    now: datetime, consultations: Iterable[int] = (), *, papers: Iterable[int] = (), meetings: Iterable[int] = ()
) -> None:
    """What machines read of these rows has changed: what is shown inside something changes that, too (OParl 1.1)."""
    Consultation.objects.filter(pk__in=list(consultations)).update(modified_at=now)
    Paper.objects.public().filter(pk__in=list(papers)).update(modified_at=now)
    Meeting.objects.public().filter(pk__in=list(meetings)).update(modified_at=now)


def _number_consulted(amendment: Amendment) -> int:
    """Number of the wording the body had before it; 0 when the element was not in that version."""
    node = (
        Node.objects.filter(version=amendment.resolution.consultation.paper.version_id, element=amendment.element_id)
        .select_related("revision")
        .first()
    )
    return node.revision.number if node else 0
