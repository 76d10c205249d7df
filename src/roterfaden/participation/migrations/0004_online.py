"""Search on both engines; comments, support and reports that nobody can change afterwards."""

from django.db import migrations

from roterfaden.kernel.search import drop_full_text, full_text
from roterfaden.kernel.triggers import DatabaseStep, drop, drop_only_erased, immutable_columns, only_erased

COMMENT, SUPPORT, FLAG = "participation_comment", "participation_support", "participation_flag"
ENTRY = "participation_searchentry"


class Migration(migrations.Migration):
    """Full text of the search index; a comment can only be taken back, a support only be superseded."""

    dependencies = [("participation", "0003_board")]

    operations = [
        DatabaseStep(full_text(ENTRY, "terms"), drop_full_text(ENTRY, "terms")),
        DatabaseStep(
            immutable_columns(
                COMMENT, "contribution_id", "parent_id", "root_id", "level", "language", "made_at", "code_id", "made_by_id"
            ),
            drop(COMMENT),
        ),
        DatabaseStep(only_erased(COMMENT, "text", when="NEW.withdrawn_at IS NOT NULL"), drop_only_erased(COMMENT)),
        DatabaseStep(
            immutable_columns(SUPPORT, "contribution_id", "code_id", "made_by_id", "made_at"), drop(SUPPORT)
        ),
        DatabaseStep(immutable_columns(FLAG, "contribution_id", "comment_id", "reason", "made_at"), drop(FLAG)),
    ]
