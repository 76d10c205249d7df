"""Words that speak of a residence status. They are refused in sealed words, too (§§ 87–88a AufenthG).

Public bodies may have to tell the immigration office what they know; what is not written here cannot be demanded. The
list is short on purpose: it stops the slip of a tired hand, it does not read minds.
"""

import re

from roterfaden.advice.errors import LooksLikeStatus

WORDS = (
    "abschieb", "aufenthaltserlaubnis", "aufenthaltsgestattung", "aufenthaltsrecht", "aufenthaltsstatus",
    "aufenthaltstitel", "ausreisepflicht", "ausländerbehörde hat", "bescheinigung über die aussetzung", "blaue karte",
    "dublin-verfahren", "duldung", "geduldet", "gestattung", "illegal", "niederlassungserlaubnis", "ohne aufenthalt",
    "ohne papiere", "schutzstatus", "statuslos", "subsidiär", "undokumentiert", "untergetaucht", "visum", "asylantrag",
    "asylverfahren", "asylbescheid",
)  # fmt: skip
_PATTERN = re.compile("|".join(re.escape(word) for word in WORDS), re.IGNORECASE)
_REST = re.compile(r"[^\W\d_]*")


def status_word(text: str) -> str:
    """The first word of a text that speaks of a residence status, whole; empty when there is none."""
    found = _PATTERN.search(text)
    if found is None:
        return ""
    start = found.start()
    while start and text[start - 1].isalpha():
        start -= 1
    rest = _REST.match(text, found.end())
    return text[start : rest.end() if rest else found.end()]


def checked_words(text: str) -> str:
    """The text without space around it. Refuses one that speaks of a residence status (LooksLikeStatus)."""
    found = status_word(text)
    if found:
        raise LooksLikeStatus(word=found)
    return text.strip()
