"""Every model says which of its fields are public, internal or personal.

The declaration is an inner class `Privacy` with three sets of field names. It drives masking in the audit log, what may
leave the house in exports and bundles, and erasure. A test refuses fields that stand in none or in two of the sets.
"""

from enum import StrEnum

from django.db import models


class Level(StrEnum):
    """How far a field may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"


def level_of(model: type[models.Model], field_name: str) -> Level:
    """The declared level of a field. An undeclared field is personal: deny by default."""
    declaration = getattr(model, "Privacy", None)
    for level in (Level.PERSONAL, Level.INTERNAL, Level.PUBLIC):
        if field_name in getattr(declaration, level.value, ()):
            return level
    return Level.PERSONAL
