"""Their words, our kinds. The words are free text everywhere, so a table maps what is clear; the rest stays unclear.

The table comes from 5,231 agenda items and 14,827 consultations of a real system (egov.md §2) and the labels of our
own interface.
"""

import re
from dataclasses import dataclass

from roterfaden.council.enums import ConsultationRole, Result

_ROLES: tuple[tuple[str, ConsultationRole], ...] = (
    (r"\bvorberat|\bempfehlung", ConsultationRole.PRELIMINARY),
    (r"\bvorbereit", ConsultationRole.PREPARING),
    (r"\bentscheid|\bbeschluss|\bbeschlie", ConsultationRole.DECIDING),
    (r"\bkenntnis", ConsultationRole.NOTING),
)
_CHANGED = r"\b(?:geändert\w*|modifiziert\w*|mit (?:\w+ )?änderung\w*)"
_NO_RESULT = re.compile(r"\bteilweise\b|\bkeine abstimmung\b|\bnicht (?:zur )?abstimm")
_RESULTS: tuple[tuple[str, Result], ...] = (
    (r"\babgelehnt\b|\bnicht (?:beschlossen|zugestimmt|angenommen|gefolgt)\b|\bablehn", Result.REJECTED),
    (r"\bvertagt\b|\bzurückgestellt\b|\babgesetzt\b", Result.DEFERRED),
    (r"\bkenntnis", Result.NOTED),
    (r"\bempfohlen\b|\bempfehl", Result.RECOMMENDED),
    (r"(?<!nicht )\b(?:beschlossen|zugestimmt|zustimmung|angenommen)\b", Result.ADOPTED),
)
_LONGEST_CLEAR = 200
"""A longer text tells a story; what came out of it is a person's to read."""
_VOTE = r"(\d{1,3})\s*%s"
_ADVISING = frozenset({ConsultationRole.PRELIMINARY, ConsultationRole.PREPARING})


@dataclass(frozen=True)
class Votes:
    """Votes as far as a text tells them."""

    yes: int | None = None
    no: int | None = None
    abstentions: int | None = None


def read_role(words: str) -> ConsultationRole | None:
    """What a body does with a paper, when the word is clear. "Beratung" and "Behandlung" may be anything."""
    text = words.casefold()
    found = {role for pattern, role in _ROLES if re.search(pattern, text)}
    return found.pop() if len(found) == 1 else None


def read_result(words: str) -> Result | None:
    """How a consultation ended, when the words say one thing. "einstimmig" alone says how, not what."""
    text = " ".join(words.casefold().split())
    if not text or len(text) > _LONGEST_CLEAR or _NO_RESULT.search(text):
        return None
    found = {result for pattern, result in _RESULTS if re.search(pattern, text)}
    if len(found) != 1:
        return None
    result = found.pop()
    return Result.ADOPTED_WITH_CHANGES if result == Result.ADOPTED and re.search(_CHANGED, text) else result


def suggested_result(result: str, role: str) -> str:
    """What a result is called in a role: a body that advises does not adopt, it recommends."""
    if role in _ADVISING and result in {Result.ADOPTED, Result.ADOPTED_WITH_CHANGES}:
        return str(Result.RECOMMENDED)
    if role == ConsultationRole.DECIDING and result == Result.RECOMMENDED:
        return ""
    return result


def read_votes(words: str) -> Votes:
    """Votes where they are counted once: "12 Ja-Stimmen, 0 Enthaltungen, 1 Nein-Stimme"."""
    counted = [re.findall(_VOTE % name, words, re.IGNORECASE) for name in ("ja", "nein", "enthaltung")]
    if any(len(found) > 1 for found in counted):
        return Votes()
    return Votes(*(int(found[0]) if found else None for found in counted))
