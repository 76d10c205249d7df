"""What somebody said cannot be changed, not even by mistake."""

from django.db import migrations

from roterfaden.kernel.triggers import drop, immutable_columns


class Migration(migrations.Migration):
    """What somebody said cannot be changed, not even by mistake."""

    dependencies = [("participation", "0001_initial")]

    operations = [
        migrations.RunPython(immutable_columns("participation_contribution", "text", "language", "kind", "channel", "said_on", "captured_at"), drop("participation_contribution")),
    ]
