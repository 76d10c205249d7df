"""How hard a German text is to read: the first Wiener Sachtextformel (Bamberger & Vanecek 1984).

WSTF1 = 0.1935·MS + 0.1672·SL + 0.1297·IW − 0.0327·ES − 0.875, where MS is the percentage of words with three and more
syllables, SL the mean length of a sentence in words, IW the percentage of words longer than six letters and ES that of
words with one syllable. The value is a school grade, 4 (very easy) to 15 (very hard).

Its limits: made for whole texts, so one of a few words says little (`LEAST_WORDS`); it counts letters and knows nothing
of sense, order or rare short words; no grade is a language level. `HARDEST` is a convention of this house for texts
people with B1 can mostly follow, and it only asks for a second look.
"""

import re
from dataclasses import dataclass

LEAST_WORDS = 12
HARDEST = 10.0
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_ABBREVIATED = re.compile(r"\b(?:z\. ?B|d\. ?h|u\. ?a|ca|bzw|Nr|Abs|Art|usw|ggf|vgl|Dr|St|Str)\.|\b\d{1,2}\.(?=\s)")
_VOWELS = re.compile(r"(?:ai|au|äu|ei|eu|ie|ay|ey|oy|aa|ee|oo|[aeiouyäöü])", re.IGNORECASE)
LONG, MANY = 6, 3


@dataclass(frozen=True)
class Reading:
    """A text as the formula sees it; `grade` is rounded to one decimal."""

    grade: float
    words: int
    sentences: int

    @property
    def is_too_hard(self) -> bool:
        """Long enough to judge, and harder than the house allows."""
        return self.words >= LEAST_WORDS and self.grade > HARDEST


def syllables(word: str) -> int:
    """Syllables of a German word, counted by groups of vowels; at least one."""
    return max(1, len(_VOWELS.findall(word)))


def words_of(text: str) -> list[str]:
    """The words, without numbers and signs; parts joined by a hyphen are one."""
    return _WORD.findall(text)


def reading_of(text: str) -> Reading:
    """The grade of a text."""
    words = words_of(text)
    if not words:
        return Reading(0.0, 0, 0)
    parts = _SENTENCE_END.split(_ABBREVIATED.sub(lambda found: found.group().replace(".", ""), text))
    sentences = max(1, sum(bool(_WORD.search(part)) for part in parts))
    counts = [syllables(word) for word in words]
    share = 100 / len(words)
    many = share * sum(count >= MANY for count in counts)
    one = share * sum(count == 1 for count in counts)
    long = share * sum(len(word) > LONG for word in words)
    grade = 0.1935 * many + 0.1672 * len(words) / sentences + 0.1297 * long - 0.0327 * one - 0.875
    return Reading(round(grade, 1), len(words), sentences)
