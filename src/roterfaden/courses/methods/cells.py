"""Cells of the tables people bring: text read as numbers, days and flags, with a refusal for whoever wrote it."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

YES = {"ja", "j", "x", "1", "wahr", "true", "yes"}
NO = {"nein", "n", "0", "falsch", "false", "no", "-", "–"}


class Fault(ValueError):
    """A cell that cannot be read; its text is for the person who wrote it."""


def folded(name: str) -> str:
    """A name as it is compared: without case and surplus space."""
    return " ".join(name.split()).casefold()


def whole(text: str) -> int:
    """A whole number of at most five digits; 0 for nothing."""
    if not text:
        return 0
    digits = text.removesuffix(",0").removesuffix(".0").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 6):  # noqa: PLR2004 -- more fits no column
        raise Fault(_("„%(text)s“ ist keine ganze Zahl") % {"text": text})
    return int(digits)


def day(text: str) -> date:
    """A day as 13.04.2026 or 2026-04-13; a time behind it is left out."""
    shown = text.partition(" ")[0].partition("T")[0]
    try:
        if "." in shown:
            nth, month, year = (int(part) for part in shown.split("."))
            return date(year + 2000 if year < 100 else year, month, nth)  # noqa: PLR2004 -- two digits mean this century
        return date.fromisoformat(shown)
    except ValueError:
        raise Fault(_("„%(text)s“ ist kein Tag wie 13.04.2026") % {"text": text}) from None


def flag(text: str) -> bool:
    """Yes or no; nothing is no."""
    if not text or folded(text) in NO:
        return False
    if folded(text) in YES:
        return True
    raise Fault(_("„%(text)s“ ist weder ja noch nein") % {"text": text})


def named(text: str, names: Mapping[str, int], refusal: str) -> int:
    """The key of what is called so; `refusal` is told with the text where nothing is."""
    found = names.get(folded(text))
    if found is None:
        raise Fault(refusal % {"text": text})
    return found
