"""Other counties beside the own one: their areas, and the figures some goals are compared by."""

from datetime import date

from roterfaden.example.read import at, day, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.indicators import actions as indicators
from roterfaden.indicators.enums import Notation, RowOutcome
from roterfaden.indicators.methods import FigureRow
from roterfaden.places import actions as places
from roterfaden.places.enums import AreaKind

ADDED = at("2017-01-16")


def tell(story: Story) -> None:
    """Add five counties nearby and read their official figures in."""
    for row in toml("neighbours.toml")["area"]:
        story.areas[row["key"]] = places.add_area(
            actor=EXAMPLE,
            now=ADDED,
            key=row["key"],
            ars=row["key"],
            slug=row["slug"],
            name=row["name"],
            short_name=row["short_name"],
            kind=AreaKind.COUNTY,
            valid_from=date(1978, 1, 1),
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
        for row in table("neighbours.csv")
    ]
    run = indicators.import_figures(actor=EXAMPLE, now=story.loaded_at, rows=rows, source_name="neighbours.csv")
    if run.refused:
        raise ValueError([row for row in run.report if row["outcome"] == RowOutcome.REFUSED])
