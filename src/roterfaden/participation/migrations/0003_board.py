"""Steps on the board stay, and what they began is only ever ended, never rewritten or deleted."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop, immutable_columns

STEP = ("made_at", "made_as", "made_by_id", "reason", "step_id", "restores_id")
ACTS = {
    "participation_segment": ("contribution_id", "first_word", "last_word", "words"),
    "participation_splitpart": ("contribution_id", "segment_id", "speaks", *STEP),
    "participation_themeassignment": ("contribution_id", "segment_id", "theme_id", *STEP),
    "participation_themerevision": ("theme_id", "field_id", "title", "summary", "is_retired", "merged_into_id", *STEP),
    "participation_groupmembership": ("contribution_id", "group_id", "leads", *STEP),
}


class Migration(migrations.Migration):
    """Steps on the board stay, and what they began is only ever ended, never rewritten or deleted."""

    dependencies = [("participation", "0002_immutable")]

    operations = [
        DatabaseStep(append_only("participation_boardstep"), drop("participation_boardstep")),
        *(DatabaseStep(immutable_columns(table, *columns), drop(table)) for table, columns in ACTS.items()),
    ]
