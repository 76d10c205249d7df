"""The indicator catalogue and the real series with their vintages."""

from datetime import date

from roterfaden.example.read import at, day, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.indicators import actions as indicators
from roterfaden.indicators.enums import Notation, RowOutcome
from roterfaden.indicators.methods import FigureRow

DEFINED = at("2017-01-16")


def tell(story: Story) -> None:
    """Define every indicator, mark the breaks, read all figures in."""
    catalogue = toml("indicators.toml")
    for row in catalogue["indicator"]:
        story.definitions[row["slug"]] = indicators.define_indicator(
            actor=EXAMPLE,
            now=DEFINED,
            slug=row["slug"],
            title=row["title"],
            field=story.fields.get(row["field"]),
            accountability=row["accountability"],
            text=row["text"],
            unit=row["unit"],
            multiplier=row["multiplier"],
            denominator=row["denominator"],
            counted=story.definitions[row["counted"]].indicator if "counted" in row else None,
            whole=story.definitions[row["whole"]].indicator if "whole" in row else None,
            direction=row["direction"],
            minimum_count=row["minimum_count"],
            decimals=row["decimals"],
            source=row["source"],
            rhythm_months=row["rhythm_months"],
            is_fictitious=row["fictitious"],
            valid_from=date(2005, 1, 1),
        )
    for row in catalogue.get("break", []):
        indicators.mark_break(
            actor=EXAMPLE,
            now=DEFINED,
            definition=story.definitions[row["indicator"]],
            on=day(row["on"]),
            note=row["note"],
        )
    rows = [
        FigureRow(
            indicator=row["indicator"],
            area=row["area"],
            breakdown=row["breakdown"],
            period_start=day(row["period_start"]),
            period_end=day(row["period_end"]),
            raw=row["raw"],
            status=row["status"],
            known_on=day(row["known_on"]),
            base=row["base"],
            source=row["source"],
            notation=Notation.ENGLISH,
        )
        for row in table("observations.csv")
    ]
    run = indicators.import_figures(actor=EXAMPLE, now=story.loaded_at, rows=rows, source_name="observations.csv")
    if run.refused:
        raise ValueError([row for row in run.report if row["outcome"] == RowOutcome.REFUSED])
