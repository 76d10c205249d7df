"""A frozen edition keeps its content."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, immutable_columns


class Migration(migrations.Migration):
    """A frozen edition keeps its content."""

    dependencies = [("reporting", "0001_initial")]

    operations = [
        DatabaseStep(
            immutable_columns(
                "reporting_edition", "snapshot", "checksum", "known_on", "frozen_at", "title", "foreword"
            ),
            drop("reporting_edition"),
        ),
    ]
