"""Answering a voice at the desk: the weighing itself, the module it began with, the draft it ends."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.actions import consider_contribution
from roterfaden.concept.models import Consideration, Element
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Contribution, Segment
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.methods.modules import filled, open_gaps, similarity
from roterfaden.weighing.models import AnswerDraft, ModuleRevision, ModuleUse
from roterfaden.weighing.queries.filling import gap_values


def answer_voice(
    *,
    actor: Actor,
    contribution: Contribution,
    segment: Segment | None = None,
    element: Element | None = None,
    outcome: str,
    reason: str,
    plain_reason: str,
    referred_to: str = "",
    supersedes: Consideration | None = None,
    module: ModuleRevision | None = None,
    now: datetime,
) -> Consideration:
    """Answer a voice (concept.consider_contribution, with its refusals) and throw away the person's draft for it.

    With `module` the gaps of its words are filled, and it is kept how much of them is left in the answer.

    Refuses a gap nothing fills. Audited as contribution.considered, and as module.used where a module was used.
    """
    require(actor, "weighing.answer_voice", contribution)
    values = gap_values(contribution, segment=segment, element=element, referred_to=referred_to)
    reason, plain_reason = filled(reason, values), filled(plain_reason, values)
    for name in open_gaps(plain_reason, reason):
        raise errors.GapLeft(name=name)
    with transaction.atomic():
        answer = consider_contribution(
            actor=actor, contribution=contribution, segment=segment, element=element, outcome=outcome, reason=reason,
            plain_reason=plain_reason, referred_to=referred_to, supersedes=supersedes, now=now,
        )  # fmt: skip
        if isinstance(actor, User):
            AnswerDraft.objects.filter(user=actor, contribution=contribution).delete()
        if module is not None:
            kept = similarity(filled(module.plain_reason, values), answer.plain_reason)
            use = ModuleUse(consideration=answer, revision=module, similarity=kept, used_at=now)
            use.full_clean()
            use.save()
            record(actor=actor, verb=Verb.MODULE_USED, subject=use, now=now)
    return answer
