"""How often people took what was suggested."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from roterfaden.participation.models import Process
from roterfaden.sorting.enums import SuggestionKind, Verdict
from roterfaden.sorting.methods.statistics import Share
from roterfaden.sorting.models import Suggestion, SuggestionDecision


@dataclass(frozen=True)
class Accepted:
    """One kind and method: how many cards were decided, how often the first suggestion was taken, how often any.

    `open` are cards whose suggestions wait for a decision; `expected` is the mean score of the first suggestions that
    were decided: a well calibrated method is taken about as often as it says.
    """

    kind: str
    method: str
    version: int
    encoder: str
    open: int
    first: Share
    any: Share
    expected: float | None

    @property
    def kind_label(self) -> str:
        return str(SuggestionKind(self.kind).label)


COUNTED = (SuggestionKind.FIELD, SuggestionKind.THEME, SuggestionKind.DUPLICATE)


def acceptance(process: Process) -> list[Accepted]:
    """The share of accepted suggestions by kind, method and version, newest version first. Two queries.

    A card counts once for each kind and method. Neighbours and names are offered to look at, nobody decides on them.
    """
    decided: dict[tuple[str, str, int, str], dict[int, list[SuggestionDecision]]] = {}
    for row in _decisions(process):
        suggestion = row.suggestion
        key = (suggestion.kind, suggestion.method, suggestion.version, suggestion.encoder)
        decided.setdefault(key, {}).setdefault(suggestion.contribution_id, []).append(row)
    waiting = _open(process)
    keys = sorted(
        decided.keys() | waiting.keys(), key=lambda key: (COUNTED.index(SuggestionKind(key[0])), -key[2], key)
    )
    return [_accepted(key, decided.get(key, {}), waiting.get(key, 0)) for key in keys]


def _decisions(process: Process) -> QuerySet[SuggestionDecision]:
    return (
        SuggestionDecision.objects.filter(
            superseded_at=None, suggestion__contribution__process=process, suggestion__kind__in=COUNTED
        )
        .select_related("suggestion")
        .order_by("suggestion__made_at", "suggestion__rank", "pk")
    )


def _open(process: Process) -> dict[tuple[str, str, int, str], int]:
    rows = (
        Suggestion.objects.current()
        .undecided()
        .filter(contribution__process=process, kind__in=COUNTED)
        .values("kind", "method", "version", "encoder")
        .annotate(cards=Count("contribution", distinct=True, filter=Q(rank=1)))
        .order_by()
    )
    return {(row["kind"], row["method"], row["version"], row["encoder"]): row["cards"] for row in rows}


def _accepted(key: tuple[str, str, int, str], cards: dict[int, list[SuggestionDecision]], waiting: int) -> Accepted:
    first = [rows for rows in cards.values() if any(row.suggestion.rank == 1 for row in rows)]
    taken = [_taken(rows, rank_one=True) for rows in first]
    scores = [row.suggestion.score for rows in first for row in rows if row.suggestion.rank == 1]
    return Accepted(
        *key,
        open=waiting,
        first=Share(sum(taken), len(first)),
        any=Share(sum(_taken(rows) for rows in cards.values()), len(cards)),
        expected=sum(scores) / len(scores) if scores else None,
    )


def _taken(rows: list[SuggestionDecision], *, rank_one: bool = False) -> bool:
    return any(row.verdict == Verdict.ACCEPTED and (not rank_one or row.suggestion.rank == 1) for row in rows)
