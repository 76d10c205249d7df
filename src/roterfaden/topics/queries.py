"""Reading the fields of action."""

from django.db.models import QuerySet

from roterfaden.topics.models import FieldOfAction


def fields_of_action() -> QuerySet[FieldOfAction]:
    """All fields in their official order."""
    return FieldOfAction.objects.order_by("number", "pk")
