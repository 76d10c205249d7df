"""From all voices to outcomes: every number is the count of a list one can open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.utils.translation import gettext as _

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.concept.queries import is_answered
from roterfaden.participation.models import Contribution
from roterfaden.participation.queries import with_field
from roterfaden.thread.queries.steps import Tally
from roterfaden.thread.queries.voices import NOWHERE, UNANSWERED, Choices, VoiceFilter, narrowed

BY_FIELD, BY_KIND, BY_GROUP = "feld", "art", "gruppe"
"""Where a flow can begin; the words stand in addresses and are the filters of the list of voices."""

PATHS = {BY_FIELD: "field_slug", BY_KIND: "kind", BY_GROUP: "actor_group__slug"}
ENDS = (*Outcome.values, UNANSWERED)


@dataclass(frozen=True)
class OutcomeRow:
    """A field, kind or actor group: how many voices in all, and how many with each of `ENDS`."""

    slug: str
    name: str
    total: int
    counts: tuple[Tally, ...]


@dataclass(frozen=True)
class OutcomesPage:
    """Published voices by outcome. A voice with several answers counts at each of its outcomes once, a split one in
    each of its fields; it is answered when each of its parts is. So ends and rows can sum to more than `total`."""

    total: int
    ends: tuple[Tally, ...]
    rows: tuple[OutcomeRow, ...]

    @property
    def answered(self) -> int:
        """Voices that do not wait for an answer."""
        return self.total - self.ends[-1].count


def outcomes_page(wanted: VoiceFilter, by: str, offered: Choices) -> OutcomesPage:
    """What became of the voices that fit, by field, kind or group. Two queries, three when a field is asked for.

    When the filter names a value of `by`, only that row is shown: a list can be narrowed to one of them only.
    """
    wanted = replace(wanted, outcome="")
    voices = narrowed(Contribution.objects.published(), wanted)
    everywhere = _tallied(voices)
    chosen = {BY_FIELD: wanted.field, BY_KIND: wanted.kind, BY_GROUP: wanted.actor_group}[by]
    found = _tallied(with_field(voices) if by == BY_FIELD else voices, PATHS[by])
    rows = [
        OutcomeRow(slug, name, found[slug, ""], _tallies(found, slug))
        for slug, name in names(by, offered)
        if found[slug, ""] and chosen in ("", slug)
    ]
    return OutcomesPage(everywhere[NOWHERE, ""], _tallies(everywhere, NOWHERE), tuple(rows))


def names(by: str, offered: Choices) -> list[tuple[str, str]]:
    """Where a flow begins, in reading order: (value in addresses, name)."""
    if by == BY_KIND:
        return list(offered.kinds)
    if by == BY_GROUP:
        return [*offered.actor_groups, (NOWHERE, _("ohne Angabe"))]
    return [*offered.fields, (NOWHERE, _("ohne Handlungsfeld"))]


def end_labels() -> dict[str, str]:
    """The outcomes in words, and what stands for none."""
    return {each.value: str(each.label) for each in Outcome} | {UNANSWERED: _("noch keine Antwort")}


def _tallies(found: Counter[tuple[str, str]], slug: str) -> tuple[Tally, ...]:
    return tuple(Tally(code, label, found[slug, code]) for code, label in end_labels().items())


def _tallied(rows: QuerySet[Any], *path: str) -> Counter[tuple[str, str]]:
    """(value of `path`, end) → voices; the end "" counts each voice once. One query, one row for each combination."""
    answers = Consideration.objects.shown().filter(contribution=OuterRef("pk"))
    ends: dict[str, Any] = {f"end_{code}": Exists(answers.filter(outcome=code)) for code in Outcome.values}
    ends[f"end_{UNANSWERED}"] = ExpressionWrapper(~is_answered(publicly=True), BooleanField())
    found: Counter[tuple[str, str]] = Counter()
    for row in rows.annotate(**ends).values(*path, *ends).annotate(n=Count("pk", distinct=True)).order_by():
        slug = str((row[path[0]] if path else None) or NOWHERE)
        found[slug, ""] += row["n"]
        for code in _ends_in(row):
            found[slug, code] += row["n"]
    return found


def _ends_in(row: dict[str, Any]) -> Sequence[str]:
    return [code for code in ENDS if row[f"end_{code}"]]
