"""An answer is published once and retired once; neither moment moves."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop_set_once, set_once


class Migration(migrations.Migration):
    """An answer is published once and retired once; neither moment moves."""

    dependencies = [("concept", "0003_frozen_versions")]

    operations = [
        DatabaseStep(
            set_once("concept_consideration", "published_at", "retired_at", "superseded_at"),
            drop_set_once("concept_consideration"),
        ),
    ]
