"""Who opened a name stays as it was written, until its period is over and it is deleted."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop_set_once, set_once


class Migration(migrations.Migration):
    """Rows of the access log can be deleted and not be changed."""

    dependencies = [("courses", "0001_initial")]

    operations = [
        DatabaseStep(
            set_once("courses_candidateaccess", "candidate_id", "purpose", "opened_at", "opened_by_id", "opened_as"),
            drop_set_once("courses_candidateaccess"),
        ),
    ]
