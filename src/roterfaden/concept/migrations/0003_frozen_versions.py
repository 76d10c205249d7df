"""A frozen version and its places in the tree never change; what somebody adds by hand breaks the seal."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, frozen_when

NODE_IS_FROZEN = "(SELECT frozen_at FROM concept_version WHERE id = OLD.version_id) IS NOT NULL"


class Migration(migrations.Migration):
    """A frozen version and its places in the tree never change."""

    dependencies = [("concept", "0002_immutable")]

    operations = [
        DatabaseStep(frozen_when("concept_version", "OLD.frozen_at IS NOT NULL"), drop("concept_version")),
        DatabaseStep(frozen_when("concept_node", NODE_IS_FROZEN), drop("concept_node")),
    ]
