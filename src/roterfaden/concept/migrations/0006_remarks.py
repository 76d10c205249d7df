"""What somebody said to a version never changes; taking it back empties it. An answer is superseded, never edited."""

from django.db import migrations

from roterfaden.kernel.triggers import (
    DatabaseStep,
    drop,
    drop_only_erased,
    drop_set_once,
    immutable_columns,
    only_erased,
    set_once,
)

REMARK = (
    "consultation_id", "number", "element_id", "revision_id", "passage_start", "passage_end", "quote", "kind", "language",
    "actor_group_id", "code_hash", "made_by_id", "made_as", "made_at", "may_publish", "consent_version",
)  # fmt: skip
STATE = (
    "remark_id",
    "version_id",
    "outcome",
    "element_id",
    "revision_id",
    "reason",
    "made_by_id",
    "made_as",
    "made_at",
)


class Migration(migrations.Migration):
    """What somebody said to a version never changes; taking it back empties it. An answer is superseded, never edited."""

    dependencies = [("concept", "0005_texts")]

    operations = [
        DatabaseStep(immutable_columns("concept_remark", *REMARK), drop("concept_remark")),
        DatabaseStep(
            only_erased("concept_remark", "text", "proposed", when="NEW.withdrawn_at IS NOT NULL"),
            drop_only_erased("concept_remark"),
        ),
        DatabaseStep(immutable_columns("concept_remarkstate", *STATE), drop("concept_remarkstate")),
        DatabaseStep(set_once("concept_remarkstate", "superseded_at", "told_at"), drop_set_once("concept_remarkstate")),
    ]
