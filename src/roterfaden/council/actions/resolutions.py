"""What was resolved, what politics changed, and the version that follows."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import actions as concept_actions
from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Version
from roterfaden.council import errors
from roterfaden.council.actions.touching import Touching
from roterfaden.council.enums import AmendmentKind, ConsultationRole, Verb
from roterfaden.council.methods import ADOPTING, CHANGING, GroupVotes, added_up, allowed_results
from roterfaden.council.models import Amendment, Consultation, GroupVote, Resolution
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


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
    groups: Sequence[GroupVotes] = (),
) -> Resolution:
    """Record what the body resolved, once and for good (the database refuses changes), also by group.

    Without sums those of the groups count. Refuses a draft (StillADraft), a second record (ResolvedAlready), a result
    that does not fit the body's role (ResultDoesNotFitRole), negative votes (NegativeVotes), groups that do not add up
    to the sums (VotesDoNotAddUp) or stand twice (GroupTwice), a day before the submission (DecidedBeforeSubmission) or
    in the future (DecidedInFuture). Audited as resolution.recorded.
    """
    require(actor, "council.record_resolution", consultation)
    if consultation.paper.submitted_on is None:
        raise errors.StillADraft()
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
    if groups:
        yes, no, abstentions = _sums(groups, (yes, no, abstentions))
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
        for place, votes in enumerate(groups, 1):
            vote = GroupVote(resolution=resolution, position=place, **asdict(votes))
            vote.full_clean()
            vote.save()
        if Consultation.objects.public().filter(pk=consultation.pk).exists():
            Touching.touch(now, [consultation.pk], papers=[consultation.paper_id], meetings=[consultation.meeting_id])
        record(
            actor=actor, verb=Verb.RESOLUTION_RECORDED, subject=resolution, now=now, changes={"result": ("", result)}
        )
    return resolution


def record_amendment(
    *,
    actor: Actor,
    resolution: Resolution,
    element: Element,
    text: str,
    now: datetime,
    proposer: str = "",
    kind: str = AmendmentKind.REWORD,
    proposed_title: str = "",
    proposed_body: str = "",
    destination: Element | None = None,
) -> Amendment:
    """Record a change politics made to one element; it has to be worked into the text.

    `kind` says what: reword it, insert something below it, strike it, or move it below `destination` (None: on top).
    Refuses a result that changes nothing (ResolutionChangesNothing), elements the paper is not about
    (ElementOfOtherConcept), something to insert without words (WordingMissing) and a place below itself (BelowItself).
    Audited as amendment.recorded.
    """
    require(actor, "council.record_amendment", resolution)
    version = resolution.consultation.paper.version
    if resolution.result not in CHANGING:
        raise errors.ResolutionChangesNothing()
    named = [each for each in (element, destination) if each is not None]
    if version is None or any(version.concept_id != each.concept_id for each in named):
        raise errors.ElementOfOtherConcept()
    if kind == AmendmentKind.INSERT and not (proposed_title.strip() or proposed_body.strip()):
        raise errors.WordingMissing()
    if destination is not None and destination.pk == element.pk:
        raise errors.BelowItself()
    is_worded = kind in {AmendmentKind.REWORD, AmendmentKind.INSERT}
    with transaction.atomic():
        amendment = Amendment(
            resolution=resolution, element=element, proposer=proposer, kind=kind, text=text,
            proposed_title=proposed_title.strip() if is_worded else "",
            proposed_body=proposed_body.strip() if is_worded else "",
            destination=destination if kind == AmendmentKind.MOVE else None,
        )  # fmt: skip
        amendment.full_clean()
        amendment.save()
        record(actor=actor, verb=Verb.AMENDMENT_RECORDED, subject=amendment, now=now)
    return amendment


def incorporate_amendment(
    *, actor: Actor, amendment: Amendment, now: datetime, revision: ElementRevision | None = None
) -> Amendment:
    """Say that an amendment is in the working draft: in which wording, or, struck or moved, that the draft shows it.

    Refuses a second time (IncorporatedAlready), a wording of another element or one the body had before it already
    (RevisionDoesNotFit; what is inserted must be new and stand in the draft), and what the draft does not show
    (NotWorkedIn). Audited as amendment.incorporated.
    """
    require(actor, "council.incorporate_amendment", amendment)
    if amendment.incorporated_at is not None:
        raise errors.IncorporatedAlready()
    _check_worked_in(amendment, revision)
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


def _sums(groups: Sequence[GroupVotes], given: tuple[int | None, int | None, int | None]) -> tuple[int, int, int]:
    """The sums of the groups, which the given ones must not contradict."""
    names = [votes.group for votes in groups]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise errors.GroupTwice(group=twice)
    yes, no, abstentions = found = added_up(groups)
    if any(said is not None and said != counted for said, counted in zip(given, found, strict=True)):
        raise errors.VotesDoNotAddUp(yes=yes, no=no, abstentions=abstentions)
    return found


def _check_worked_in(amendment: Amendment, revision: ElementRevision | None) -> None:
    consulted = _nodes(amendment.resolution.consultation.paper.version_id)
    drafted = _nodes(Version.objects.get(concept=amendment.element.concept_id, frozen_at=None).pk)
    before = consulted.filter(element=amendment.element_id).first()
    now = drafted.filter(element=amendment.element_id).first()
    match amendment.kind:
        case AmendmentKind.STRIKE:
            if revision is not None or now is not None:
                raise errors.NotWorkedIn()
        case AmendmentKind.MOVE:
            if revision is not None or now is None or _place(now)[0] != amendment.destination_id:
                raise errors.NotWorkedIn()
            if before is not None and _place(before) == _place(now):
                raise errors.NotWorkedIn()
        case AmendmentKind.INSERT:
            if revision is None or consulted.filter(element=revision.element_id).exists():
                raise errors.RevisionDoesNotFit()
            if not drafted.filter(revision=revision).exists():
                raise errors.NotWorkedIn()
        case _:
            number = before.revision.number if before else 0
            if revision is None or revision.element_id != amendment.element_id or revision.number <= number:
                raise errors.RevisionDoesNotFit()


def _nodes(version_id: int | None) -> QuerySet[Node]:
    return Node.objects.filter(version=version_id).select_related("revision", "parent").order_by("pk")


def _place(node: Node) -> tuple[int | None, int]:
    return (node.parent.element_id if node.parent else None), node.position
