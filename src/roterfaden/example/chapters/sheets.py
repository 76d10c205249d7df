"""What goes out: the data sheets of the municipalities with a few more figures, and the feedback in other languages."""

from datetime import date

from roterfaden.example.read import at, day, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.indicators import actions as indicators
from roterfaden.indicators.enums import Accountability, Direction, Notation, RowOutcome, YearMeaning
from roterfaden.indicators.methods import FigureRow, read_period
from roterfaden.reporting import actions as reporting
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.models import Edition

DEFINED = at("2017-01-16")


def figures(story: Story) -> None:
    """What the censuses and the labour statistics say about each municipality."""
    script = toml("sheets.toml")
    for row in script["indicator"]:
        story.definitions[row["slug"]] = indicators.define_indicator(
            actor=EXAMPLE, now=DEFINED, slug=row["slug"], title=row["title"], field=None,
            accountability=Accountability.CONDITION, text=row["text"], unit=row["unit"],
            denominator=row["denominator"], direction=Direction.NONE, decimals=row["decimals"],
            source=row["source"], rhythm_months=row["rhythm_months"], valid_from=date(2005, 1, 1),
        )  # fmt: skip
    for row in script["break"]:
        indicators.mark_break(
            actor=EXAMPLE, now=DEFINED, definition=story.definitions[row["indicator"]], on=day(row["on"]),
            note=row["note"],
        )  # fmt: skip
    run = indicators.import_figures(
        actor=EXAMPLE, now=story.loaded_at, rows=[_figure(row, script["sources"]) for row in table("sheets.csv")],
        source_name="sheets.csv",
    )  # fmt: skip
    if run.refused:
        raise ValueError([row for row in run.report if row["outcome"] == RowOutcome.REFUSED])


def _figure(row: dict[str, str], sources: dict[str, str]) -> FigureRow:
    start, end = read_period(row["period"], YearMeaning.WHOLE)
    return FigureRow(
        indicator=row["indicator"], area=row["area"], period_start=start, period_end=end, raw=row["raw"],
        known_on=day(row["known_on"]), base=row["base"], source=sources[row["source"]], notation=Notation.ENGLISH,
    )  # fmt: skip


def tell(story: Story) -> None:
    """Hold all sheets fast and let everybody read them; their PDFs are set when somebody asks."""
    edition, planner = toml("sheets.toml")["edition"], story.person("strategy_officer")
    frozen = min(at(edition["frozen_on"]), story.loaded_at)
    made = reporting.freeze_sheets(
        actor=planner, now=frozen, title=edition["title"], known_on=min(day(edition["known_on"]), frozen.date())
    )
    reporting.publish_sheets(actor=planner, now=frozen, edition=made)


def feedback(story: Story) -> None:
    """Say in Leichte Sprache and in English what the last review found; somebody has read both."""
    planner = story.person("strategy_officer")
    newest = Edition.objects.published().filter(audience=Audience.PUBLIC).order_by("-published_at", "-pk").first()
    if newest is None or newest.published_at is None:
        return
    for row in toml("feedback.toml")["text"]:
        reporting.write_edition_text(
            actor=planner, now=newest.published_at, edition=newest, language=row["language"], title=row["title"],
            body=row["body"].strip(), is_checked=True,
        )  # fmt: skip
