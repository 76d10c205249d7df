"""The mark that stands where words of somebody were left out, and what a reader is told about it."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WORD = re.compile(r"\S+")
MARK = re.compile(r"\[…(?:\s+…)*\]")
"""`[…]` for one word, `[… …]` for two, and so on: a text keeps its number of words."""


def mark_for(words: str) -> str:
    """What stands in place of `words`: one sign for each of them, white space as it was."""
    return f"[{WORD.sub('…', words)}]"


def count_marks(text: str) -> int:
    """How many marks of omission stand in a text."""
    return len(MARK.findall(text))


def note_on(text: str) -> str:
    """What a reader has to know about words of somebody: nothing, that passages are left out, or that all are gone."""
    if not text.strip():
        return _("Die Person hat diesen Beitrag zurückgezogen. Wir zeigen seine Worte nicht mehr.")
    omitted = count_marks(text)
    if not omitted:
        return ""
    note = ngettext(
        "Bei […] ist eine Stelle ausgelassen, um Menschen zu schützen.",
        "Bei […] sind %(count)s Stellen ausgelassen, um Menschen zu schützen.",
        omitted,
    )
    return note % {"count": omitted}
