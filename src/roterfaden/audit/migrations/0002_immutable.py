"""The log is append-only in the database itself."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop


class Migration(migrations.Migration):
    """The log is append-only in the database itself."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        DatabaseStep(append_only("audit_event"), drop("audit_event")),
    ]
