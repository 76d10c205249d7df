"""What was said, worded and used at the desk stays; it is only ever superseded."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop, drop_set_once, immutable_columns, set_once

ACT = ("made_at", "made_as", "made_by_id", "reason")
KEPT = {
    "weighing_deskitem": ("process_id", "contribution_id", "group_id", "theme_id", "person_id", "unit_id", "due_on", *ACT),
    "weighing_modulerevision": ("module_id", "number", "file_reason", "plain_reason", *ACT),
    "weighing_answerbatch": (
        "process_id", "group_id", "theme_id", "element_id", "outcome", "referred_to", "plain_reason", "module_id", *ACT,
    ),
    "weighing_batchitem": ("batch_id", "contribution_id", "segment_id", "replaces"),
}  # fmt: skip
ONCE = {
    "weighing_deskitem": ("superseded_at",),
    "weighing_answerbatch": ("superseded_at", "finished_at"),
    "weighing_batchitem": ("consideration_id", "undone_at"),
}


class Migration(migrations.Migration):
    """What was said, worded and used at the desk stays; it is only ever superseded."""

    dependencies = [("weighing", "0002_immutable")]

    operations = [
        DatabaseStep(append_only("weighing_moduleuse"), drop("weighing_moduleuse")),
        *(DatabaseStep(immutable_columns(table, *columns), drop(table)) for table, columns in KEPT.items()),
        *(DatabaseStep(set_once(table, *columns), drop_set_once(table)) for table, columns in ONCE.items()),
    ]
