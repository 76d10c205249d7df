"""What somebody said cannot be changed, not even by mistake: words are left out only while their original is sealed."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, drop_permit, immutable_columns, replaced_by_permit


class Migration(migrations.Migration):
    """Origin never changes; the text changes as a sealed original permits (ADR 21); seals and consents stay."""

    dependencies = [("participation", "0001_initial")]

    operations = [
        DatabaseStep(
            immutable_columns(
                "participation_contribution", "language", "kind", "channel", "said_on", "captured_at", "client_id"
            ),
            drop("participation_contribution"),
        ),
        DatabaseStep(
            replaced_by_permit(
                "participation_contribution",
                "text",
                permits="participation_sealedoriginal",
                link="contribution_id",
                condition="translation_id IS NULL",
            ),
            drop_permit("participation_contribution"),
        ),
        DatabaseStep(
            immutable_columns(
                "participation_sealedoriginal",
                "contribution_id",
                "translation_id",
                "kind",
                "made_by_id",
                "made_as",
                "made_at",
                "reason",
            ),
            drop("participation_sealedoriginal"),
        ),
        DatabaseStep(
            immutable_columns("participation_consent", "contribution_id", "purpose", "text_version", "given_at"),
            drop("participation_consent"),
        ),
    ]
