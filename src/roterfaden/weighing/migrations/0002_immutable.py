"""What was advised and replied stays as it was said."""

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

ADVICE, REPLY, LINK, VOICE = (
    "weighing_advicereply", "weighing_reply", "weighing_advicelink", "weighing_advicevoice",
)  # fmt: skip


class Migration(migrations.Migration):
    """What was advised and replied stays as it was said; the words of a reply can only be erased."""

    dependencies = [("weighing", "0001_initial")]

    operations = [
        DatabaseStep(
            immutable_columns(ADVICE, "request_id", "contribution_id", "recommendation", "words", "made_at"),
            drop(ADVICE),
        ),
        DatabaseStep(set_once(ADVICE, "superseded_at", "released_at"), drop_set_once(ADVICE)),
        DatabaseStep(
            immutable_columns(REPLY, "contribution_id", "consideration_id", "verdict", "made_at"), drop(REPLY)
        ),
        DatabaseStep(only_erased(REPLY, "words", when="NEW.erased_at IS NOT NULL"), drop_only_erased(REPLY)),
        DatabaseStep(set_once(REPLY, "superseded_at", "seen_at", "erased_at"), drop_set_once(REPLY)),
        DatabaseStep(immutable_columns(LINK, "request_id", "occasion", "secret_hash"), drop(LINK)),
        DatabaseStep(immutable_columns(VOICE, "request_id", "contribution_id"), drop(VOICE)),
    ]
