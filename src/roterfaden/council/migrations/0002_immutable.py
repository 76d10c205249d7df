"""What was resolved is recorded once."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop


class Migration(migrations.Migration):
    """What was resolved is recorded once."""

    dependencies = [("council", "0001_initial")]

    operations = [
        DatabaseStep(append_only("council_resolution"), drop("council_resolution")),
    ]
