"""A wording is superseded by a newer revision, never edited."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, immutable_columns


class Migration(migrations.Migration):
    """A wording is superseded by a newer revision, never edited."""

    dependencies = [("concept", "0001_initial")]

    operations = [
        DatabaseStep(
            immutable_columns("concept_elementrevision", "element_id", "number", "title", "body", "accountable"),
            drop("concept_elementrevision"),
        ),
    ]
