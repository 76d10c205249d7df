"""Reasons as texts: too short, without a verb, nothing but office words, too hard, used too often."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from roterfaden.kernel.words import has_verb, words
from roterfaden.sorting.methods.features import bag_of
from roterfaden.sorting.methods.grouping import same_saying
from roterfaden.sorting.methods.texts import card, plain, tokens_of
from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods.checks.facts import Answer, Facts, Found
from roterfaden.weighing.methods.checks.readability import reading_of, words_of

LEAST_PLAIN, LEAST_FILE = 6, 2
"""Words a reason needs: the one people read, the one for the file."""
LEAST_OWN = 3
"""Words that say something which must be left when office phrases are taken away."""
LEAST_USES, MOST_SHARE, LEAST_THEMES = 5, 0.2, 2
"""A reason is overused from so many uses, this share of its outcome, and themes. In one theme it may well fit all."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DATA = Path(__file__).parents[2] / "data" / "jargon.de.toml"


@cache
def office_phrases() -> tuple[re.Pattern[str], ...]:
    """Phrases of the office that say nothing to the person, longest first; whole words, any case (data/jargon)."""
    found = tomllib.loads(DATA.read_text(encoding="utf-8"))["phrases"]
    return tuple(re.compile(rf"\b{phrase}\b", re.IGNORECASE) for phrase in sorted(found, key=len, reverse=True))


def own_words(text: str) -> int:
    """How many words that carry meaning are left without the phrases of the office."""
    for phrase in office_phrases():
        text = phrase.sub(" ", text)
    return sum(1 for word in words(text) if not text[word.start : word.end].isdigit())


# --- one text ---------------------------------------------------------------------------------------------------------
def wording_findings(facts: Facts) -> Iterable[Found]:
    """Reasons people would learn little from. The same words are one finding, however many answers use them."""
    for text, answers in _by_text(facts, "plain_reason"):
        yield from _plain_faults(text, answers)
    for text, answers in _by_text(facts, "reason"):
        count = len(words_of(text))
        if count < LEAST_FILE:
            yield _found(CheckKind.FILE_REASON_SHORT, text, answers, {"words": count, "least": LEAST_FILE})


def _by_text(facts: Facts, name: str) -> Iterable[tuple[str, list[Answer]]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        found[getattr(answer, name).strip()].append(answer)
    return found.items()


def _plain_faults(text: str, answers: list[Answer]) -> Iterable[Found]:
    """The gravest fault only: a short reason is also one without a verb."""
    reading = reading_of(text)
    if reading.words < LEAST_PLAIN:
        yield _found(CheckKind.REASON_SHORT, text, answers, {"words": reading.words, "least": LEAST_PLAIN})
    elif (own := own_words(text)) < LEAST_OWN:
        yield _found(CheckKind.REASON_JARGON, text, answers, {"own": own, "least": LEAST_OWN})
    elif not has_verb(text):
        yield _found(CheckKind.REASON_WITHOUT_VERB, text, answers, {"words": reading.words})
    elif reading.is_too_hard:
        yield _found(
            CheckKind.REASON_HARD, text, answers,
            {"grade": reading.grade, "words": reading.words, "sentences": reading.sentences},
        )  # fmt: skip


def _found(kind: CheckKind, text: str, answers: list[Answer], numbers: dict[str, float]) -> Found:
    return Found(
        kind, f"text:{digest(text)}", {"answers": _keys(answers)}, _voices(answers), {"uses": len(answers), **numbers}
    )


def digest(text: str) -> str:
    """A short name for a text that holds none of it."""
    return sha256(text.encode()).hexdigest()[:16]


def _keys(answers: Iterable[Answer]) -> list[int]:
    return sorted(answer.key for answer in answers)


def _voices(answers: Iterable[Answer]) -> tuple[int, ...]:
    return tuple(sorted({answer.voice for answer in answers}))


# --- the same text again and again ------------------------------------------------------------------------------------
def overused(facts: Facts) -> Iterable[Found]:
    """Plain reasons that are the same, or nearly, for a large share of the answers with one outcome.

    Numbers do not tell texts apart ("Ziel 3", "Ziel 5"). Voices grouped as saying the same count once.
    """
    by_outcome: dict[str, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        by_outcome[answer.outcome].append(answer)
    for outcome, answers in sorted(by_outcome.items()):
        whole = _separate(facts, answers)
        for alike in _alike(answers):
            uses = _separate(facts, alike)
            themes = {theme for answer in alike for theme in facts.themes_of(answer)}
            if uses >= LEAST_USES and uses >= MOST_SHARE * whole and len(themes) >= LEAST_THEMES:
                texts = Counter(answer.plain_reason.strip() for answer in alike)
                yield Found(
                    CheckKind.REASON_OVERUSED,
                    f"{outcome}:{digest(plain(_NUMBER.sub('0', min(texts))))}",
                    {"outcome": outcome, "answers": _keys(alike)},
                    _voices(alike),
                    {"uses": uses, "of": whole, "share": round(uses / whole, 4), "themes": len(themes),
                     "wordings": len(texts)},
                )  # fmt: skip


def _separate(facts: Facts, answers: Iterable[Answer]) -> int:
    """How many decisions: answers to voices of one group count once."""
    groups = ((answer, facts.voices[answer.voice].group) for answer in answers)
    return len({("answer", answer.key) if group is None else ("group", group) for answer, group in groups})


def _alike(answers: Iterable[Answer]) -> Iterable[list[Answer]]:
    """Answers by reasons that say the same letter by letter, or nearly (sorting.methods.grouping)."""
    by_text: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_text[_NUMBER.sub("0", answer.plain_reason.strip())].append(answer)
    texts = sorted(by_text)
    cards = [card(place, text) for place, text in enumerate(texts)]
    _leaders, members = same_saying(cards, [bag_of(tokens_of(each.passages)) for each in cards])
    return [[answer for place in places for answer in by_text[texts[place]]] for places in members]
