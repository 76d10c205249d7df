"""Calling the parts of breakdowns by names people understand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.indicators import errors
from roterfaden.indicators.actions.protecting import protect_figures
from roterfaden.indicators.enums import Verb
from roterfaden.indicators.models import BreakdownTerm, Definition, Series
from roterfaden.indicators.queries import label_of, terms_in_use
from roterfaden.kernel.actors import Actor


@dataclass(frozen=True)
class Naming:
    """The name of one value (empty: of the dimension), and the value it is part of."""

    value: str
    words: str = ""
    broader: str = ""


def name_breakdowns(*, actor: Actor, dimension: str, names: Sequence[Naming], now: datetime) -> list[BreakdownTerm]:
    """Name a dimension and its values, and say which values are part of others; a name of before is replaced.

    The series keep their labels with them. What is part of what changes the sums, so small counts are protected anew.
    Refuses a value that is part of itself, also through others (BroaderCircle). Audited as breakdown.named.
    """
    require(actor, "indicators.name_breakdowns")
    _refuse_circles({each.value: each.broader for each in names if each.broader})
    with transaction.atomic():
        known = {row.value: row for row in BreakdownTerm.objects.filter(dimension=dimension).order_by("pk")}
        before = {value: row.broader for value, row in known.items() if row.broader}
        made = []
        for each in names:
            row = known.get(each.value) or BreakdownTerm(dimension=dimension, value=each.value)
            row.words, row.broader = each.words.strip(), each.broader
            row.full_clean()
            row.save()
            made.append(row)
            record(actor=actor, verb=Verb.BREAKDOWN_NAMED, subject=row, now=now)
        series = _label_series(dimension)
        if before != {row.value: row.broader for row in made if row.broader} and series:
            definitions = list(Definition.objects.filter(pk__in={row.definition_id for row in series}))
            protect_figures(actor=actor, definitions=definitions, now=now)
    return made


def _refuse_circles(broader: Mapping[str, str]) -> None:
    for value in broader:
        seen, current = {value}, broader[value]
        while current:
            if current in seen:
                raise errors.BroaderCircle()
            seen.add(current)
            current = broader.get(current, "")


def _label_series(dimension: str) -> list[Series]:
    """Give every series with this dimension its words."""
    terms = terms_in_use()
    rows = list(Series.objects.filter(breakdown__contains=f"{dimension}=").order_by("pk"))
    for row in rows:
        row.label = label_of(row.breakdown, terms)
    Series.objects.bulk_update(rows, ["label"], batch_size=500)
    return rows
