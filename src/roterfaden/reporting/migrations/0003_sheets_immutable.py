"""Frozen data sheets keep their content, and what was said in an edition stays."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, append_only, drop, drop_set_once, immutable_columns, set_once


class Migration(migrations.Migration):
    """Frozen data sheets keep their content, and what was said in an edition stays."""

    dependencies = [("reporting", "0002_immutable")]

    operations = [
        DatabaseStep(append_only("reporting_sheettemplate"), drop("reporting_sheettemplate")),
        DatabaseStep(
            immutable_columns(
                "reporting_sheetedition",
                "number", "title", "county_id", "plan", "known_on", "checksum", "frozen_at",
            ),
            drop("reporting_sheetedition"),
        ),
        DatabaseStep(
            immutable_columns("reporting_sheet", "edition_id", "area_id", "snapshot", "checksum"),
            drop("reporting_sheet"),
        ),
        DatabaseStep(
            set_once("reporting_sheet", "file_id", "pages", "milliseconds"), drop_set_once("reporting_sheet")
        ),
        DatabaseStep(append_only("reporting_sheetcitation"), drop("reporting_sheetcitation")),
        DatabaseStep(append_only("reporting_editiontext"), drop("reporting_editiontext")),
    ]  # fmt: skip
