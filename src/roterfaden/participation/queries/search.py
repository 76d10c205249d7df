"""Looking for published voices. The same words find the same voices in the same order on both databases.

Rule (ADR 20): a voice is found when it meets every word that was asked for, in any of its forms or by a part of it; if
no voice does, when it meets one of them. First come those that meet more words, then those that hold more of them as a
whole rather than by a part, then those that hold rarer terms, then the newest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from roterfaden.participation.methods import AskedWord, asked_words, rarity
from roterfaden.participation.models import Contribution, SearchEntry

ENTRY = "search_entry__terms__hold"
BY_RELEVANCE = ("-meets", "-as_whole", "-rarity", "-said_on", "-number", "pk")


Weights = tuple[tuple[tuple[str, ...], int], ...]
"""Groups of terms with the points each gives."""


@dataclass(frozen=True)
class Search:
    """What was asked for, with how much each word says: as a whole, else by its parts, the rarest first. Nothing asked
    finds everything."""

    words: tuple[AskedWord, ...]
    weights: tuple[Weights, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """Every term that counts as a match, for marking it."""
        return frozenset(term for word in self.words for term in word.terms)

    def __bool__(self) -> bool:
        return bool(self.words)


def search(typed: str, language: str) -> Search:
    """Read what somebody typed, and how rare its terms are. One query, or none when nothing is asked."""
    asked = asked_words(typed, language)
    groups = list(dict.fromkeys(group for word in asked for group in word.groups))
    if not groups:
        return Search(asked)
    total, *holding = _counts(groups)
    points = {group: rarity(held, total) for group, held in zip(groups, holding, strict=True)}
    return Search(asked, tuple(_weights(word, points) for word in asked))


def _weights(word: AskedWord, points: Mapping[tuple[str, ...], int]) -> Weights:
    whole, *parts = word.groups
    return ((whole, points[whole]), *((part, points[part]) for part in sorted(parts, key=lambda each: -points[each])))


def _counts(groups: list[tuple[str, ...]]) -> list[int]:
    """How many entries there are, and how many hold a term of each group, in this order. One query."""
    every = _count(SearchEntry.objects.all(), 0)
    each = [_count(SearchEntry.objects.filter(terms__hold=group), place) for place, group in enumerate(groups, 1)]
    found = {row["place"]: row["n"] for row in every.union(*each, all=True)}
    return [found.get(place, 0) for place in range(len(groups) + 1)]


def _count(rows: QuerySet[SearchEntry], place: int) -> QuerySet[SearchEntry, dict[str, Any]]:
    return rows.order_by().annotate(place=Value(place)).values("place").annotate(n=Count("pk"))


def found_by(rows: QuerySet[Contribution], asked: Search) -> tuple[QuerySet[Contribution], bool]:
    """The rows that are found, and whether they meet only some of the words. One query if there are several words."""
    if not asked:
        return rows, False
    meeting = [Q(**{ENTRY: word.terms}) for word in asked.words]
    every = rows
    for condition in meeting:
        every = every.filter(condition)
    if len(meeting) == 1 or every.exists():
        return every, False
    some = meeting[0]
    for condition in meeting[1:]:
        some |= condition
    return rows.filter(some), True


def by_relevance(rows: QuerySet[Contribution], asked: Search) -> QuerySet[Contribution]:
    """Found rows, those that fit best first."""
    return rows.annotate(
        meets=_sum([((word.terms, 1),) for word in asked.words]),
        as_whole=_sum([((word.wholes, 1),) for word in asked.words]),
        rarity=_sum(asked.weights),
    ).order_by(*BY_RELEVANCE)


def _sum(words: Iterable[Weights]) -> Combinable:
    """For each word the points of the first group of which a row holds a term, added up."""
    total: Combinable = Value(0, output_field=IntegerField())
    for groups in words:
        meeting = [When(Q(**{ENTRY: group}), then=Value(points)) for group, points in groups]
        total = total + Case(*meeting, default=Value(0), output_field=IntegerField())
    return total
