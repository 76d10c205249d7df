"""What can happen to fields of action."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verb(TextChoices):
    """What can happen to fields of action."""

    FIELD_OF_ACTION_ADDED = "field_of_action.added", _("hat das Handlungsfeld %(subject)s angelegt")
    FIELD_OF_ACTION_CHANGED = "field_of_action.changed", _("hat das Handlungsfeld %(subject)s anders benannt")
