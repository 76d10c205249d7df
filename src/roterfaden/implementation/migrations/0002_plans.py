"""What was planned, reported and moved stays as it was said; a record ends once; a link belongs to one caretaker."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, drop_set_once, immutable_columns, set_once

MATTER = ("element_id", "municipality_id", "made_at")
COLUMNS = {
    "implementation_initiativestatus": (*MATTER, "progress", "as_of", "reason", "carried_on_by"),
    "implementation_initiativeplan": (*MATTER, "unit", "partners", "weight"),
    "implementation_yearbudget": (*MATTER, "year", "amount"),
    "implementation_funding": (*MATTER, "funder", "amount", "starts_on", "ends_on", "afterwards"),
    "implementation_dependency": ("element_id", "needs_id", "made_at"),
    "implementation_milestonemove": ("milestone_id", "from_on", "to_on", "reason", "made_at"),
    "implementation_caretaker": (*MATTER, "person_id"),
    "implementation_updatelink": ("caretaker_id", "month", "secret_hash", "expires_at"),
}
ENDING = [table for table in COLUMNS if table not in {"implementation_milestonemove", "implementation_updatelink"}]


class Migration(migrations.Migration):
    """What was planned, reported and moved stays as it was said."""

    dependencies = [("implementation", "0001_initial")]

    operations = [
        *(DatabaseStep(immutable_columns(table, *columns), drop(table)) for table, columns in COLUMNS.items()),
        *(DatabaseStep(set_once(table, "superseded_at"), drop_set_once(table)) for table in ENDING),
    ]
