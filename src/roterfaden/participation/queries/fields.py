"""Where voices lie: the field of action each speaks to."""

from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roterfaden.participation.models import Contribution, QuestionField


def with_field(rows: QuerySet[Contribution]) -> QuerySet[Any]:
    """The rows with `.field_slug`, once for each theme a voice lies in: the field of the theme, else that of the
    question it answers, else None."""
    asked = QuestionField.objects.filter(event=OuterRef("event"), question=OuterRef("question"))
    lying = FilteredRelation("assignments", condition=Q(assignments__superseded_at=None))
    return rows.annotate(lying=lying).annotate(
        field_slug=Coalesce(F("lying__theme__field__slug"), Subquery(asked.values("field__slug")[:1]))
    )
