"""What is known of a set of cards: who resembles whom, and where people have laid them. Fitting it, and asking it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from roterfaden.sorting.methods.choosing import Choice, fit_choice
from roterfaden.sorting.methods.encoders import Encoder
from roterfaden.sorting.methods.features import Floats, Matrix, Space, bag_of
from roterfaden.sorting.methods.texts import Card, Token, plain, tokens_of

VERSION = 1
"""Goes into every suggestion: raised whenever the same cards would give other suggestions."""
MOST_LEARNT = 4_000
"""Cards a choice learns from at most, the newest: the solution takes memory with the square of their number."""
MODEL_SHARE = 1.0
"""Weight of a language model's similarity beside that of words; chosen on the labelled sets (ADR 22)."""
LONGEST_FOR_MODEL = 1_500
"""Characters of a card a language model reads."""


@dataclass(frozen=True)
class Lesson:
    """A card, and where a person has laid it. `is_name`: a name or seed word; it teaches, but does not calibrate."""

    card: Card
    field: int | None = None
    theme: int | None = None
    is_name: bool = False


@dataclass(frozen=True)
class Chooser:
    """A choice together with its targets and the rows of the cards it learnt from."""

    targets: tuple[int, ...]
    rows: NDArray[np.int64]
    choice: Choice


@dataclass(frozen=True)
class Known:
    """Everything a suggestion rests on. Plain arrays; no word of any card (features are hashes)."""

    keys: NDArray[np.int64]
    names: NDArray[np.bool_]
    texts: NDArray[np.uint64]
    """Hash of the plain text of each card: equal ones are exact duplicates."""
    space: Space
    postings: Matrix
    """Features × cards."""
    fields: Chooser | None
    themes: Chooser | None
    encoder: str = ""
    vectors: NDArray[np.float32] | None = None
    centre: NDArray[np.float32] | None = None

    @property
    def learnt(self) -> int:
        """How many cards people had sorted when this was fitted."""
        return 0 if self.fields is None else int((~self.names[self.fields.rows]).sum())


@dataclass(frozen=True)
class Reading:
    """A card as the model sees it: its words, its row, and how it resembles each known card."""

    tokens: tuple[Token, ...]
    row: Matrix
    similarities: Floats
    """By words alone, between 0 and 1."""
    model: Floats | None = None
    """By the language model, about its mean; None without one."""

    @property
    def kernel(self) -> Floats:
        """What the choices are asked with."""
        return self.similarities if self.model is None else self.similarities + MODEL_SHARE * self.model


def text_hash(card: Card) -> int:
    """Equal for exact duplicates of the original."""
    return int.from_bytes(sha256(plain(card.text).encode("utf-8")).digest()[:8], "big")


def fit(lessons: Sequence[Lesson], encoder: Encoder | None = None) -> Known:
    """Learn from all lessons, oldest first. Works for none, one and two cards too."""
    bags = [bag_of(tokens_of(lesson.card.passages)) for lesson in lessons]
    space = Space.of(bags)
    rows = space.matrix(bags)
    vectors, centre = _vectors([lesson.card for lesson in lessons], encoder)
    fields = np.array([-1 if lesson.field is None else lesson.field for lesson in lessons], dtype=np.int64)
    themes = np.array([-1 if lesson.theme is None else lesson.theme for lesson in lessons], dtype=np.int64)
    names = np.array([lesson.is_name for lesson in lessons], dtype=bool)
    return Known(
        keys=np.array([lesson.card.key for lesson in lessons], dtype=np.int64),
        names=names,
        texts=np.array([text_hash(lesson.card) for lesson in lessons], dtype=np.uint64),
        space=space,
        postings=rows.T.tocsr(),
        fields=_chooser(rows, vectors, fields, names),
        themes=_chooser(rows, vectors, themes, names),
        encoder=encoder.name if encoder else "",
        vectors=vectors,
        centre=centre,
    )


def _chooser(
    rows: Matrix, vectors: NDArray[np.float32] | None, lies_in: NDArray[np.int64], names: NDArray[np.bool_]
) -> Chooser | None:
    """A choice among everything something lies in; None when there is nothing to choose between."""
    targets = np.unique(lies_in[lies_in >= 0])
    if len(targets) < 2:  # noqa: PLR2004 -- one target is no choice
        return None
    cards = np.flatnonzero((lies_in >= 0) & ~names)[-MOST_LEARNT:]
    used = np.sort(np.concatenate([cards, np.flatnonzero((lies_in >= 0) & names)]))
    targets = np.unique(lies_in[used])
    learnt = rows[used]
    kernel = (learnt @ learnt.T).toarray()
    if vectors is not None:
        kernel += MODEL_SHARE * (vectors[used] @ vectors[used].T)
    positions = np.searchsorted(targets, lies_in[used])
    choice = fit_choice(kernel, positions, len(targets), calibrate_on=~names[used])
    return Chooser(tuple(int(target) for target in targets), used, choice)


def read(known: Known, card: Card, encoder: Encoder | None = None) -> Reading:
    """How a card resembles everything known."""
    tokens = tokens_of(card.passages)
    row = known.space.matrix([bag_of(tokens)])
    row.sort_indices()
    reading = Reading(tokens, row, np.asarray((row @ known.postings).todense()).ravel())
    if known.vectors is None or known.centre is None or encoder is None:
        return reading
    vector = _centred(encoder.encode([_for_model(card)]), known.centre)[0]
    return replace(reading, model=(known.vectors @ vector).astype(np.float64))


def chances(chooser: Chooser, reading: Reading) -> Floats:
    """Probability of each target of `chooser`."""
    return np.asarray(chooser.choice.chances(reading.kernel[chooser.rows][None, :])[0], float)


# --- language model -------------------------------------------------------------------------------------------------
def _for_model(card: Card) -> str:
    return card.text[:LONGEST_FOR_MODEL]


def _vectors(
    cards: Sequence[Card], encoder: Encoder | None
) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
    """Vectors about their mean, of length 1. Raw cosines of such models lie close together, so they are centred."""
    if encoder is None or not cards:
        return None, None
    raw = encoder.encode([_for_model(card) for card in cards])
    centre = raw.mean(axis=0)
    return _centred(raw, centre), centre


def _centred(raw: NDArray[np.float32], centre: NDArray[np.float32]) -> NDArray[np.float32]:
    moved = raw - centre
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-9), np.float32)
