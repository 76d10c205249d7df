"""A value is superseded by a newer vintage, never edited."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop


class Migration(migrations.Migration):
    """A value is superseded by a newer vintage, never edited."""

    dependencies = [("indicators", "0001_initial")]

    operations = [
        DatabaseStep(append_only("indicators_observation"), drop("indicators_observation")),
    ]
