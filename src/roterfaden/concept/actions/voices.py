"""What becomes of voices: weighing them, and the wording they led to."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import Outcome, Verb
from roterfaden.concept.models import SHOWN, Consideration, Element, ElementRevision, Incorporation, Version
from roterfaden.concept.queries import considerations_in_force
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution, Segment
from roterfaden.participation.queries import places_of


def consider_contribution(
    *,
    actor: Actor,
    contribution: Contribution,
    segment: Segment | None = None,
    element: Element | None = None,
    outcome: str,
    reason: str,
    plain_reason: str,
    referred_to: str = "",
    version: Version | None = None,
    supersedes: Consideration | None = None,
    now: datetime,
) -> Consideration:
    """Say what becomes of a voice, at which element and why – for the file and in plain words for the person.

    A voice may be answered at several elements. A new answer replaces the one in force at the same element (or the
    one without an element); `supersedes` names another to replace, and an answer without an element replaces all.
    With `segment` only that part of a split voice is answered, and nothing but answers to the same part is replaced; an
    answer to the whole voice also replaces those to its parts. `version` is the version looked at; by default the
    newest frozen one. Refuses a withheld voice, a passage that is no part now, an element of a concept of another
    process, missing reasons, a taking-up without a place and a referral without a receiver.
    Audited as contribution.considered.
    """
    require(actor, "concept.consider_contribution", contribution)
    with transaction.atomic():
        locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
        _check_consideration(locked, element, outcome, reason, plain_reason, referred_to)
        _check_part(locked, segment)
        replaced = _replaced(contribution, segment, element, supersedes)
        for old in replaced:
            old.superseded_at = now
            old.save(update_fields=["superseded_at"])
        consideration = Consideration(
            contribution=contribution, segment=segment, element=element,
            version=version or _newest_frozen(contribution, element),
            outcome=outcome, reason=reason.strip(), plain_reason=plain_reason.strip(),
            referred_to=referred_to.strip(), supersedes=replaced[0] if replaced else None, **signed(actor, now),
        )  # fmt: skip
        consideration.full_clean()
        consideration.save()
        changes = {"outcome": (replaced[0].outcome if replaced else None, str(outcome)), "element": (None, element)}
        record(
            actor=actor, verb=Verb.CONTRIBUTION_CONSIDERED, subject=consideration, now=now, changes=changes,
            reason=reason,
        )  # fmt: skip
    return consideration


def _check_consideration(
    contribution: Contribution, element: Element | None, outcome: str, reason: str, plain_reason: str, referred_to: str
) -> None:
    if contribution.moderation == Moderation.WITHHELD or contribution.is_withdrawn:
        raise errors.IsWithheld(number=contribution.number)
    if element is not None and element.concept.process_id != contribution.process_id:
        raise errors.OtherConcept()
    if not reason.strip():
        raise errors.ReasonMissing()
    if not plain_reason.strip():
        raise errors.PlainReasonMissing()
    if element is None and outcome in (Outcome.TAKEN_UP, Outcome.PARTLY, Outcome.ALREADY_COVERED):
        raise errors.ElementMissing()
    if outcome == Outcome.REFERRED and not referred_to.strip():
        raise errors.ReceiverMissing()


def _check_part(contribution: Contribution, segment: Segment | None) -> None:
    slot = (contribution.pk, segment.pk if segment else None)
    if segment is not None and slot not in places_of([contribution]):
        raise errors.PartIsGone(number=contribution.number)


def _replaced(
    contribution: Contribution, segment: Segment | None, element: Element | None, named: Consideration | None
) -> list[Consideration]:
    """The considerations a new one replaces, the one it answers directly first."""
    standing = list(Consideration.objects.current().filter(contribution=contribution, segment=segment))
    if named is not None and named not in standing:
        raise errors.AlreadySuperseded()
    replaced = [old for old in standing if old == named or element is None or old.element_id in (None, element.pk)]
    if segment is None:
        replaced += considerations_in_force(contribution).filter(segment__isnull=False)
    place = (segment.pk if segment else None, element.pk if element else None)
    return sorted(replaced, key=lambda old: (old != named, (old.segment_id, old.element_id) != place, -old.pk))


def _newest_frozen(contribution: Contribution, element: Element | None) -> Version | None:
    versions = Version.objects.frozen().order_by("-frozen_at", "-pk")
    if element is not None:
        return versions.filter(concept=element.concept_id).first()
    return versions.filter(concept__process=contribution.process_id).first()


def withdraw_answer(*, actor: Actor, consideration: Consideration, reason: str = "", now: datetime) -> Consideration:
    """Take back an answer nobody outside has read: nothing replaces it, and the voice is on the open list again.

    Refuses an answer that has been replaced, and a published one: that is answered anew. Audited as answer.withdrawn.
    """
    require(actor, "concept.withdraw_answer", consideration.contribution)
    with transaction.atomic():
        Contribution.objects.select_for_update().get(pk=consideration.contribution_id)
        locked: Consideration = Consideration.objects.select_for_update().get(pk=consideration.pk)
        if locked.superseded_at is not None:
            raise errors.AlreadySuperseded()
        if locked.published_at is not None:
            raise errors.AnswerIsPublic(number=consideration.contribution.number)
        locked.superseded_at = now
        locked.save(update_fields=["superseded_at"])
        changes = {"outcome": (locked.outcome, None)}
        record(actor=actor, verb=Verb.ANSWER_WITHDRAWN, subject=locked, now=now, changes=changes, reason=reason)
    return locked


def publish_answers(*, actor: Actor, contribution: Contribution, now: datetime) -> list[Consideration]:
    """Let everybody read the answers to a voice that are in force, and take back the published ones they replaced.

    Answering and publishing are two steps: until this one, only the office sees an answer, and what was published
    before stays public. Refuses a voice that is withheld or withdrawn, and one without an unpublished answer.
    Audited as answer.published.
    """
    require(actor, "concept.publish_answers", contribution)
    with transaction.atomic():
        locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
        if not locked.is_published:
            raise errors.IsWithheld(number=locked.number)
        standing = Consideration.objects.filter(contribution=locked)
        published = list(standing.current().filter(published_at=None).order_by("pk"))
        if not published:
            raise errors.NothingToPublish(number=locked.number)
        for old in standing.filter(SHOWN, superseded_at__isnull=False).order_by("pk"):
            old.retired_at = now
            old.save(update_fields=["retired_at"])
        for answer in published:
            answer.published_at = now
            answer.save(update_fields=["published_at"])
        outcomes = ", ".join(sorted({answer.outcome for answer in published}))
        changes = {"outcome": (None, outcomes)}
        record(actor=actor, verb=Verb.ANSWER_PUBLISHED, subject=published[0], now=now, changes=changes)
    return published


def incorporate_contribution(
    *, actor: Actor, consideration: Consideration, revision: ElementRevision, reason: str = "", now: datetime
) -> Incorporation:
    """Link a weighed voice to the wording it led to.

    Refuses a consideration that has been replaced or did not take the voice up, and a wording of another element.
    Audited as contribution.incorporated.
    """
    require(actor, "concept.incorporate_contribution", consideration.contribution)
    if consideration.outcome not in (Outcome.TAKEN_UP, Outcome.PARTLY):
        raise errors.NothingToIncorporate()
    if revision.element_id != consideration.element_id:
        raise errors.RevisionOfOtherElement()
    with transaction.atomic():
        locked = Consideration.objects.select_for_update().get(pk=consideration.pk)
        if locked.superseded_at is not None:
            raise errors.AlreadySuperseded()
        if locked.incorporations.filter(revision=revision, superseded_at=None).exists():
            raise errors.AlreadyIncorporated()
        incorporation = Incorporation(
            consideration=consideration, revision=revision, reason=reason, **signed(actor, now)
        )
        incorporation.full_clean()
        incorporation.save()
        record(actor=actor, verb=Verb.CONTRIBUTION_INCORPORATED, subject=incorporation, now=now, reason=reason)
    return incorporation
