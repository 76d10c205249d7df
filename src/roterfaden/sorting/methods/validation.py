"""How well fields are suggested: cross-validation on cards people have labelled, with baselines beside.

Folds are stratified by label, made with a fixed seed, and never tear a group of near-duplicates apart: otherwise the
model would be asked what it has already been told. Every method sees exactly the same folds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roterfaden.sorting.methods.encoders import Encoder
from roterfaden.sorting.methods.features import Floats, bag_of
from roterfaden.sorting.methods.grouping import same_saying
from roterfaden.sorting.methods.learning import Lesson, chances, fit, read
from roterfaden.sorting.methods.seeds import name_lessons
from roterfaden.sorting.methods.statistics import Scores, scores_of
from roterfaden.sorting.methods.texts import Card, plain, tokens_of

SEED = 20180416
LEAST_FOLDS = 2

Predict = Callable[[Sequence[Card], NDArray[np.int64], Sequence[Card], Sequence[str]], Floats]
"""(cards to learn from, their labels, cards to label, names of the labels) → chances."""


@dataclass(frozen=True)
class Labelled:
    """Cards with the labels people gave them."""

    cards: tuple[Card, ...]
    labels: NDArray[np.int64]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A method and what it reached."""

    method: str
    scores: Scores


def labelled(cards: Sequence[Card], labels: Sequence[str]) -> Labelled:
    """Cards with their labels as numbers, in alphabetical order of the names."""
    names = tuple(sorted(set(labels)))
    return Labelled(tuple(cards), np.array([names.index(label) for label in labels], dtype=np.int64), names)


def folds_of(data: Labelled, count: int) -> NDArray[np.int64]:
    """The fold of each card. Groups of near-duplicates stay together; the largest groups are dealt first, each into the
    fold that has fewest cards of its most frequent label, then fewest cards at all."""
    bags = [bag_of(tokens_of(card.passages)) for card in data.cards]
    _leaders, groups = same_saying(data.cards, bags)
    order = np.random.default_rng(SEED).permutation(len(groups))
    dealt = sorted(range(len(groups)), key=lambda number: (-len(groups[number]), order[number]))
    have = np.zeros((count, len(data.names)), dtype=np.int64)
    result = np.zeros(len(data.cards), dtype=np.int64)
    for number in dealt:
        inside = np.bincount(data.labels[groups[number]], minlength=len(data.names))
        label = int(inside.argmax())
        fold = min(range(count), key=lambda place: (have[place, label], have[place].sum(), place))
        have[fold] += inside
        result[groups[number]] = fold
    return result


def cross_validated(data: Labelled, folds: NDArray[np.int64], predict: Predict) -> Scores:
    """Scores of predictions for every card by a model that has not seen it, nor any near-duplicate of it."""
    found = np.zeros((len(data.cards), len(data.names)))
    for fold in np.unique(folds):
        learn, ask = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        found[ask] = predict(
            [data.cards[place] for place in learn],
            data.labels[learn],
            [data.cards[place] for place in ask],
            data.names,
        )
    return scores_of(found, data.labels)


def compared(data: Labelled, folds: NDArray[np.int64], encoder: Encoder | None = None) -> list[Row]:
    """Baselines, our method, our method from a cold start, and, with an encoder, our method with it."""
    methods: list[tuple[str, Predict]] = [
        ("Mehrheit", majority),
        ("Wörter-TF-IDF + logistische Regression", words_baseline),
        ("Zeichen-TF-IDF + logistische Regression", characters_baseline),
        ("Kaltstart: nur Namen und Startwortschatz", cold),
        ("Roter Faden ohne Startwortschatz", without_names),
        ("Roter Faden", ours()),
    ]
    if encoder is not None:
        methods.append((f"Roter Faden + {encoder.name}", ours(encoder)))
    return [Row(name, cross_validated(data, folds, predict)) for name, predict in methods]


# --- the methods compared --------------------------------------------------------------------------------------------
def majority(_learn: Sequence[Card], labels: NDArray[np.int64], ask: Sequence[Card], names: Sequence[str]) -> Floats:
    """Always what is most frequent."""
    counts = np.bincount(labels, minlength=len(names)) / len(labels)
    return np.tile(counts, (len(ask), 1))


def words_baseline(
    learn: Sequence[Card], labels: NDArray[np.int64], ask: Sequence[Card], names: Sequence[str]
) -> Floats:
    """The textbook: words as they stand, TF-IDF, logistic regression, all settings of scikit-learn as they come."""
    return _logistic("word", (1, 1), r"(?u)\b\w\w+\b", learn, labels, ask, names)


def characters_baseline(
    learn: Sequence[Card], labels: NDArray[np.int64], ask: Sequence[Card], names: Sequence[str]
) -> Floats:
    """The same on character n-grams of three to five."""
    return _logistic("char_wb", (3, 5), None, learn, labels, ask, names)


def _logistic(
    analyzer: str,
    lengths: tuple[int, int],
    pattern: str | None,
    learn: Sequence[Card],
    labels: NDArray[np.int64],
    ask: Sequence[Card],
    names: Sequence[str],
) -> Floats:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 -- slow to load, only measured with
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 -- the same

    result = majority(learn, labels, ask, names)
    if len(np.unique(labels)) < 2 or not any(plain(card.text) for card in learn):  # noqa: PLR2004 -- no choice
        return result
    vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=lengths, token_pattern=pattern)
    rows = vectorizer.fit_transform([_whole(card) for card in learn])
    model = LogisticRegression(max_iter=1000).fit(rows, labels)
    result = np.zeros((len(ask), len(names)))
    result[:, model.classes_] = model.predict_proba(vectorizer.transform([_whole(card) for card in ask]))
    return result


def _whole(card: Card) -> str:
    return " ".join(passage.text for passage in card.passages)


def cold(_learn: Sequence[Card], _labels: NDArray[np.int64], ask: Sequence[Card], names: Sequence[str]) -> Floats:
    """A fresh county: nothing sorted yet."""
    return _predict(_name_lessons(names), ask, names, None)


def without_names(
    learn: Sequence[Card], labels: NDArray[np.int64], ask: Sequence[Card], names: Sequence[str]
) -> Floats:
    """Only what people sorted."""
    return _predict(_lessons(learn, labels), ask, names, None)


def ours(encoder: Encoder | None = None) -> Predict:
    """The product's own suggestion of fields."""

    def predict(learn: Sequence[Card], labels: NDArray[np.int64], ask: Sequence[Card], names: Sequence[str]) -> Floats:
        return _predict(_name_lessons(names) + _lessons(learn, labels), ask, names, encoder)

    return predict


def _name_lessons(names: Sequence[str]) -> list[Lesson]:
    return name_lessons({number: (name.replace("_", " "), "") for number, name in enumerate(names)})


def _lessons(learn: Sequence[Card], labels: NDArray[np.int64]) -> list[Lesson]:
    return [Lesson(card, field=int(label)) for card, label in zip(learn, labels, strict=True)]


def _predict(lessons: list[Lesson], ask: Sequence[Card], names: Sequence[str], encoder: Encoder | None) -> Floats:
    known = fit(lessons, encoder)
    found = np.full((len(ask), len(names)), 1e-9)
    if known.fields is None:
        found[:, [lesson.field for lesson in lessons[:1] if lesson.field is not None]] = 1.0
        return found
    for place, card in enumerate(ask):
        found[place, list(known.fields.targets)] = chances(known.fields, read(known, card, encoder))
    return found


class Remembering:
    """An encoder that encodes each text once: the folds of a cross-validation ask for the same ones again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._known = encoder, dict[str, NDArray[np.float32]]()
        self.name = encoder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, from memory where possible."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])
