"""What another council system said is copied once; what it says later is another row."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop


class Migration(migrations.Migration):
    """What another council system said is copied once."""

    dependencies = [("council", "0002_immutable")]

    operations = [
        DatabaseStep(append_only("council_copieddecision"), drop("council_copieddecision")),
    ]
