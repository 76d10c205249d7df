"""Addresses made from German titles."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

LONGEST = 50
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def free_slug(title: str, rows: "QuerySet[Any]") -> str:
    """`title` as part of an address that none of `rows` has in its field `slug`; a number follows where it is taken."""
    base = slugify(title.translate(_GERMAN))[:LONGEST].strip("-") or "ohne-titel"
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
