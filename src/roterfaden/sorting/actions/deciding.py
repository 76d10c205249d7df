"""What people decide on suggestions. Recorded as they sort, without an extra step."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.sorting.enums import SuggestionKind, Verb, Verdict
from roterfaden.sorting.errors import AlreadyDecided, NoLongerValid
from roterfaden.sorting.models import Suggestion, SuggestionDecision

Decided = tuple[Suggestion, Verdict]


def record_decision(
    *, actor: Actor, process: Process, contributions: Sequence[Contribution], theme: Theme | None, now: datetime
) -> int:
    """Somebody has laid cards into `theme` (None: taken out of any): what that says about what was suggested.

    Field and theme suggestions that agree count as accepted, the others as decided otherwise; taking a card out decides
    nothing. Call it after the card was moved. Returns how many suggestions were decided; a decision made before is
    superseded, and the same one again changes nothing. Audited as suggestion.decided when there were any.
    """
    require(actor, "sorting.record_decision", process)
    if theme is None:
        return 0
    kinds = Q(kind__in=[SuggestionKind.FIELD, SuggestionKind.THEME])
    wanted = {SuggestionKind.FIELD: theme.field_id, SuggestionKind.THEME: theme.pk}
    with transaction.atomic():
        found = _current(kinds, contributions, process)
        verdicts = [
            (row, Verdict.ACCEPTED if row.target_id == wanted[SuggestionKind(row.kind)] else Verdict.OTHER)
            for row in found
        ]
        done = _decide(actor, verdicts, theme, now)
        if done:
            record(actor=actor, verb=Verb.SUGGESTION_DECIDED, subject=process, now=now)
    return done


def record_grouping(*, actor: Actor, process: Process, contributions: Sequence[Contribution], now: datetime) -> int:
    """Somebody has grouped cards that say the same: suggested duplicates among them count as accepted.

    Call it after the cards were grouped. Returns how many suggestions were decided. Audited as suggestion.decided when
    there were any.
    """
    require(actor, "sorting.record_grouping", process)
    keys = [card.pk for card in contributions]
    kinds = Q(kind=SuggestionKind.DUPLICATE, other__in=keys)
    with transaction.atomic():
        found = _current(kinds, contributions, process)
        done = _decide(actor, [(row, Verdict.ACCEPTED) for row in found], None, now)
        if done:
            record(actor=actor, verb=Verb.SUGGESTION_DECIDED, subject=process, now=now)
    return done


def reject_suggestion(*, actor: Actor, suggestion: Suggestion, reason: str = "", now: datetime) -> SuggestionDecision:
    """Somebody says that a suggestion does not fit; it is not shown again.

    Refuses one that is overtaken (NoLongerValid) and one that is decided (AlreadyDecided). Audited as
    suggestion.rejected.
    """
    require(actor, "sorting.reject_suggestion", suggestion.contribution)
    with transaction.atomic():
        locked = Suggestion.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=suggestion.pk)
        if locked.stale_at is not None:
            raise NoLongerValid()
        if locked.decisions.filter(superseded_at=None).exists():
            raise AlreadyDecided()
        row = SuggestionDecision(suggestion=locked, verdict=Verdict.REJECTED, reason=reason, **signed(actor, now))
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.SUGGESTION_REJECTED, subject=locked, now=now, reason=reason)
    return row


def _current(kinds: Q, contributions: Sequence[Contribution], process: Process) -> list[Suggestion]:
    """Current suggestions of `kinds` for cards of this process, locked."""
    rows = Suggestion.objects.select_for_update(of=("self",)).current().filter(kinds)
    keys = [card.pk for card in contributions]
    return list(rows.filter(contribution__in=keys, contribution__process=process).order_by("pk"))


def _decide(actor: Actor, verdicts: Iterable[Decided], theme: Theme | None, now: datetime) -> int:
    wanted = {row.pk: (row, verdict) for row, verdict in verdicts}
    before = {row.suggestion_id: row for row in _standing(wanted)}
    new, overtaken = [], []
    for key, (suggestion, verdict) in wanted.items():
        old = before.get(key)
        if old is not None:
            if (old.verdict, old.chosen_id) == (verdict, theme.pk if theme else None):
                continue
            overtaken.append(old.pk)
        new.append(
            SuggestionDecision(
                suggestion=suggestion, verdict=verdict, chosen=theme, supersedes=old, **signed(actor, now)
            )
        )
    SuggestionDecision.objects.filter(pk__in=overtaken).update(superseded_at=now)
    SuggestionDecision.objects.bulk_create(new)
    return len(new)


def _standing(keys: Iterable[int]) -> Iterable[SuggestionDecision]:
    rows = SuggestionDecision.objects.select_for_update(of=("self",))
    return rows.filter(suggestion__in=list(keys), superseded_at=None).order_by("pk")
