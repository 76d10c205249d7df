"""A pack of the round keeps what was frozen."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop


class Migration(migrations.Migration):
    """Packs are written once."""

    dependencies = [("courses", "0002_access_log")]

    operations = [DatabaseStep(append_only("courses_roundpack"), drop("courses_roundpack"))]
