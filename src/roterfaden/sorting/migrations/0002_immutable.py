"""A suggestion and a decision stay as they were made; only that they are overtaken is added."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, immutable_columns

SUGGESTION = (
    "contribution_id",
    "kind",
    "rank",
    "field_id",
    "theme_id",
    "other_id",
    "likeness",
    "method",
    "version",
    "encoder",
    "inputs",
    "learnt",
    "score",
    "score_kind",
    "why",
    "made_at",
)
DECISION = ("suggestion_id", "verdict", "chosen_id", "made_by_id", "made_as", "made_at", "reason")


class Migration(migrations.Migration):
    """A suggestion and a decision stay as they were made; only that they are overtaken is added."""

    dependencies = [("sorting", "0001_initial")]

    operations = [
        DatabaseStep(immutable_columns("sorting_suggestion", *SUGGESTION), drop("sorting_suggestion")),
        DatabaseStep(immutable_columns("sorting_suggestiondecision", *DECISION), drop("sorting_suggestiondecision")),
    ]
