"""What becomes of voices: weighing them, and the wording they led to."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import Outcome, Verb
from roterfaden.concept.models import Consideration, Element, ElementRevision, Incorporation, Version
from roterfaden.concept.queries import considerations_in_force
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution


def consider_contribution(
    *,
    actor: Actor,
    contribution: Contribution,
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
    `version` is the version looked at; by default the newest frozen one. Refuses a withheld voice, an element of a
    concept of another process, missing reasons, a taking-up without a place and a referral without a receiver.
    Audited as contribution.considered.
    """
    require(actor, "concept.consider_contribution", contribution)
    with transaction.atomic():
        locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
        _check_consideration(locked, element, outcome, reason, plain_reason, referred_to)
        replaced = _replaced(contribution, element, supersedes)
        for old in replaced:
            old.superseded_at = now
            old.save(update_fields=["superseded_at"])
        consideration = Consideration(
            contribution=contribution, element=element, version=version or _newest_frozen(contribution, element),
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
    if contribution.moderation == Moderation.WITHHELD:
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


def _replaced(contribution: Contribution, element: Element | None, named: Consideration | None) -> list[Consideration]:
    """The considerations a new one replaces, the one it answers directly first."""
    in_force = list(considerations_in_force(contribution))
    if named is not None and named not in in_force:
        raise errors.AlreadySuperseded()
    replaced = [old for old in in_force if old == named or element is None or old.element_id in (None, element.pk)]
    return sorted(
        replaced, key=lambda old: (old != named, old.element_id != (element.pk if element else None), -old.pk)
    )


def _newest_frozen(contribution: Contribution, element: Element | None) -> Version | None:
    versions = Version.objects.frozen().order_by("-frozen_at", "-pk")
    if element is not None:
        return versions.filter(concept=element.concept_id).first()
    return versions.filter(concept__process=contribution.process_id).first()


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
