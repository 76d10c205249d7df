"""Text modules: the gaps in their words, and how far an answer has moved away from them."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

GAPS = {
    "nummer": _("Nummer des Beitrags"),
    "thema": _("Thema, in dem er liegt"),
    "stelle": _("Stelle im Konzept"),
    "kommune": _("Kommune, aus der er kommt"),
    "empfaenger": _("an wen er weitergegeben wird"),
}
"""The gaps a text module may have, written {nummer}, and what fills them."""

_GAP = re.compile(r"\{([a-zäöüß_]+)\}")
_WORD = re.compile(r"\w+")

LONG = 5
"""Words shorter than this say little about what a voice is about."""

UNCHANGED = 0.995
"""From this similarity on an answer counts as the module's own words."""


def gaps_in(*texts: str) -> tuple[str, ...]:
    """The names of all gaps in these texts, each once, in reading order; unknown names among them."""
    return tuple(dict.fromkeys(name for text in texts for name in _GAP.findall(text)))


def unknown_gaps(*texts: str) -> tuple[str, ...]:
    """Names in braces that nothing can fill."""
    return tuple(name for name in gaps_in(*texts) if name not in GAPS)


def open_gaps(*texts: str) -> tuple[str, ...]:
    """Known gaps that nobody has filled yet: with these an answer is not finished."""
    return tuple(name for name in gaps_in(*texts) if name in GAPS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every gap filled for which there is a value; the others stay visible."""
    return _GAP.sub(lambda found: values.get(found[1]) or found[0], text)


def similarity(one: str, other: str) -> float:
    """How alike two texts are, word by word and in order: 0 nothing in common, 1 the same words.

    Ratcliff and Obershelp's gestalt measure, 2·M/T: M words in matching blocks, T words altogether (Ratcliff and
    Metzener, Dr. Dobb's Journal 1988). Case and punctuation do not count.
    """
    left, right = _words(one), _words(other)
    return SequenceMatcher(None, left, right, autojunk=False).ratio() if left or right else 1.0


def shared_words(one: str, other: str) -> float:
    """The share of longer words two voices have in common (Jaccard): 0 none, 1 all. For ordering a short list."""
    left, right = ({word for word in _words(text) if len(word) >= LONG} for text in (one, other))
    return len(left & right) / len(left | right) if left | right else 0.0


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
