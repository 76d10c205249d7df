"""Deciding anew which values may be shown, whenever values came."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.indicators.enums import Protection, Verb
from roterfaden.indicators.errors import AreaLimitTooLow
from roterfaden.indicators.methods.protection import Fact, decide
from roterfaden.indicators.models import AreaLimit, Definition, Indicator, Observation
from roterfaden.indicators.queries import Family, Window, facts_in, families_of, frame_of, limits_of, windows_of
from roterfaden.kernel.actors import Actor

AT_ONCE = 500


def protect_figures(
    *, actor: Actor, definitions: Collection[Definition] | None = None, around: Window | None = None, now: datetime
) -> Counter[str]:
    """Decide which values of these definitions, and of all that are linked with them, may be shown.

    Without `definitions` all of them; with `around` only what is linked with that stretch of time. Doing it again
    changes nothing. Returns how many values were hidden, shown again, and hidden though they could be read before
    (`withdrawn`). Audited as figures.protected for each definition whose values changed.
    """
    require(actor, "indicators.protect_figures")
    counts: Counter[str] = Counter()
    for family in families_of(None if definitions is None else {row.pk for row in definitions}):
        with transaction.atomic():
            found, changed = _protect(family, around)
            counts.update(found)
            for row in changed:
                record(actor=actor, verb=Verb.PROTECTION_RENEWED, subject=row.indicator, now=now)
    return counts


def limit_small_areas(
    *, actor: Actor, indicator: Indicator, valid_from: date, below: int, minimum_count: int, reason: str, now: datetime
) -> AreaLimit:
    """Show no count under `minimum_count` of areas with fewer inhabitants than `below`, for values from a day on.

    The same day and size again corrects the number. All rows of an earlier day end; `below` 0 ends them without a new
    one. Refuses a number no higher than the usual one. What is hidden is decided anew at once, also of figures linked
    with these. Audited as indicator.limited, with the old and the new number.
    """
    require(actor, "indicators.limit_small_areas", indicator)
    usual = max(indicator.definitions.values_list("minimum_count", flat=True), default=0)
    if below and minimum_count <= usual:
        raise AreaLimitTooLow(usual=usual)
    with transaction.atomic():
        row = AreaLimit.objects.filter(indicator=indicator, valid_from=valid_from, below=below).first()
        before = row.minimum_count if row else None
        row = row or AreaLimit(indicator=indicator, valid_from=valid_from, below=below)
        row.minimum_count, row.reason = minimum_count, reason.strip()
        row.full_clean()
        row.save()
        changes = {"minimum_count": (before, minimum_count), "below": (None, below)}
        record(actor=actor, verb=Verb.SMALL_AREAS_LIMITED, subject=row, now=now, changes=changes, reason=reason.strip())
        protect_figures(actor=actor, definitions=list(indicator.definitions.order_by("pk")), now=now)
    return row


def _protect(family: Family, around: Window | None) -> tuple[Counter[str], list[Definition]]:
    """Window by window, so that little is held; series hidden in one are hidden in the next rather than others."""
    counts: Counter[str] = Counter()
    changed: set[int] = set()
    values = Observation.objects.filter(series__definition__in=list(family.definitions))
    if not family.is_sensitive:
        values.exclude(protection=Protection.FREE).update(protection=Protection.FREE)
        return counts, []
    frame, limits, lines = frame_of(family), limits_of(family), frozenset[int]()
    for window in windows_of(family, around):
        facts = facts_in(family, window, limits)
        decision = decide(facts, frame, lines)
        lines = decision.lines
        counts["withdrawn"] += len(decision.withdrawn)
        for fact in facts:
            is_hidden = decision.protection[fact.key] != Protection.FREE
            if is_hidden and not fact.was_hidden:
                counts["hidden"] += 1
                changed.add(fact.definition)
            elif fact.was_hidden and not is_hidden:
                counts["shown"] += 1
                changed.add(fact.definition)
        _store(facts, decision.protection)
        waiting = values.filter(period_start__gte=window.first, period_end__lte=window.last)
        waiting.filter(protection=Protection.WAITING).update(protection=Protection.FREE)
    return counts, [family.definitions[pk] for pk in sorted(changed)]


def _store(facts: Sequence[Fact], wanted: Mapping[int, Protection]) -> None:
    """Write what differs from what is stored; what is new and may be shown, the caller frees in one go."""
    keys: dict[Protection, list[int]] = defaultdict(list)
    for fact in facts:
        is_freed = fact.is_new and wanted[fact.key] == Protection.FREE
        if wanted[fact.key] != fact.protection and not is_freed:
            keys[wanted[fact.key]].append(fact.key)
    for protection, rows in keys.items():
        for start in range(0, len(rows), AT_ONCE):
            Observation.objects.filter(pk__in=rows[start : start + AT_ONCE]).update(protection=protection)
