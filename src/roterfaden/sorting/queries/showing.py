"""Suggestions as a page shows them: target, score and reasons in words, read from the cards themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution
from roterfaden.sorting.enums import SuggestionKind
from roterfaden.sorting.methods.texts import word_at
from roterfaden.sorting.models import Suggestion, SuggestionDecision
from roterfaden.sorting.queries.learning import READING_LANGUAGE

KINDS = list(SuggestionKind)


@dataclass(frozen=True)
class ShownWord:
    """A word that led to the suggestion, as it stands in the card, and its weight."""

    text: str
    language: str
    weight: float


@dataclass(frozen=True)
class ShownCard:
    """A card that led to the suggestion: key, number, similarity."""

    pk: int
    number: int
    weight: float


@dataclass(frozen=True)
class Shown:
    """One suggestion in words. `label` is the target's name; of a new name, its words."""

    suggestion: Suggestion
    label: str
    words: tuple[ShownWord, ...]
    cards: tuple[ShownCard, ...]

    @property
    def kind(self) -> str:
        return self.suggestion.kind

    @property
    def score(self) -> float:
        return self.suggestion.score


def suggestions_for(contributions: Sequence[Contribution]) -> dict[int, tuple[Shown, ...]]:
    """Current, undecided suggestions by card: field, theme, duplicates, neighbours, name; best first.

    Two queries for a page and one for translations, however many cards (three for none of them too). Targets that are
    gone (a theme no longer used, a card no longer shown) are left out.
    """
    rows = list(
        Suggestion.objects.current()
        .undecided()
        .filter(contribution__in=[card.pk for card in contributions])
        .select_related("field", "theme__field", "other")
        .order_by("contribution_id", "rank", "pk")
    )
    named = {number for row in rows for number in _cards_named(row.why)}
    cards = {
        card.pk: card
        for card in Contribution.objects.filter(pk__in=named).prefetch_related(
            Prefetch("translations", to_attr="every_translation")
        )
    }
    result: dict[int, list[Shown]] = {card.pk: [] for card in contributions}
    for row in sorted(rows, key=lambda row: KINDS.index(SuggestionKind(row.kind))):
        if _stands(row):
            result[row.contribution_id].append(_shown(row, cards))
    return {key: tuple(shown) for key, shown in result.items()}


def _cards_named(why: dict[str, Any]) -> set[int]:
    return {word[0] for word in why.get("words", ())} | {card[0] for card in why.get("cards", ())}


def _stands(row: Suggestion) -> bool:
    """Whether the target still is what it was."""
    if row.theme is not None:
        return row.theme.retired_at is None
    return row.other is None or _is_shown(row.other)


def _is_shown(card: Contribution) -> bool:
    return card.moderation != Moderation.WITHHELD and card.withdrawn_at is None


def _shown(row: Suggestion, cards: dict[int, Contribution]) -> Shown:
    words = tuple(_words(row.why.get("words", ()), cards))
    near = tuple(
        ShownCard(key, cards[key].number, weight)
        for key, weight in row.why.get("cards", ())
        if key in cards and _is_shown(cards[key])
    )
    return Shown(row, _label(row, words), words, near)


def _words(places: Iterable[Sequence[Any]], cards: dict[int, Contribution]) -> Iterable[ShownWord]:
    for key, passage, at, weight in places:
        card = cards.get(key)
        if card is None or not _is_shown(card):
            continue
        text, language = _passage(card, passage)
        word = word_at(text, at)
        if word:
            yield ShownWord(word, language, weight)


def _passage(card: Contribution, number: int) -> tuple[str, str]:
    if number == 0:
        return card.text, card.language
    for row in getattr(card, "every_translation", ()):
        if row.language == READING_LANGUAGE:
            return row.text, row.language
    return "", ""


def _label(row: Suggestion, words: Sequence[ShownWord]) -> str:
    if row.field is not None:
        return row.field.short_name
    if row.theme is not None:
        return row.theme.title
    if row.other is not None:
        return str(row.other)
    return ", ".join(word.text for word in words)


def decisions_of(contribution: Contribution) -> list[SuggestionDecision]:
    """What was decided on suggestions for a card, newest first. One query."""
    return list(
        SuggestionDecision.objects.filter(suggestion__contribution=contribution, superseded_at=None)
        .select_related("suggestion__field", "suggestion__theme", "suggestion__other", "chosen")
        .order_by("-made_at", "-pk")
    )
