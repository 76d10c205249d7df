"""Writing suggestions down. They change nothing on the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Contribution, Process
from roterfaden.sorting.enums import SuggestionKind, Verb
from roterfaden.sorting.methods.learning import VERSION
from roterfaden.sorting.methods.suggesting import METHODS, Proposal, why_of
from roterfaden.sorting.models import Suggestion

UNCHANGED_WITHIN = 0.02
"""A suggestion whose score moved by less, with the same target, stands as it is."""


@dataclass(frozen=True)
class Source:
    """What suggestions were made from: fingerprint of the inputs, number of sorted cards, language model."""

    inputs: str
    learnt: int
    encoder: str = ""


def write_suggestions(
    *,
    actor: Actor,
    process: Process,
    proposed: Sequence[tuple[Contribution, Sequence[Proposal]]],
    source: Source,
    now: datetime,
) -> int:
    """Keep what is proposed for some cards; what was suggested for them before and differs now is overtaken.

    Returns how many suggestions are new. One that has not changed stays, with what was decided on it. Refuses cards of
    another process (ValueError). Audited as suggestions.written when anything was new or overtaken.
    """
    require(actor, "sorting.write_suggestions", process)
    if any(card.process_id != process.pk for card, _found in proposed):
        raise ValueError("a card of another process")
    with transaction.atomic():
        before = _current(card for card, _found in proposed)
        new: list[Suggestion] = []
        kept: set[int] = set()
        for card, found in proposed:
            for proposal in found:
                old = before.get((card.pk, proposal.kind, proposal.rank))
                if old is not None and _is_same(old, proposal, source):
                    kept.add(old.pk)
                else:
                    new.append(_row(card, proposal, source, now))
        overtaken = [row.pk for row in before.values() if row.pk not in kept]
        Suggestion.objects.filter(pk__in=overtaken).update(stale_at=now)
        Suggestion.objects.bulk_create(new, batch_size=500)
        if new or overtaken:
            record(actor=actor, verb=Verb.SUGGESTIONS_WRITTEN, subject=process, now=now)
    return len(new)


def _current(cards: Iterable[Contribution]) -> dict[tuple[int, str, int], Suggestion]:
    rows = Suggestion.objects.current().filter(contribution__in=[card.pk for card in cards])
    return {(row.contribution_id, row.kind, row.rank): row for row in rows}


def _is_same(old: Suggestion, proposal: Proposal, source: Source) -> bool:
    return (
        old.target_id == proposal.target
        and (old.method, old.version, old.encoder) == (METHODS[proposal.kind], VERSION, source.encoder)
        and abs(old.score - proposal.score) < UNCHANGED_WITHIN
        and (proposal.target is not None or old.why == why_of(old.contribution_id, proposal))
    )


def _row(card: Contribution, proposal: Proposal, source: Source, now: datetime) -> Suggestion:
    return Suggestion(
        contribution=card,
        kind=proposal.kind,
        rank=proposal.rank,
        field_id=proposal.target if proposal.kind == SuggestionKind.FIELD else None,
        theme_id=proposal.target if proposal.kind == SuggestionKind.THEME else None,
        other_id=proposal.target if proposal.kind in (SuggestionKind.DUPLICATE, SuggestionKind.NEIGHBOUR) else None,
        likeness=proposal.likeness or "",
        method=METHODS[proposal.kind],
        version=VERSION,
        encoder=source.encoder,
        inputs=source.inputs,
        learnt=source.learnt,
        score=min(max(round(proposal.score, 4), 0.0), 1.0),
        score_kind=proposal.score_kind,
        why=why_of(card.pk, proposal),
        made_at=now,
    )
