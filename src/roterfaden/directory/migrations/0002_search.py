"""Search on both engines; what was written in a guide stays as it was written."""

from django.db import migrations

from roterfaden.kernel.search import drop_full_text, full_text
from roterfaden.kernel.triggers import DatabaseStep, drop, immutable_columns

ENTRY, PAGE, LINK = "directory_directoryentry", "directory_guidepage", "directory_checklink"


class Migration(migrations.Migration):
    """Full text of the search index; pages of guides and links cannot be rewritten."""

    dependencies = [("directory", "0001_initial")]

    operations = [
        DatabaseStep(full_text(ENTRY, "terms"), drop_full_text(ENTRY, "terms")),
        DatabaseStep(
            immutable_columns(PAGE, "guide_id", "language", "number", "title", "lead", "body", "source_id", "made_at"),
            drop(PAGE),
        ),
        DatabaseStep(
            immutable_columns(LINK, "organisation_id", "month", "secret_hash", "expires_at"), drop(LINK)
        ),
    ]
