"""A value is superseded by a newer vintage, never edited."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, immutable_columns


COLUMNS = (
    "id", "series_id", "period_start", "period_end", "raw", "value", "status", "known_on", "base", "source", "run_id",
)  # fmt: skip
"""Everything but what may be shown of a value, which depends on the values beside it."""


class Migration(migrations.Migration):
    """A value is superseded by a newer vintage, never edited."""

    dependencies = [("indicators", "0001_initial")]

    operations = [
        DatabaseStep(immutable_columns("indicators_observation", *COLUMNS), drop("indicators_observation")),
    ]
