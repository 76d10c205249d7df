"""What was resolved is recorded once."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop, immutable_columns


# Whether an annex is public may change; what it is may not.
_ANNEX = immutable_columns(
    "council_annex", "paper_id", "position", "kind", "title", "file_id", "version_id", "before_id", "source"
)


class Migration(migrations.Migration):
    """What was resolved is recorded once."""

    dependencies = [("council", "0001_initial")]

    operations = [
        DatabaseStep(append_only("council_resolution"), drop("council_resolution")),
        DatabaseStep(append_only("council_groupvote"), drop("council_groupvote")),
        DatabaseStep(_ANNEX, drop("council_annex")),
    ]
