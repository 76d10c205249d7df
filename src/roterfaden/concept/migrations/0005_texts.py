"""A text in another language is never changed; the next one is a new row."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop


class Migration(migrations.Migration):
    """A text in another language is never changed; the next one is a new row."""

    dependencies = [("concept", "0004_published_once")]

    operations = [DatabaseStep(append_only("concept_revisiontext"), drop("concept_revisiontext"))]
