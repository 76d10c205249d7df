"""Asking to look again at a voice that is withheld, and answering."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.contact import inform_author
from roterfaden.participation.actions.voices import publish_contribution
from roterfaden.participation.enums import Moderation, ReviewOutcome, Verb
from roterfaden.participation.methods import notes
from roterfaden.participation.models import Contribution, ReviewRequest
from roterfaden.participation.queries import for_update


def ask_review(*, actor: Actor, contribution: Contribution, words: str, now: datetime) -> ReviewRequest:
    """Whoever holds the code asks moderation to look again; `words` may say why, or be empty.

    Refuses a voice that is not withheld, one that was withdrawn, and a second request while one is open.
    Audited as review.asked.
    """
    require(actor, "participation.ask_review", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.is_withdrawn:
            raise errors.VoiceWithdrawn()
        if locked.moderation != Moderation.WITHHELD:
            raise errors.NotWithheld()
        if locked.reviews.filter(answered_at=None).exists():
            raise errors.ReviewAskedAlready()
        request = ReviewRequest(contribution=locked, words=words.strip(), asked_at=now)
        request.full_clean()
        request.save()
        record(actor=actor, verb=Verb.REVIEW_ASKED, subject=request, now=now)
    return request


def answer_review(*, actor: Actor, request: ReviewRequest, outcome: str, answer: str, now: datetime) -> ReviewRequest:
    """Answer a request in words that its author reads with the code; `published` publishes the voice.

    The author gets a mail if there is a confirmed address. Refuses an empty answer and a request that is answered.
    Audited as review.answered, and contribution.published.
    """
    require(actor, "participation.answer_review", request.contribution)
    if not answer.strip():
        raise errors.AnswerMissing()
    with transaction.atomic():
        locked = ReviewRequest.objects.select_for_update().get(pk=request.pk)
        if locked.answered_at is not None:
            raise errors.ReviewAnsweredAlready()
        contribution = for_update(locked.contribution)
        if contribution.is_withdrawn:
            raise errors.VoiceWithdrawn()
        if outcome == ReviewOutcome.PUBLISHED and contribution.moderation != Moderation.PUBLISHED:
            publish_contribution(actor=actor, contribution=contribution, now=now)
        locked.outcome, locked.answer, locked.answered_at = outcome, answer.strip(), now
        locked.answered_by = actor if isinstance(actor, User) else None
        locked.full_clean()
        locked.save()
        record(actor=actor, verb=Verb.REVIEW_ANSWERED, subject=locked, now=now, changes={"outcome": ("", str(outcome))})
        if outcome == ReviewOutcome.UPHELD:  # publication has been told already
            inform_author(
                actor=actor, contribution=contribution, said=notes.review_answered, once=f"review:{locked.pk}", now=now
            )
    return locked
